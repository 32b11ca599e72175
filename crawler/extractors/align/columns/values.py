"""Which cells of a row are values, and which stand beside its label: units, remarks, labels again, blanks left over."""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from crawler.extractors.align.columns.shapes import Filled
from crawler.extractors.document import Span
from crawler.extractors.grid import Placed
from crawler.extractors.labels import is_wordy

Places = Sequence[int]

_ALONE_AND_BLANK = Span("")
_FEWEST_ROWS = 3
"""Rows of which a column may be known to hold no values because it is blank in all of them."""


def value_places(rows: Sequence[Sequence[Placed]], wanted: int, *, named: bool, padding: int = 0) -> Places | None:
    """Which cells of equally long rows are the headings'; None when it may be one or another.

    A column of words is none where all headings are the form's (``named``); beside a heading such as 单位 it may be
    that one's, and what is too many a number. ``padding``: blanks at the end of every row of the table.
    """
    count = len(rows[0])
    if count <= wanted:
        return range(count) if count == wanted else None
    if count - padding == wanted and not any(cell.text for row in rows for cell in row[wanted:]):
        return range(wanted)
    words = {i for i in range(count) if _never_value(rows, i) and any(row[i].text for row in rows)}
    blank = _blank_places(rows)
    fitting = [without for without in (words, words | blank, blank) if count - len(without) == wanted]
    if not fitting or (not named and any(without & words for without in fitting)):
        return None
    return [i for i in range(count) if i not in fitting[0]]


def padding_of(rows: Sequence[Sequence[Span]]) -> int:
    """How many blank cells every row of a table has at its end, as of workbooks saved as pages."""
    least = 0
    for row in filter(None, rows):
        blanks = sum(1 for _ in takewhile(_ALONE_AND_BLANK.__eq__, reversed(row)))
        if not blanks:
            return 0
        least = min(least or blanks, blanks)
    return least


def _blank_places(rows: Sequence[Sequence[Placed]]) -> set[int]:
    """Places that are blank in all these rows; of a row or two those at their ends only: others may be values."""
    blank = {i for i in range(len(rows[0])) if not any(row[i].text for row in rows)}
    if len(rows) >= _FEWEST_ROWS:
        return blank
    inward = range(len(rows[0]))
    return {*takewhile(blank.__contains__, inward), *takewhile(blank.__contains__, reversed(inward))}


def _never_value(rows: Sequence[Sequence[Placed]], i: int) -> bool:
    return all(not row[i].text or is_remark(row[i].text) for row in rows)


def is_remark(text: str) -> bool:
    """Words that are no value: a unit, a remark, a label printed again. 无 is a value."""
    return is_wordy(text) and not any(c.isdigit() for c in text) and text not in ("无", "零", "没有", "暂无", "空")


def edge_of_filled_up(rows: Sequence[Sequence[Placed]], wanted: int) -> int:
    """Where rows end whose labels are filled up to the table's columns, with blanks or again; 0 if none is."""
    if all(len(row) <= wanted or _is_printed(row[0]) for row in rows):
        return 0
    return Counter(row[-1].end for row in rows if row).most_common(1)[0][0]


def may_be_out_of_line(row: Sequence[Placed], edge: int, readings: Sequence[Filled]) -> bool:
    """Whether a row may have what stands beside its label for a number, as it ends elsewhere than such a table does.

    Of a shorter row that is its first number, of a longer one any.
    """
    if not row or row[-1].end == edge:
        return False
    last = 1 if row[-1].end < edge else None
    return any(cell is None or not _is_printed(cell) for filled in readings for cell in filled[:last])


def _is_printed(cell: Placed) -> bool:
    return bool(cell.text) and not is_remark(cell.text)
