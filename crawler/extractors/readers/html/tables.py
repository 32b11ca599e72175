"""Tables of a page. They are cut out from the innermost to the outermost, each leaving a mark where it stood."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.document import Span
from crawler.extractors.readers.html.flow import read_lines
from crawler.extractors.readers.html.tags import CELLS
from crawler.extractors.readers.layout import arranges_page
from crawler.extractors.readers.wording import join, squeeze

MARK = "\ufdd0"
MARKS = re.compile(f"{MARK}(\\d+){MARK}")
"""What is left of a table in the text around it: its number between two noncharacters, which are no page's business."""

LARGEST_SPAN = 200
MOST_CELLS = 20_000
_BREAKING = "p,br,div,li,h1,h2,h3,h4,h5,h6,center,pre"


@dataclass(frozen=True, slots=True)
class Cut:
    """A table taken out of the page: its rows, or None for a layout table, whose content stays in the text."""

    index: int
    rows: tuple[tuple[Span, ...], ...]
    nested: tuple[int, ...]
    truncated: bool


def cut_tables(tree: LexborHTMLParser) -> list[Cut]:
    """Take every data table out of ``tree``, which then holds a mark in its place; in document order."""
    cuts = []
    nodes = tree.css("table")
    for index in range(len(nodes) - 1, -1, -1):
        if cut := _cut(nodes[index], index):
            cuts.append(cut)
            nodes[index].replace_with(f"{MARK}{index}{MARK}")
    return cuts[::-1]


def _cut(table: LexborNode, index: int) -> Cut | None:
    broken = _cells_with_breaks(table)
    rows: list[tuple[Span, ...]] = []
    nested: list[int] = []
    count = 0
    for row in table.css("tr"):
        spans = []
        for cell in row.iter():
            if cell.tag_id not in CELLS:
                continue
            text = join(line.text for line in read_lines(cell)) if cell.mem_id in broken else squeeze(cell.text())
            if MARK in text:
                nested += map(int, MARKS.findall(text))
                text = squeeze(MARKS.sub(" ", text))
            attributes = cell.attributes
            spans.append(Span(text, _span(attributes.get("rowspan")), _span(attributes.get("colspan"))))
        count += len(spans)
        if count > MOST_CELLS:
            return Cut(index, tuple(rows), tuple(nested), truncated=True)
        rows.append(tuple(spans))
    if arranges_page(rows, holds_tables=bool(nested)):
        return None
    return Cut(index, tuple(rows), tuple(nested), truncated=False)


def _cells_with_breaks(table: LexborNode) -> set[int]:
    """The cells in which a line ends before the cell does; all others can be read in one go."""
    cells = set()
    for node in table.css(_BREAKING):
        if _alone(node):
            continue
        parent = node.parent
        while parent is not None and parent.tag_id not in CELLS:
            parent = parent.parent
        if parent is not None:
            cells.add(parent.mem_id)
    return cells


def _alone(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag_id in CELLS and _blank(node.prev) and _blank(node.next)


def _blank(node: LexborNode | None) -> bool:
    return node is None or (node.is_text_node and (node.text_content or "").isspace() and _blank(None))


def _span(value: str | None) -> int:
    """A span attribute as browsers read it: leading digits, at least 1."""
    if not value:
        return 1
    digits = re.match(r"\s*\+?(\d{1,6})", value)
    return min(max(int(digits.group(1)), 1), LARGEST_SPAN) if digits else 1
