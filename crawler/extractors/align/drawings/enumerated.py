"""统计表 of the years before 2019 as lines of text: label and number, a unit between them or behind the number.

Blanks may have got lost, so a number is only that of the label right before it. One before the first label, or behind
a group's, would mean that all stand before their labels. The list is taken when it has most of the rows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import forms
from crawler.extractors import numbers
from crawler.extractors.align.indicators import UNITS, Indicators
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Paragraph, Span, Table
from crawler.extractors.grid import lay_out
from crawler.extractors.labels import Spellings, is_wordy, normal
from forms import RowKind
from storage.records import State

_LONGEST = 90


class _Listed(NamedTuple):
    """What is known of a table of indicators: how its list may begin, its groups, how many rows it has at least."""

    key: str
    first: tuple[str, ...]
    groups: Spellings
    fewest: int


def _listed(key: str, first: Iterable[str], fewest: int) -> _Listed:
    groups = (row for row in forms.table(key).rows if row.kind is RowKind.GROUP)
    named = Spellings((row.key, (row.label, *row.aliases)) for row in groups)
    return _Listed(key, tuple(map(normal, first)), named, fewest)


_TABLES = {
    "c2014": _listed("s14", ("一、主动公开情况", "（一）主动公开政府信息数"), len(forms.table("s14").measures()) // 2),
    "d2008": _listed("s08", (a for r in forms.table("s08").rows for a in (r.label, *r.aliases)), 8),
}
"""By form; of the local tables no one has all rows that are known."""
_COLON = re.compile(r"[:：](?=\s*[^\s:：]+$)")


def read(blocks: Sequence[Paragraph | Table], form: str, ledger: Ledger) -> None:
    """Place the numbers of such a list, if the form has one and the running text too."""
    listed = _TABLES.get(form)
    if listed is None or ledger.cells:
        return
    for words in _pieces(blocks):
        rows = tuple(_rows(words, listed.first))
        of_groups = any(listed.groups.exact(row[0].text) and numbers.is_number(row[-1].text) for row in rows)
        if len(rows) < listed.fewest or of_groups:
            continue
        found = Ledger(trace=ledger.trace is not None)
        reader = Indicators(listed.key, found)
        table = Table(0, rows)
        reader.start(table)
        for y, line in enumerate(lay_out(rows)):
            reader.take(line, y)
        reader.settle(table, keeps_blanks=True)
        if len(found.cells) >= listed.fewest:
            found.cells = {measure: cell._replace(at=None) for measure, cell in found.cells.items()}
            ledger.take_over(found)
            return


def _pieces(blocks: Sequence[Paragraph | Table]) -> Iterator[list[str]]:
    """The words of running text between prose and tables."""
    piece: list[str] = []
    for block in blocks:
        if isinstance(block, Table) or "。" in block.text or len(block.text) > _LONGEST:
            yield piece
            piece = []
        else:
            piece += _COLON.sub(" ", block.text).split()
    yield piece


def _rows(words: Sequence[str], first: tuple[str, ...]) -> Iterator[tuple[Span, ...]]:
    """A row for every label, with unit and number where they follow; none where a number stands before all labels."""
    start = next((n for n, word in enumerate(words) if normal(word).startswith(first)), len(words))
    if start and _is_value(words[start - 1]):
        return
    row: list[str] = []
    for word in words[start:]:
        if _is_value(word) or word in UNITS:
            row.append(word)
        elif is_wordy(word):
            yield from _row(row)
            row = [word]
        else:
            row = []
    yield from _row(row)


def _row(words: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    """Label, unit and number, or label and number; a label alone is a group's, or has lost its number."""
    if len(words) in (2, 3) and _is_value(words[-1]) and not _is_value(words[-2]):
        yield (Span(words[0]), Span(words[1] if len(words) > 2 else ""), Span(words[-1]))
    elif words and not _is_value(words[0]):
        yield (Span(words[0]),)


def _is_value(word: str) -> bool:
    return numbers.read(word).state is not State.UNREADABLE
