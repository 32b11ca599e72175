"""Prose against tables: the identities of narrative scope, for the numbers that the prose states."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import forms
from crawler.extractors.identities import sum_of
from forms import Identity, Measure
from storage.records import Cell, Finding, Outcome, Statement

_EQUATION = re.compile(r"^n\.(?P<key>\w+) == (?P<right>.+)$")
_EITHER = re.compile(r"^(?P<cell>\w+\.\w+\[\w+\]) == (?P<value>\d+) or n\.(?P<key>\w+) == (?P<said>\d+)$")
_ALTERNATIVE = "with what was carried in"


class Equal(NamedTuple):
    """What the prose states under ``key`` is the sum of ``terms``, or of ``others`` by another convention."""

    id: str
    key: str
    terms: tuple[Measure, ...]
    others: tuple[Measure, ...] | None


class Either(NamedTuple):
    """``cell`` has one value, or the prose states another under ``key``."""

    id: str
    key: str
    cell: Measure
    value: Decimal
    said: Decimal


def compare(form: str, cells: Sequence[Cell], statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """One finding for every identity whose number the prose states; silence is none."""
    if form not in forms.FORMS or not statements:
        return ()
    said = {statement.key: statement.value for statement in statements}
    equal, either, asked = _rules(form)
    printed = {key: cell.value for cell in cells if (key := cell[:3]) in asked and cell.value is not None}
    return (*_equations(equal, printed, said), *_alternatives(either, printed, said))


Printed = Mapping[tuple[str, str, str], Decimal]
"""Values by table, row and column."""


def _equations(rules: Sequence[Equal], printed: Printed, said: Mapping[str, Decimal]) -> Iterator[Finding]:
    for rule in rules:
        stated = said.get(rule.key)
        if stated is None:
            continue
        right = _sum(rule.terms, printed)
        other = _sum(rule.others, printed) if rule.others is not None else None
        if right is None:
            yield Finding(rule.id, {}, Outcome.NOT_EVALUATED, stated, None)
        elif stated == right:
            yield Finding(rule.id, {}, Outcome.PASS, stated, right)
        elif stated == other:
            yield Finding(rule.id, {}, Outcome.PASS, stated, other, convention=_ALTERNATIVE)
        else:
            yield Finding(rule.id, {}, Outcome.FAIL, stated, right)


def _alternatives(rules: Sequence[Either], printed: Printed, said: Mapping[str, Decimal]) -> Iterator[Finding]:
    """X_FEE_CONSISTENT: requests refused for an unpaid fee, or a word about the fee."""
    for rule in rules:
        value, stated = printed.get(rule.cell), said.get(rule.key)
        if value is not None and stated is not None:
            holds = value == rule.value or stated == rule.said
            yield Finding(rule.id, {}, Outcome.PASS if holds else Outcome.FAIL, value, stated)


def _sum(terms: tuple[Measure, ...], printed: Printed) -> Decimal | None:
    values = [printed.get(term) for term in terms]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


@lru_cache(maxsize=8)
def _rules(form: str) -> tuple[tuple[Equal, ...], tuple[Either, ...], frozenset[tuple[str, str, str]]]:
    """The rules of a form, and every cell that they ask for."""
    equal, either = [], []
    for identity in forms.IDENTITIES:
        if identity.scope == "narrative" and form in identity.formats:
            if match := _EQUATION.match(identity.expr):
                equal.append(
                    Equal(identity.id, match["key"], sum_of(match["right"], form).terms, _others(identity, form))
                )
            elif match := _EITHER.match(identity.expr):
                (cell,) = sum_of(match["cell"], form).terms
                either.append(Either(identity.id, match["key"], cell, Decimal(match["value"]), Decimal(match["said"])))
    asked = [term for rule in equal for term in (*rule.terms, *(rule.others or ()))]
    return tuple(equal), tuple(either), frozenset([*asked, *(rule.cell for rule in either)])


def _others(identity: Identity, form: str) -> tuple[Measure, ...] | None:
    other = _EQUATION.match(identity.alternative or "")
    return sum_of(other["right"], form).terms if other else None
