"""Tables of a .docx: ``w:tc`` placed by gridBefore, gridSpan and vMerge on the snapped ``w:tblGrid``."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from crawler.extractors.document import Span
from crawler.extractors.readers.docx.flow import is_on, unwrap
from crawler.extractors.readers.docx.package import W
from crawler.extractors.readers.lattice import Placed, close_slivers, rows_of

LARGEST_SPAN = 200
MOST_CELLS = 20_000
_ROW, _CELL = f"{W}tr", f"{W}tc"

ReadCell = Callable[[etree._Element], str]


@dataclass(slots=True)
class Grid:
    """A table while its rows are read: ``open`` holds, by column, the cells that a later row may continue."""

    cells: list[Placed] = field(default_factory=list)
    open: dict[int, Placed] = field(default_factory=dict)
    height: int = 0
    hidden: int = 0
    truncated: bool = False


def read_table(table: etree._Element, read_cell: ReadCell) -> tuple[tuple[tuple[Span, ...], ...], Grid]:
    """The rows of a table; ``read_cell`` gives a cell's text (and takes care of tables inside it)."""
    grid = Grid()
    for row in unwrap(table):
        if row.tag != _ROW or _is_deleted(row):
            continue
        if _property(row, "trPr", "hidden") is not None and is_on(_property(row, "trPr", "hidden")):
            grid.hidden += 1
            continue
        if len(grid.cells) > MOST_CELLS:
            grid.truncated = True
            break
        _read_row(row, grid, read_cell)
    close_slivers(grid.cells, _widths(table))
    return rows_of(grid.cells, grid.height), grid


def _read_row(row: etree._Element, grid: Grid, read_cell: ReadCell) -> None:
    column = _count(_property(row, "trPr", "gridBefore"), least=0)
    still_open: dict[int, Placed] = {}
    for node in unwrap(row):
        if node.tag != _CELL:
            continue
        width = _count(_property(node, "tcPr", "gridSpan"), least=1)
        merge = _property(node, "tcPr", "vMerge")
        above = grid.open.get(column)
        if merge is not None and merge.get(f"{W}val") != "restart" and above is not None:
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


def _is_deleted(row: etree._Element) -> bool:
    return _property(row, "trPr", "del") is not None


def _property(node: etree._Element, group: str, name: str) -> etree._Element | None:
    properties = node.find(W + group)
    return properties.find(W + name) if properties is not None else None


def _count(node: etree._Element | None, least: int) -> int:
    value = (node.get(f"{W}val") or "") if node is not None else ""
    return min(max(int(value), least), LARGEST_SPAN) if value.isdecimal() and len(value) < 7 else least


def _widths(table: etree._Element) -> list[int]:
    columns = table.find(f"{W}tblGrid")
    if columns is None:
        return []
    values = [column.get(f"{W}w") or "" for column in columns.iterchildren(f"{W}gridCol")]
    return [round(float(value)) if value.replace(".", "", 1).isdecimal() else 0 for value in values]
