"""What every reader ends in, whatever the bytes were: headings, paragraphs and tables in reading order.

A page has some 600 spans and paragraphs; they are named tuples, which are made twice as fast as frozen dataclasses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """A cell as the source has it: its text and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the source has it, ``index`` in document order from 0, layout tables counted.

    ``spanned`` is False where the source cannot say which cells are merged (text flattened with `` | ``): then a
    position says nothing and only the order of the cells does.
    """

    index: int
    rows: tuple[tuple[Span, ...], ...]
    spanned: bool = True
    recognised: Mapping[tuple[int, int], float] = field(default_factory=dict)
    """How certain the text of each cell is, by its row and column in the grid, where a picture was read (OCR)."""
    moved: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Where the source has each cell, by its row and column here, when rows or columns were left out."""
    shown: bool = True
    """Whether people see it where it stands; a page may open what it hides."""


class Paragraph(NamedTuple):
    """A run of text that stands by itself; ``heading`` when the source marks it as one (h1 to h6, Heading style)."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, before anyone asks what it means.

    ``blocks`` in reading order. ``meta`` holds the facts a page states about itself under lower-case names:
    ``title`` (the <title> or the file's title property), ``articletitle``, ``pubdate``, ``contentsource``,
    ``columnname``, ``siteidcode``, ``sitename`` … from <meta>, and labelled facts of the visible page under their
    Chinese label (``索引号``, ``发布机构``, ``发布日期``, ``来源``). ``notes`` are sentences about trouble while
    reading (undecodable bytes, tables cut off at a limit, an image where a table should be).
    """

    media_type: str
    blocks: tuple[Paragraph | Table, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    pictures: tuple[int, ...] = ()
    """Where pictures stand: for each the number of the block before which it does."""
    images: Mapping[int, bytes] = field(default_factory=dict)
    """The files of those pictures that the document itself holds, by the picture's number."""
    recognised: bool = False
    """Whether paragraphs were recognised in pictures (OCR)."""
    starts: tuple[int, ...] = ()
    """Of an article in several pages: by page the number here of its table 0."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in document order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
