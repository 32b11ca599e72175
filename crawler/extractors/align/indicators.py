"""统计表 of the years before 2019: one indicator a row, its unit and its number.

The form of 2014 (s14) is known mostly from descriptions, so its labels are matched tolerantly and how well they match
is kept with the cell. The local tables before (s08) differ from province to province: of them only rows with a label
that is known exactly are taken.
"""

import re
from collections.abc import Iterator, Sequence

import forms
from crawler.extractors import numbers
from crawler.extractors.align.columns import Heading, Row, match
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Table
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, is_ordinal, is_wordy, normal
from forms import Measure, RowKind
from storage.records import State

_NUMERAL = re.compile("[一二三四五六七八九十]{1,3}")
_YEAR = re.compile(r"^(?:20\d\d|本)年度?(?:统计数|数量|数)?$")
_UNITS = "件条次个人篇份项起宗元场部名期处"
UNITS = frozenset((*_UNITS, "人次", "万元", "亿元"))
_UNIT_BEHIND = re.compile(rf"[,，]\s*(?:单位\s*[:：]\s*)?(?:{'|'.join(sorted(UNITS))})\s*$")
"""A unit behind a label: 申请总数，条."""
_OF_TIMES = re.compile("[年月季期]|累计")
_WHOLE = frozenset(("合计", "总计", "总数", "小计"))
_ENOUGH = 0.75
_APART = 0.1
_AHEAD = 8
_LABELS = 4


