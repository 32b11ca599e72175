"""表二 主动公开政府信息情况: stacked blocks, 第二十条第（一）项 and so on, each with a heading row of its own.

The two forms share row labels but hardly a column, so the form is known before this table is read.
"""

import re

import forms
from crawler.extractors.align.columns import Heading, Row, match
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.grid import Line, Placed
from crawler.extractors.labels import Spellings, normal
from crawler.extractors.numbers import unit_of_heading
from forms import Block, Measure

_ARTICLE = re.compile(r"第二十条第\(?([一二三四五六七八九十])\)?项")
_NUMERALS = {"一": "1", "五": "5", "六": "6", "八": "8", "九": "9"}


class Disclosure:
    """Reads the rows of 表二 of one form wherever they stand; block and heading row carry over between tables."""

    def __init__(self, table: str, ledger: Ledger) -> None:
        self._table = forms.table(table)
        self._ledger = ledger
        self._blocks = {block.key: block for block in self._table.blocks}
        self._columns = Spellings((c.key, (c.label, *c.aliases)) for c in self._table.columns)
        self._labels = Spellings((r.key, (r.label, *r.aliases)) for r in self._table.rows)
        self._corner = frozenset(map(normal, self._table.header_only))
        self._headings: tuple[Heading, ...] = ()
        self._rows: list[tuple[Row, tuple[Heading, ...]]] = []
        self._inside = False

    def take(self, line: Line, y: int) -> bool:
        """Whether the line belongs to 表二; a line that does is kept until ``settle``."""
        own = [cell for cell in line if cell.row == y]
        if self._is_title(own):
            self._headings, self._inside = (), True
            return True
        if headings := self._heading_row(own):
            self._headings, self._inside = headings, True
            return True
        return self._inside and self._row(line, y)

    def settle(self, table: int, *, spanned: bool) -> None:
        """Place the rows collected since the last call; called at the end of every table."""
        rows, self._rows = self._rows, []
        for headings in dict.fromkeys(h for _, h in rows):
            group = [row for row, h in rows if h == headings]
            for row, cells in zip(group, match(group, headings, spanned=spanned), strict=True):
                self._put(row, headings, cells, table)

    def _is_title(self, own: list[Placed]) -> bool:
        printed = [cell for cell in own if cell.text.strip()]
        return len(printed) == 1 and bool(_ARTICLE.search(normal(printed[0].text)))

    def _heading_row(self, own: list[Placed]) -> tuple[Heading, ...]:
        """The headings of a block when the row holds nothing else; blanks beside them are left over from merging."""
        found: list[Heading] = []
        for cell in own:
            label = normal(cell.text)
            if not label or label in self._corner or _ARTICLE.search(label):
                continue
            keys, _ = self._columns.find(cell.text)
            if not keys:
                return ()
            found.append(Heading(keys[0], cell))
        return tuple(found)

    def _row(self, line: Line, y: int) -> bool:
        for i, cell in enumerate(line[:3]):
            keys, forgiven = self._labels.find(cell.text)
            if keys:
                if forgiven:
                    self._ledger.warn(f"{self._table.key}: {normal(cell.text)!r} read as {keys[0]}")
                self._keep(Row(keys[0], tuple(c for c in line[i + 1 :] if c.row == y), y))
                return True
            if cell.text.strip() and not _ARTICLE.search(normal(cell.text)):
                return False
        return False

    def _keep(self, row: Row) -> None:
        """Under the heading row in force when it is one of the row's block, else under the headings of the form."""
        block = self._block_of(row.key)
        headings = self._headings
        if not headings or not {h.key for h in headings} <= set(block.columns):
            headings = tuple(Heading(key) for key in block.columns)
        self._rows.append((row, headings))

    def _block_of(self, row: str) -> Block:
        entry = self._table.row(row)
        return self._blocks[entry.parent or ""] if entry else self._table.blocks[0]

    def _put(self, row: Row, headings: tuple[Heading, ...], cells: dict[str, Placed] | None, table: int) -> None:
        if cells is None:
            measures = [Measure(self._table.key, row.key, h.key) for h in headings if h.key]
            self._ledger.lose(measures, f"{len(row.values)} cells for {len(headings)} columns; taken as missing")
            return
        units = {h.key: unit_of_heading(normal(h.cell.text)) for h in headings if h.cell is not None}
        for key, cell in cells.items():
            self._ledger.put(Measure(self._table.key, row.key, key), cell, table, units.get(key))
