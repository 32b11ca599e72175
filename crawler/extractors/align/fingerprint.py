"""Which national form a document follows: decided by the labels it prints, never by the year it is about."""

from collections.abc import Collection, Iterable
from functools import lru_cache

import forms
from crawler.extractors.document import Table
from crawler.extractors.labels import bare, normal

_ANY = {key: frozenset(map(normal, form.fingerprint_any)) for key, form in forms.FORMS.items()}
_NONE = {key: frozenset(map(normal, form.fingerprint_none)) for key, form in forms.FORMS.items()}
_DIVIDED = frozenset(
    bare(row.label) for row in forms.table("t3").rows if row.parent == "other" and row.formats == ("a2021",)
)
_UNDIVIDED = "其他处理"
_TELLING = frozenset((_UNDIVIDED, *_DIVIDED)).union(*_ANY.values(), *_NONE.values())


def recognise(tables: Iterable[Table]) -> str | None:
    """The form that the tables' labels decide for; see ``decide``."""
    return decide(_printed(tables))


def decide(printed: Collection[str]) -> str | None:
    """The form whose telling labels are printed most, or None when there are none or contradict each other.

    Where 表二 of both forms stands on a page, the rows of （六）其他处理 in 表三 decide.
    """
    printed = {label for text in printed for label in _telling(text)}
    scores = {key: len(printed & _ANY[key]) for key in _ANY if printed.isdisjoint(_NONE[key])}
    best = max(scores.values(), default=0)
    winners = [key for key, score in scores.items() if score == best]
    if best:
        return winners[0] if len(winners) == 1 else None
    if not (printed.isdisjoint(_ANY["a2021"]) and printed.isdisjoint(_ANY["b2019"])) and _UNDIVIDED in printed:
        return "a2021" if printed & (_DIVIDED - {"其他"}) else "b2019"
    return None


@lru_cache(maxsize=4096)
def _telling(text: str) -> tuple[str, ...]:
    """The labels that any form is told by, of the two that a text may be: with and without its ordinal."""
    return tuple(label for label in (normal(text), bare(text)) if label in _TELLING)


def _printed(tables: Iterable[Table]) -> set[str]:
    """What may be a label in the tables."""
    return {
        text
        for table in tables
        for row in table.rows
        for text, _, _ in row
        if not text.isascii() and 4 <= len(text) <= 64
    }
