"""Tables of a .docx: ``w:tc`` placed by gridBefore, gridSpan and vMerge on the snapped ``w:tblGrid``."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from crawler.extractors.document import Span
from crawler.extractors.readers.docx.flow import VALUE, child, is_on, unwrap
from crawler.extractors.readers.docx.marks import Marks
from crawler.extractors.readers.docx.package import W
from crawler.extractors.readers.shared.lattice import Placed, close_slivers, rows_of

LARGEST_SPAN = 200
MOST_CELLS = 20_000
_ROW, _CELL = f"{W}tr", f"{W}tc"
_OF_ROW, _DELETED, _HIDDEN, _BEFORE = f"{W}trPr", f"{W}del", f"{W}hidden", f"{W}gridBefore"
OF_CELL = f"{W}tcPr"

ReadCell = Callable[[etree._Element], str]


@dataclass(slots=True)
class Grid:
    """A table while its rows are read: ``open`` holds, by column, the cells that a later row may continue."""

    cells: list[Placed] = field(default_factory=list)
    open: dict[int, Placed] = field(default_factory=dict)
    height: int = 0
    hidden: int = 0
    truncated: bool = False


def read_table(table: etree._Element, marks: Marks, read_cell: ReadCell) -> tuple[tuple[tuple[Span, ...], ...], Grid]:
    """The rows of a table; ``read_cell`` gives a cell's text (and takes care of tables inside it)."""
    grid = Grid()
    for row in unwrap(table):
        if row.tag != _ROW:
            continue
        properties = child(row, _OF_ROW)
        if properties is not None and child(properties, _DELETED) is not None:
            continue
        if properties is not None and is_on(child(properties, _HIDDEN)):
            grid.hidden += 1
            continue
        if len(grid.cells) > MOST_CELLS:
            grid.truncated = True
            break
        before = child(properties, _BEFORE) if properties is not None else None
        _read_row(row, _count(before), grid, marks, read_cell)
    close_slivers(grid.cells, _widths(table))
    return rows_of(grid.cells, grid.height), grid


def _read_row(row: etree._Element, column: int, grid: Grid, marks: Marks, read_cell: ReadCell) -> None:
    still_open: dict[int, Placed] = {}
    for node in unwrap(row):
        if node.tag != _CELL:
            continue
        width = _number(marks.spans[node], least=1) if node in marks.spans else 1
        merge = marks.merges.get(node)
        above = grid.open.get(column)
        if merge is not None and merge != "restart" and above is not None:
            above.rows += 1
            still_open[column] = above
        else:
            cell = Placed(grid.height, column, read_cell(node), 1, width)
            grid.cells.append(cell)
            if merge is not None:
                still_open[column] = cell
        column += width
    grid.open = still_open
    grid.height += 1


def _count(node: etree._Element | None) -> int:
    return _number(node.get(VALUE) or "", least=0) if node is not None else 0


def _number(value: str, least: int) -> int:
    return min(max(int(value), least), LARGEST_SPAN) if value.isdecimal() and len(value) < 7 else least


def _widths(table: etree._Element) -> list[int]:
    columns = table.find(f"{W}tblGrid")
    if columns is None:
        return []
    values = [column.get(f"{W}w") or "" for column in columns.iterchildren(f"{W}gridCol")]
    return [round(float(value)) if value.replace(".", "", 1).isdecimal() else 0 for value in values]
