"""Tables of a page. They are cut out from the innermost to the outermost, each leaving a mark where it stood."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.document import Paragraph, Span
from crawler.extractors.grid import lay_out
from crawler.extractors.readers.html.flow import MARK, mark, read_lines
from crawler.extractors.readers.html.shown.looks import above
from crawler.extractors.readers.html.tags import BLOCKS, CELLS, IMAGE, MARKED, PARTS_OF_TABLES, ROW, SILENT, TABLE, TEXT
from crawler.extractors.readers.shared.layout import arranges_page
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import join, squeeze

LARGEST_SPAN = 200
MOST_CELLS = 20_000
_DEEPEST = 20
_DIGITS = re.compile(r"\s*\+?(\d{1,6})")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)

Rows = tuple[tuple[Span, ...], ...]

_ALONE = (1, 1)
_new = tuple.__new__
"""A named tuple straight from a tuple: its constructor is Python code and takes half as long again."""


_SHOWING = "img,button,select,script,svg,canvas,object,embed,iframe"
"""What shows something without text of the page: a picture, a button, a list to choose from, a script that writes."""
_TEXT, _ROW, _CELL, _FRAME, _BLOCK, _SILENT = range(1, 7)
_PARTS = {
    **dict.fromkeys((*SILENT, *MARKED, IMAGE), _SILENT),
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys(PARTS_OF_TABLES, _FRAME),
    **dict.fromkeys(CELLS, _CELL),
    ROW: _ROW,
    TEXT: _TEXT,
}
"""What a node is to the table it stands in, by lexbor's tag number: most are runs of text, and nothing."""

_Row = list[tuple[LexborNode, str | None]]
"""The cells of a row, each with its text as the source has it; None for one that has to be read line by line."""


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
    nodes, spans = _find(tree)
    deep = _too_deep(nodes)
    first = min(deep, default=0)
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        if index in deep:
            if index == first:
                cuts[index] = Cut(index, notes=[f"tables that stand in {_DEEPEST} others were not read"])
            node.decompose()
            continue
        cut = cuts[index] = _read(node, index, cuts, spans)
        if arranges_page(cut.rows, holds_tables=bool(cut.nested)):
            cut.lines = list(expand(read_lines(node), cuts))
        node.replace_with(mark(index))
    return cuts


def _lower_feet(tree: LexborHTMLParser) -> None:
    """Put every <tfoot> at the end of its table, where browsers show it wherever it stands."""
    for foot in tree.tags("tfoot"):
        table = foot.parent
        if table is not None and foot.next is not None:
            table.insert_child(foot)
            foot.decompose()


def cell_at(tree: LexborHTMLParser, table: int, row: int, column: int) -> LexborNode | None:
    """The element of a cell, by its place in what ``cut_tables`` gives; the tables behind that one leave the tree."""
    nodes, spans = _find(tree)
    if table >= len(nodes):
        return None
    for index in range(len(nodes) - 1, table, -1):
        nodes[index].replace_with(mark(index))
    cells = [[cell for cell, _ in line] for line in _rows(nodes[table], Cut(table))]
    grid = lay_out([[Span("", *spans.get(cell.mem_id, _ALONE)) for cell in line] for line in cells])
    for y, line in enumerate(grid):
        own = [placed for placed in line if placed.row == y]
        for placed, cell in zip(own, cells[y], strict=True):
            if (placed.row, placed.column) == (row, column):
                return cell
    return None


def _too_deep(nodes: list[LexborNode]) -> set[int]:
    """The tables that stand in too many others: each would take the lines of all that are in it once more."""
    levels: dict[int, int] = {}
    for node in nodes:
        levels[node.mem_id] = 1 + next((levels[n.mem_id] for n in above(node) if n.mem_id in levels), 0)
    return {index for index, node in enumerate(nodes) if levels[node.mem_id] > _DEEPEST}


def _find(tree: LexborHTMLParser) -> tuple[list[LexborNode], dict[int, tuple[int, int]]]:
    """The tables, and the rows and columns covered of the few cells that say so.

    One question, since each walks the whole page; lexbor answers with a node once for every part that it matches.
    """
    _lower_feet(tree)
    tables: dict[int, LexborNode] = {}
    spans: dict[int, tuple[int, int]] = {}
    for node in tree.css("table,[rowspan],[colspan]"):
        if node.tag_id == TABLE:
            tables[node.mem_id] = node
        else:
            attributes = node.attributes
            spans[node.mem_id] = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
    return list(tables.values()), spans


