"""What one would write without this project: the same 200 cells of the 2021 form by the obvious libraries.

Two ways from a page to its tables (BeautifulSoup with an own walk over spans, pandas.read_html) and one mapper from
tables to cells. The mapper is honest but plain: it trusts the order of rows and columns and knows no misprints, no
states, no sections and no identities, and what it is spared counts in the peers' favour.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from io import StringIO

import pandas
from bs4 import BeautifulSoup, Tag

import forms
from forms import Measure, RowKind

Grid = list[list[str]]
Cells = dict[Measure, Decimal]

_FORM = "a2021"
_ORDINAL = re.compile(r"^(?:[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十\d]+[、.．])")
_NO_LETTER = re.compile(r"[\W_]+")


def by_beautiful_soup(text: str) -> Cells:
    """BeautifulSoup on lxml, the tables walked cell by cell."""
    soup = BeautifulSoup(text, "lxml")
    return _cells(_lay_out(table) for table in soup.find_all("table"))


def by_pandas(text: str) -> Cells:
    """pandas.read_html on lxml; it expands spans by itself."""
    frames = pandas.read_html(StringIO(text), flavor="lxml", keep_default_na=False)
    return _cells([[str(value) for value in row] for row in frame.to_numpy()] for frame in frames)


def _lay_out(table: Tag) -> Grid:
    placed: dict[tuple[int, int], str] = {}
    rows = [tr for tr in table.find_all("tr") if tr.find_parent("table") is table]
    for y, row in enumerate(rows):
        x = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (y, x) in placed:
                x += 1
            text = cell.get_text(strip=True)
            height, width = int(str(cell.get("rowspan", 1))), int(str(cell.get("colspan", 1)))
            for dy in range(min(height, len(rows) - y)):
                for dx in range(width):
                    placed[y + dy, x + dx] = text
            x += width
    width = 1 + max((x for _, x in placed), default=-1)
    return [[placed.get((y, x), "") for x in range(width)] for y in range(len(rows))]


def _cells(grids: Iterable[Grid]) -> Cells:
    found: Cells = {}
    for grid in grids:
        text = "".join(map("".join, grid))
        if "本年制发" in text:
            found.update(_disclosure(grid))
        elif "本年新收" in text:
            found.update(_requests(grid))
        elif "结果维持" in text:
            found.update(_disputes(grid))
    return found


def _disclosure(grid: Grid) -> Iterator[tuple[Measure, Decimal]]:
    """表二: a header row 信息内容 holds until the next one."""
    table = forms.table("t2a")
    columns = {_plain(c.label): c.key for c in table.columns}
    rows = {_plain(r.label): r.key for r in table.rows}
    heads: list[str | None] = []
    for first, *rest in grid:
        if _plain(first) == "信息内容":
            heads = [columns.get(_plain(label)) for label in rest]
        elif row := rows.get(_plain(first)):
            yield from _numbers("t2a", row, heads, rest)


def _requests(grid: Grid) -> Iterator[tuple[Measure, Decimal]]:
    """表三: the label next to the numbers names the row; rows come in the order of the form."""
    table = forms.table("t3")
    start = next(row.index("自然人") for row in map(_plain_row, grid) if "自然人" in row)
    awaited = [r for r in table.rows_of(_FORM) if r.kind is not RowKind.GROUP]
    keys = [c.key for c in table.columns]
    for row in grid:
        label = _plain(row[start - 1])
        if awaited and label == _plain(awaited[0].label):
            yield from _numbers("t3", awaited.pop(0).key, keys, row[start:])


def _disputes(grid: Grid) -> Iterator[tuple[Measure, Decimal]]:
    """表四: the last row, in the order of the form."""
    yield from _numbers("t4", "value", [c.key for c in forms.table("t4").columns], grid[-1])


def _numbers(
    table: str, row: str, columns: Iterable[str | None], texts: Iterable[str]
) -> Iterator[tuple[Measure, Decimal]]:
    seen = set[str]()
    for column, text in zip(columns, texts, strict=False):
        if column and column not in seen:
            seen.add(column)
            try:
                yield Measure(table, row, column), Decimal(text)
            except InvalidOperation:
                continue


def _plain_row(row: Iterable[str]) -> list[str]:
    return [_plain(text) for text in row]


def _plain(label: str) -> str:
    """Letters only, without the ordinal: （六）其他处理 and 其他处理 are one label."""
    return _NO_LETTER.sub("", _ORDINAL.sub("", label.strip()))
