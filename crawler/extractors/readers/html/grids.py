"""Tables that a page without any builds of other elements: a row an element, a cell an element in it.

Empty cells are told by their element, which as running text would be lost. Only what names a column or row of the forms
is made a table; menus and boxes of news are built the same way.
"""

from collections.abc import Sequence
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.labels import normal

_TELLING = ("自然人", "行政许可", "结果维持", "统计指标")
_ROWS = frozenset(("div", "ul", "ol", "section", "p"))
_CELLS = frozenset(("div", "span", "li", "p"))
_FEWEST_ROWS, _FEWEST_CELLS, _LONGEST = 3, 3, 120
_KEPT = ("style", "class", "id", "hidden", "aria-rowspan", "aria-colspan")
_MOST = 5000
"""Elements that are looked at."""


def show_grids(tree: LexborHTMLParser, source: str) -> None:
    """Put a <table> in place of what is one but for its tags; nothing is done to a page that has tables."""
    if "<td" in source or "<TD" in source or not any(word in source for word in _TELLING):
        return
    for node in reversed(tree.css("div, section")[:_MOST]):  # what stands in a node comes before it, as it may go
        rows = _children(node)
        if _is_grid(rows):
            node.inner_html = f"<table>{''.join(map(_row, rows))}</table>"


def _is_grid(rows: Sequence[LexborNode]) -> bool:
    """Whether these are rows of cells, and nothing else."""
    if len(rows) < _FEWEST_ROWS or any(row.tag not in _ROWS for row in rows):
        return False
    cells = [_children(row) for row in rows]
    if any(not row or any(cell.tag not in _CELLS or _is_more(cell) for cell in row) for row in cells):
        return False
    if sum(len(row) >= _FEWEST_CELLS for row in cells) < _FEWEST_ROWS - 1:
        return False
    said = {normal(_text(cell)) for row in cells for cell in row}
    return not said.isdisjoint(_TELLING)


def _children(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if child.tag not in ("-comment", "script", "style", "br")]


def _is_more(cell: LexborNode) -> bool:
    """Whether a cell holds prose, or cells of its own."""
    return len(_text(cell)) > _LONGEST or len(_children(cell)) > 1


def _text(cell: LexborNode) -> str:
    return cell.text(strip=True)


def _row(row: LexborNode) -> str:
    return f"<tr{_kept(row)}>{''.join(map(_cell, _children(row)))}</tr>"


def _cell(cell: LexborNode) -> str:
    return f"<td{_kept(cell)}>{cell.inner_html or ''}</td>"


def _kept(node: LexborNode) -> str:
    """What hides an element or says how far a cell reaches."""
    attributes = node.attributes
    return "".join(
        f' {name.removeprefix("aria-")}="{escape(attributes[name] or "")}"' for name in _KEPT if name in attributes
    )
