"""One table, line by line, each line taken by the reader of the statutory table that it is of."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import forms
from crawler.extractors.align.disclosure import Disclosure
from crawler.extractors.align.disputes import Disputes
from crawler.extractors.align.drawings import beside
from crawler.extractors.align.drawings.folded import across, below_labels
from crawler.extractors.align.drawings.stacked import Stacked
from crawler.extractors.align.indicators import Indicators
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.align.requests import Requests
from crawler.extractors.document import Table
from crawler.extractors.grid import Line, lay_out

_MOST_COLUMNS = 64


class Reader(Protocol):
    """One statutory table: takes its lines, places them when the table ends."""

    @property
    def key(self) -> str: ...

    def start(self, table: Table, /) -> None: ...

    def take(self, line: Line, y: int) -> bool: ...

    def settle(self, table: Table, *, keeps_blanks: bool) -> None: ...


def readers_of(form: str | None, ledger: Ledger) -> list[Reader]:
    """Those of the form; without a form no 表二, since the two share labels but not meanings."""
    tables = forms.form(form).tables if form else ("t3", "t4")
    found: list[Reader] = [Requests(ledger)] if "t3" in tables else []
    found += [Disclosure(key, ledger) for key in tables if forms.table(key).blocks]
    found += [Indicators(key, ledger) for key in tables if key in ("s14", "s08")]
    return [*found, Stacked(ledger), Disputes(ledger)] if "t4" in tables else found


def read_table(table: Table, readers: Sequence[Reader], ledger: Ledger, *, keeps_blanks: bool) -> None:
    for reader in readers:
        reader.start(table)
    left: list[tuple[Line, int]] = []
    last = ""
    for y, line in _lines(table, readers):
        if not line or len(line) > _MOST_COLUMNS:
            continue
        for reader in readers:
            if reader.take(line, y):
                last = reader.key
                break
        else:
            left.append((line, y))
    for reader in readers:
        reader.settle(table, keeps_blanks=keeps_blanks)
    if last and not ledger.turned:
        for line, y in left:
            ledger.keep(last, line, y, table.index)


def _lines(table: Table, readers: Sequence[Reader]) -> Iterable[tuple[int, Line]]:
    """The lines of a table with their rows; labels above their numbers are put before them."""
    lines = lay_out(table.rows)
    if not table.spanned:
        return enumerate(lines)
    if parts := beside.below(lines):
        return parts
    if any(reader.key == "s14" for reader in readers):
        return across(lines)
    return enumerate(below_labels(lines) if any(len(line) == 1 for line in lines) else lines)
