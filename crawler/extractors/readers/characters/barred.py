"""Lines with bars between their cells, as flattened pages and Markdown have them: every run of them is one table."""

import re
from collections.abc import Iterator, Sequence

from crawler.extractors.document import Paragraph, Span, Table
from crawler.extractors.labels import normal
from crawler.extractors.readers.shared.wording import squeeze

_BAR = re.compile("[|｜│┃]")
_RULE = re.compile(
    r"[\s|｜│┃:：]*(?:[:：]?-{3,}[:：]?[\s|｜│┃]*)+|[\s\u2500-\u257f+=-]*[\u2500-\u257f+][\s\u2500-\u257f+=-]*"
)
"""Markdown's line under a heading row (three dashes at least: one is a value), and the ruled lines of drawn boxes."""
_TELLING = frozenset(("自然人", "信息内容", "结果维持", "统计指标", "指标名称", "指标"))
_FEWEST = 3
MOST_CELLS = 100_000
"""Of all tables: a report has some 300, a yearbook of a district some ten thousand."""


def is_row(line: str) -> bool:
    """Whether there is a bar in a line."""
    return _BAR.search(line) is not None


def is_rule(line: str) -> bool:
    """Whether a line is drawn between rows, or is blank."""
    return not line.strip() or _RULE.fullmatch(line) is not None


def count(line: str) -> int:
    """How many cells a row may have."""
    return len(_BAR.split(line))


def table(index: int, lines: Sequence[str]) -> Table:
    """The table of some rows. A bar at the end of every line is the table's edge, at the end of some an empty cell.

    Where bars close all lines and all have as many cells, each cell stands in its column.
    """
    lines = [line.strip() for line in lines]
    opened = all(_BAR.match(line) for line in lines)
    closed = all(_BAR.match(line[-1:]) for line in lines)
    split = [_BAR.split(line)[int(opened) :] for line in lines]
    rows = tuple(tuple(Span(squeeze(text)) for text in (row[:-1] if closed else row)) for row in split)
    return Table(index, rows, spanned=opened and closed and len(set(map(len, rows))) == 1)


def found(blocks: Sequence[Paragraph | Table], index: int) -> Iterator[tuple[Table, int, int]]:
    """The tables among a page's paragraphs, numbered from ``index``, with the first of their lines and the one behind.

    Menus and footers have bars as well: only lines that name a column of the forms make a table. What is beyond
    ``MOST_CELLS`` in all stays text.
    """
    start = cells_so_far = 0
    while start < len(blocks) and cells_so_far <= MOST_CELLS:
        end = start
        while end < len(blocks) and _is_line(blocks[end]):
            end += 1
        lines = [b.text for b in blocks[start:end] if isinstance(b, Paragraph) and not is_rule(b.text)]
        if len(lines) >= _FEWEST:
            barred = table(index, lines)
            if any(normal(text) in _TELLING for row in barred.rows for text, _, _ in row):
                cells_so_far += sum(map(len, barred.rows))
                yield barred, start, end
                index += 1
        start = max(end, start + 1)


def _is_line(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and is_row(block.text)
