"""Which national form a document follows: decided by the labels it prints, never by the year it is about."""

from collections.abc import Iterable

import forms
from crawler.extractors.document import Table
from crawler.extractors.labels import normal

_ANY = {key: frozenset(map(normal, form.fingerprint_any)) for key, form in forms.FORMS.items()}
_NONE = {key: frozenset(map(normal, form.fingerprint_none)) for key, form in forms.FORMS.items()}
_LONGEST = 24


def recognise(tables: Iterable[Table]) -> str | None:
    """The form whose telling labels the tables print most of, or None when they print none or contradict each other."""
    printed = {
        label
        for table in tables
        for row in table.rows
        for span in row
        if 4 <= len(span.text) <= 64 and len(label := normal(span.text)) <= _LONGEST
    }
    scores = {key: _score(printed, _ANY[key]) for key in _ANY if not _score(printed, _NONE[key])}
    best = max(scores.values(), default=0)
    winners = [key for key, score in scores.items() if score == best]
    return winners[0] if best and len(winners) == 1 else None


def _score(printed: set[str], telling: frozenset[str]) -> int:
    """How many telling labels are printed, a unit or explanation behind them allowed."""
    return sum(any(label == tell or label.startswith(f"{tell}(") for label in printed) for tell in telling)
