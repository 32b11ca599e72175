"""What is worked out from cells: concepts that are followed from form to form, and indicators, each with its cells."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from forms.model import Measure, Table

_PART = re.compile(r"(-?)(\w+)\.(?:(\w+)|children\((\w+)\))\[(\w+)\]")


class Part(NamedTuple):
    """One cell of a sum; ``sign`` is 1, or -1 where it is taken away."""

    measure: Measure
    sign: int


class Grade(StrEnum):
    """How a form compares with the one in force: EXACT for the very same cells, BROKEN for what may never be joined."""

    EXACT = "exact"
    CLOSE = "close"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Derived:
    """A sum of cells, or the share of one sum in another; ``unit`` is ``ratio`` for shares.

    ``numerator`` and ``denominator`` have the cells by form; the denominator is empty for a plain sum. A form that is
    in neither has nothing of the kind. A ``stock`` is what there is at the end of a year: years of it do not add up.
    """

    key: str
    label: str
    label_en: str
    unit: str
    grade: Grade
    numerator: Mapping[str, tuple[Part, ...]]
    denominator: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    note: str | None = None
    stock: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that have cells for it."""
        return tuple(self.numerator)

    def parts(self, form: str) -> tuple[Part, ...]:
        """Every cell that it is made of in that form."""
        return self.numerator[form] + self.denominator.get(form, ())

    def compares(self, form: str, newest: str) -> Grade:
        """How that form's number compares with the newest form's."""
        same = newest in self.numerator and self.parts(form) == self.parts(newest)
        return Grade.EXACT if same else self.grade


def parts(texts: Iterable[str], form: str, tables: Mapping[str, Table]) -> tuple[Part, ...]:
    """Parts such as ``-t3.partial[total]`` and ``t3.children(denied)[total]``, the latter written out.

    Raises ValueError for what is no cell of the form.
    """
    found: list[Part] = []
    for text in texts:
        match = _PART.fullmatch(text)
        if match is None:
            raise ValueError(f"{text} is no cell: write table.row[column]")
        minus, table, row, group, column = match.groups()
        rows = [row] if row else [below.key for below in tables[table].descendants(group, form)]
        found += [Part(Measure(table, key, column), -1 if minus else 1) for key in rows]
    for part in found:
        if part.measure not in tables[part.measure.table].measures(form):
            raise ValueError(f"{'.'.join(part.measure)} is no cell of {form}")
    return tuple(found)
