"""Tables of a page. They are cut out from the innermost to the outermost, each leaving a mark where it stood."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.document import Paragraph, Span
from crawler.extractors.readers.html.flow import MARK, mark, read_lines
from crawler.extractors.readers.html.tags import BLOCKS, CELLS, PARTS_OF_TABLES, ROW, SILENT, TEXT
from crawler.extractors.readers.layout import arranges_page
from crawler.extractors.readers.wording import join, squeeze

LARGEST_SPAN = 200
MOST_CELLS = 20_000
_DIGITS = re.compile(r"\s*\+?(\d{1,6})")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)

Rows = tuple[tuple[Span, ...], ...]


_ROW, _CELL, _BLOCK, _SILENT = range(1, 5)
_PARTS = {
    **dict.fromkeys(SILENT, _SILENT),
    **dict.fromkeys(BLOCKS - PARTS_OF_TABLES, _BLOCK),
    **dict.fromkeys(CELLS, _CELL),
    ROW: _ROW,
}
"""What an element is to the table it stands in, by lexbor's tag number: most are runs of text, and nothing."""


@dataclass(slots=True)
class Cut:
    """A table taken out of the page: its rows and the tables in its cells, or the lines of one that only arranges."""

    index: int
    rows: Rows = ()
    nested: list[int] = field(default_factory=list)
    lines: list[Paragraph | int] | None = None
    notes: list[str] = field(default_factory=list)


def cut_tables(tree: LexborHTMLParser) -> dict[int, Cut]:
    """Take every table out of ``tree``, which then holds a mark in its place; by number in document order."""
    cuts: dict[int, Cut] = {}
    nodes = tree.css("table")
    spans = _declared_spans(tree) if nodes else {}
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        cut = cuts[index] = _read(node, index, cuts, spans)
        if arranges_page(cut.rows, holds_tables=bool(cut.nested)):
            cut.lines = list(expand(read_lines(node), cuts))
        node.replace_with(mark(index))
    return cuts


@dataclass(slots=True)
class _Row:
    """A row while the table is read: its cells, and the numbers of those that hold more than one line."""

    cells: list[LexborNode] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)


def _read(table: LexborNode, index: int, cuts: dict[int, Cut], spans: Mapping[int, tuple[int, int]]) -> Cut:
    cut = Cut(index)
    rows: list[tuple[Span, ...]] = []
    count = 0
    for row in _rows(table, cut):
        count += len(row.cells)
        if count > MOST_CELLS:
            cut.notes.append(f"table {index} has more than {MOST_CELLS} cells; the rest was not read")
            break
        cells = []
        broken = row.broken
        for number, cell in enumerate(row.cells):
            text = cell.text()
            text = _joined(cell, cut, cuts) if number in broken or MARK in text else squeeze(text)
            covered = spans.get(cell.mem_id)
            cells.append(Span(text, *covered) if covered else Span(text))
        rows.append(tuple(cells))
    cut.rows = tuple(rows)
    return cut


def _rows(table: LexborNode, cut: Cut) -> Iterator[_Row]:
    """The visible rows. One pass over the elements; a cell is broken unless its text stands in one block alone."""
    row: _Row | None = None
    hidden = 0
    what = _PARTS.get
    for node in table.traverse():
        part = what(node.tag_id)
        if part is None:
            continue
        if part == _ROW:
            if row is not None:
                yield row
            row = None if _is_hidden(node) else _Row()
            hidden += row is None
        elif row is None:
            continue
        elif part == _CELL:
            row.cells.append(node)
        elif part == _SILENT or not _is_alone(node):
            row.broken.add(len(row.cells) - 1)
    if row is not None:
        yield row
    if hidden:
        cut.notes.append(f"table {cut.index}: {hidden} hidden rows left out")


def _joined(cell: LexborNode, cut: Cut, cuts: dict[int, Cut]) -> str:
    """What a cell of several lines says; data tables in it are left to stand after this one, boxes are part of it."""
    texts = []
    for line in expand(read_lines(cell), cuts):
        if isinstance(line, Paragraph):
            texts.append(line.text)
        elif line >= 0:
            cut.nested.append(line)
    return join(texts)


def expand(lines: Iterable[Paragraph | int], cuts: dict[int, Cut]) -> Iterator[Paragraph | int]:
    """The lines with those of layout tables in place of their marks; marks that nobody set are dropped."""
    for line in lines:
        if isinstance(line, Paragraph) or line < 0:
            yield line
        elif (cut := cuts.get(line)) is not None:
            yield from (line,) if cut.lines is None else cut.lines


def _is_alone(block: LexborNode) -> bool:
    """Whether a block element is all that its cell holds, as the paragraph is that Word puts into every cell."""
    parent = block.parent
    return parent is not None and parent.tag_id in CELLS and _is_edge(block.prev) and _is_edge(block.next)


def _is_edge(neighbour: LexborNode | None) -> bool:
    if neighbour is None:
        return True
    blank = neighbour.tag_id == TEXT and (neighbour.text_content or "").isspace()
    return blank and (neighbour.prev is None or neighbour.next is None)


def _is_hidden(row: LexborNode) -> bool:
    attributes = row.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


def _declared_spans(tree: LexborHTMLParser) -> dict[int, tuple[int, int]]:
    """Rows and columns covered, of the few cells that say so."""
    return {
        cell.mem_id: (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        for cell in tree.css("[rowspan],[colspan]")
        if (attributes := cell.attributes)
    }


@lru_cache(maxsize=512)
def _span(value: str | None) -> int:
    """A span attribute as browsers read it: leading digits, at least 1."""
    digits = _DIGITS.match(value or "")
    return min(max(int(digits.group(1)), 1), LARGEST_SPAN) if digits else 1