class Indicators:
    """Reads the rows of one table of indicators; headings carry over from one HTML table to the next."""

    def __init__(self, table: str, ledger: Ledger) -> None:
        self._table = forms.table(table)
        self._ledger = ledger
        self._labels = Spellings((r.key, (r.label, *r.aliases)) for r in self._table.rows)
        self._columns = Spellings((c.key, (c.label, *c.aliases)) for c in self._table.columns)
        self._corner = frozenset(map(normal, self._table.header_only))
        self._order = {row.key: n for n, row in enumerate(self._table.rows)}
        self._parents = {row.parent for row in self._table.rows if row.parent}
        self._headings: tuple[Heading, ...] = ()
        self._rows: list[tuple[Row, tuple[Heading, ...]]] = []
        self._context: str | None = None
        self._last = -1

    @property
    def key(self) -> str:
        """s14 or s08."""
        return self._table.key

    def start(self, _: Table) -> None:
        """A table of the document begins; headings of an earlier one keep their order, not their places."""
        self._headings = tuple(Heading(h.key) for h in self._headings)

    def take(self, line: Line, y: int) -> bool:
        """Whether the line belongs to the table; a line that does is kept until ``settle``."""
        own = [cell for cell in line if cell.row == y]
        if headings := self._heading_row(own) or self._divided(own):
            self._headings = headings
            return True
        found = None
        ordinal = ""
        for i, cell in enumerate(line[:_LABELS]):
            if not cell.text or (i == 0 and cell.text.isascii() and cell.text.isdigit()):
                continue
            if i == 0 and (is_ordinal(cell.text) or _NUMERAL.fullmatch(cell.text)):
                ordinal = cell.text if is_ordinal(cell.text) else f"{cell.text}、"
                continue
            if cell.text in UNITS or not is_wordy(cell.text) or _is_value(cell.text):
                break
            key, likeness = self._find(ordinal + cell.text)
            ordinal = ""
            if key is None:
                break
            if found and not self._holds(found[0]):
                self._ledger.lose([Measure(self.key, found[0], "count")], "two labels beside each other")
                return True
            self._took(key)
            found = key, i, likeness
        if found is None:
            return False
        key, i, likeness = found
        row = self._table.row(key)
        if row is not None and row.kind is RowKind.GROUP:
            return True
        after = tuple(cell for cell in line[i + 1 :] if cell.row == y or cell.text in UNITS)
        self._rows.append((Row(key, after, y, i + 1, likeness, line[0].text.isdigit()), self._headings))
        return True

    def settle(self, table: Table, *, keeps_blanks: bool) -> None:
        """Place the rows collected since the last call; called at the end of every table."""
        rows, self._rows = self._rows, []
        for headings in dict.fromkeys(h for _, h in rows):
            group = [row for row, h in rows if h == headings]
            known = headings or tuple(self._assumed(group))
            found = match(group, known, spanned=table.spanned, keeps_blanks=keeps_blanks)
            named = {heading.key for heading in known if heading.key}
            shown = [column.key for column in self._table.columns if not named or column.key in named]
            for row, one in zip(group, found, strict=True):
                lost = [Measure(self.key, row.key, column) for column in shown if column not in one.cells]
                self._ledger.lose(lost[: 1 if one.cells else None], "no number certain to be its own")
                unit = next((cell.text for cell in row.values if cell.text in UNITS), None)
                self._ledger.put_row(
                    self.key,
                    row.key,
                    one.cells,
                    table.index,
                    rule=one.rule,
                    units=dict.fromkeys(one.cells, unit),
                    likeness=row.likeness,
                )

    def _heading_row(self, own: Sequence[Placed]) -> tuple[Heading, ...]:
        """The columns right of the indicators': units and others without a key; none if the row is no heading row."""
        found: list[Heading] = []
        corners = 0
        for cell in own:
            text = cell.text
            if not text:
                continue
            if text.isascii():
                return ()
            keys = self._columns.exact(text) or (("count",) if _YEAR.match(normal(text)) else ())
            if keys:
                found.append(Heading(keys[0], cell))
            elif normal(text) in self._corner:
                corners += 1
                found.append(Heading(None, cell))
            elif self._labels.exact(text) or not found:
                return ()
            else:
                found.append(Heading(None, cell))
        if not corners or len(found) < 2:
            return ()
        keys_found = [heading.key for heading in found if heading.key]
        if (whole := _whole(found)) is not None:
            found = [heading._replace(key="count" if heading is whole else None) for heading in found]
        elif len(set(keys_found)) < len(keys_found):  # several columns of numbers, and none is the whole
            found = [heading._replace(key=None) for heading in found]
        first = next(
            i for i, heading in enumerate(found) if normal(heading.cell.text if heading.cell else "") != "序号"
        )
        return tuple(found[first + 1 :])

    def _divided(self, own: Sequence[Placed]) -> tuple[Heading, ...]:
        """The columns when this row divides the one of numbers above it, as by level: of these the whole counts."""
        place = next((i for i, heading in enumerate(self._headings) if heading.key == "count"), None)
        over = self._headings[place].cell if place is not None else None
        if place is None or over is None or over.columns != len(own) or len(own) < 2:
            return ()
        if any(not is_wordy(cell.text) or not over.column <= cell.column < over.end for cell in own):
            return ()
        keys = [self._key_of_part(cell.text) for cell in own]
        parts = [Heading(key if keys.count(key) == 1 else None, cell) for key, cell in zip(keys, own, strict=True)]
        return (*self._headings[:place], *parts, *self._headings[place + 1 :])

    def _key_of_part(self, text: str) -> str | None:
        """The column that a part of the numbers' heading names: 合计, 本年度, 历年累计."""
        if normal(text) in _WHOLE:
            return "count"
        return next(iter(self._columns.exact(text)), None) or ("count" if _YEAR.match(normal(text)) else None)

    def _assumed(self, rows: Sequence[Row]) -> Iterator[Heading]:
        """Without a heading row: a unit, if rows print one, and the number."""
        if any(cell.text in UNITS for row in rows for cell in row.values[:1]):
            yield Heading(None)
        yield Heading("count")

    def _holds(self, key: str) -> bool:
        """Whether the row is one that others are below."""
        row = self._table.row(key)
        return key in self._parents or (row is not None and row.kind is RowKind.GROUP)

    def _took(self, key: str) -> None:
        self._last = self._order[key]
        if key in self._parents:
            self._context = key

    def _find(self, text: str) -> tuple[str | None, float | None]:
        """The row that a label names here, and how well where not exactly."""
        exact = self._labels.exact(text) or self._labels.exact(_UNIT_BEHIND.sub("", text))
        if len(exact) == 1:
            return exact[0], None
        near = [key for key in exact if self._is_near(key)]
        if exact:
            return (near[0], None) if len(near) == 1 else (None, None)
        return self._likest(text) if self.key == "s14" else (None, None)

    def _likest(self, text: str) -> tuple[str | None, float | None]:
        """The row due here whose label is most alike, when no other is nearly as much."""
        due = [row.key for row in self._table.rows if 0 < self._order[row.key] - self._last <= _AHEAD]
        scores = sorted(((self._labels.likeness(text, key), key) for key in due if self._is_near(key)), reverse=True)
        if not scores or scores[0][0] < _ENOUGH:
            return None, None
        if len(scores) > 1 and scores[0][0] - scores[1][0] < _APART:
            return None, None
        return scores[0][1], round(scores[0][0], 3)

    def _is_near(self, key: str) -> bool:
        """Whether the row belongs below the last heading or subtotal, or below one that holds it."""
        row = self._table.row(key)
        parent = row.parent if row else None
        return parent in self._around()

    def _around(self) -> set[str | None]:
        around: set[str | None] = {None}
        key = self._context
        while key is not None:
            around.add(key)
            row = self._table.row(key)
            key = row.parent if row else None
        return around


def _whole(headings: Sequence[Heading]) -> Heading | None:
    """The column 合计 beside those of its parts, such as levels of government; not beside times, which are no parts."""
    texts = [normal(heading.cell.text) if heading.cell else "" for heading in headings]
    wholes = [heading for heading, text in zip(headings, texts, strict=True) if text in _WHOLE]
    numbers_beside = sum(heading.key == "count" for heading in headings)
    if len(wholes) != 1 or numbers_beside == 1 or any(map(_OF_TIMES.search, texts)):
        return None
    return wholes[0]


def _is_value(text: str) -> bool:
    return numbers.read(text).state is not State.UNREADABLE