def _read(table: LexborNode, index: int, cuts: dict[int, Cut], spans: Mapping[int, tuple[int, int]]) -> Cut:
    cut = Cut(index)
    rows: list[tuple[Span, ...]] = []
    count = 0
    for row in _rows(table, cut):
        count += len(row)
        if count > MOST_CELLS:
            cut.notes.append(f"table {index} has more than {MOST_CELLS} cells; the rest was not read")
            break
        cells = []
        for cell, plain in row:
            if plain is None or MARK in plain:
                text = _joined(cell, cut, cuts)
            else:
                text = plain if plain.isalnum() else squeeze(plain)
            cells.append(_new(Span, (text, *spans.get(cell.mem_id, _ALONE))))
        rows.append(tuple(cells))
    cut.rows = tuple(rows)
    return cut


def _rows(table: LexborNode, cut: Cut) -> Iterator[_Row]:  # noqa: C901 – the hot loop of a table
    """The visible rows, in one pass over all nodes: asking every cell for its text would walk them a second time.

    What comes between a cell and the next part of the table is the cell's own, or white space. A cell is read line
    by line unless its text stands in one block alone, as in the paragraph that Word puts into every cell.
    """
    row: _Row | None = None
    cell: LexborNode | None = None
    texts: list[str] = []
    broken = fresh = False
    hidden = 0
    what = _PARTS.get
    for node in table.traverse(include_text=True):
        part = what(node.tag_id)
        if part is None:
            fresh = False
        elif part == _TEXT:
            text = node.text_content or ""
            texts.append(text)
            fresh = fresh and text.isspace() and len(texts) == 1
        elif part >= _BLOCK:
            broken = broken or part == _SILENT or not (fresh and ((after := node.next) is None or _is_edge(after)))
            fresh = False
        else:
            if cell is not None and row is not None:
                row.append((cell, None if broken else "".join(texts).strip()))
            cell = None
            if part == _CELL:
                cell, texts, broken, fresh = node, [], False, True
            elif part == _ROW:
                if row is not None:
                    yield row
                row = None if _is_hidden(node) else []
                hidden += row is None
    if row is not None:
        if cell is not None:
            row.append((cell, None if broken else "".join(texts).strip()))
        yield row
    if hidden:
        cut.notes.append(f"table {cut.index}: {hidden} hidden rows left out")


def _joined(cell: LexborNode, cut: Cut, cuts: dict[int, Cut]) -> str:
    """What a cell of several lines says; data tables in it are left to stand after this one, boxes are part of it."""
    texts = []
    before = len(cut.nested)
    for line in expand(read_lines(cell, in_cell=True), cuts):
        if isinstance(line, Paragraph):
            texts.append(line.text)
        elif line >= 0:
            cut.nested.append(line)
    if not texts and len(cut.nested) == before and cell.css_first(_SHOWING) is not None:
        return UNSURE  # it may show a number
    return join(texts)


def expand(lines: Iterable[Paragraph | int], cuts: dict[int, Cut]) -> Iterator[Paragraph | int]:
    """The lines with those of layout tables in place of their marks; marks that nobody set are dropped."""
    for line in lines:
        if isinstance(line, Paragraph) or line < 0:
            yield line
        elif (cut := cuts.get(line)) is not None:
            yield from (line,) if cut.lines is None else cut.lines


def _is_edge(after: LexborNode) -> bool:
    """Whether what follows a block in its cell is white space and nothing behind it."""
    return after.tag_id == TEXT and (after.text_content or "").isspace() and after.next is None


def _is_hidden(row: LexborNode) -> bool:
    attributes = row.attributes
    return bool(attributes) and ("hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or "")))


@lru_cache(maxsize=512)
def _span(value: str | None) -> int:
    """A span attribute as browsers read it: leading digits, at least 1."""
    digits = _DIGITS.match(value or "")
    return min(max(int(digits.group(1)), 1), LARGEST_SPAN) if digits else 1
