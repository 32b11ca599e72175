"""The lines of text among the rows of a sheet, and the tables between them: a sheet has no paragraphs.

A title is a row in which one cell is printed, often merged over all columns.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import forms
from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.grid import Line, lay_out
from crawler.extractors.labels import Spellings, is_wordy
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.wording import visible

MOST_CELLS = 300_000
"""Of all sheets; a yearbook of a district has some ten thousand."""
_LONG = 12
_ORDINAL = re.compile(r"[一二三四五六七八九十]、")
"""A cell alone in its row is a line of text when it is as long as a title or numbered as a section is."""
_ROWS = Spellings((row.key, (row.label, *row.aliases)) for table in forms.TABLES.values() for row in table.rows)
"""Unless it is the label of a row whose numbers were left blank."""

Rows = tuple[tuple[Span, ...], ...]


def document_of(media_type: str, sheets: Iterable[Rows], notes: Sequence[str] = ()) -> Document:
    """The document that sheets make."""
    blocks = visible(tuple(numbered(block for rows in sheets for block in parts(rows))))
    return Document(media_type, blocks, read_labelled(blocks), tuple(notes))


def parts(sheet: Rows) -> Iterator[Paragraph | Table]:
    """The lines of text among the rows, and the tables between them; a row that a merged cell reaches into stays."""
    rows: list[tuple[Span, ...]] = []
    reaching = 0
    for row in sheet:
        line = _line(row) if not reaching else ""
        if line:
            yield from _closed(rows)
            yield Paragraph(line)
            rows = []
        else:
            rows.append(row)
        reaching = max(reaching - 1, max((span.rows - 1 for span in row), default=0))
    yield from _closed(rows)


def _line(row: tuple[Span, ...]) -> str:
    printed = [span for span in row if span.text]
    if len(printed) != 1 or printed[0].rows > 1 or not is_wordy(printed[0].text):
        return ""
    text = printed[0].text
    if _ROWS.exact(text):
        return ""
    return text if len(text) >= _LONG or _ORDINAL.match(text) else ""


def _closed(rows: list[tuple[Span, ...]]) -> Iterator[Paragraph | Table]:
    """A table of these rows, without the blank rows and columns around it; words that stand alone are a line."""
    filled = [i for i, row in enumerate(rows) if any(span.text for span in row)]
    if not filled:
        return
    printed = [span.text for row in rows for span in row if span.text]
    if len(printed) == 1 and is_wordy(printed[0]) and not _ROWS.exact(printed[0]):
        yield Paragraph(printed[0])
        return
    rows = rows[filled[0] : filled[-1] + 1]
    grid = lay_out(rows)
    width = max(cell.end for line in grid for cell in line if cell.text)
    yield Table(0, tuple(_filled(y, line, width) for y, line in enumerate(grid)))


def _filled(y: int, line: Line, width: int) -> tuple[Span, ...]:
    """The cells that begin in a row, up to the table's width and with the blank ones at its end."""
    own = [cell for cell in line if cell.row == y and cell.column < width]
    blank = max(width - max((cell.end for cell in line), default=0), 0)
    return (*(Span(cell.text, cell.rows, min(cell.end, width) - cell.column) for cell in own), *[Span("")] * blank)


def numbered(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    index = 0
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, index=index)
            index += 1
        else:
            yield block
