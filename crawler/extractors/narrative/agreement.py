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


class Rule(NamedTuple):
    """What the prose states under ``key`` is the sum of ``terms``, or of ``others`` by another convention."""

    id: str
    key: str
    terms: tuple[Measure, ...]
    others: tuple[Measure, ...] | None


def compare(form: str, cells: Sequence[Cell], statements: Sequence[Statement]) -> tuple[Finding, ...]:
    """One finding for every identity whose number the prose states; silence is none."""
    if form not in forms.FORMS or not statements:
        return ()
    printed = {Measure(c.table, c.row, c.column): c.value for c in cells if c.value is not None}
    said = {statement.key: statement.value for statement in statements}
    return (*_equations(form, printed, said), *_either(form, printed, said))


def _equations(form: str, printed: Mapping[Measure, Decimal], said: Mapping[str, Decimal]) -> Iterator[Finding]:
    for rule in _rules(form):
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


def _either(form: str, printed: Mapping[Measure, Decimal], said: Mapping[str, Decimal]) -> Iterator[Finding]:
    """X_FEE_CONSISTENT: requests refused for an unpaid fee, or a word about the fee."""
    for identity in _of_form(form):
        match = _EITHER.match(identity.expr)
        if match is None or match["key"] not in said:
            continue
        (cell,) = sum_of(match["cell"], form).terms
        value = printed.get(cell)
        if value is None:
            continue
        holds = value == Decimal(match["value"]) or said[match["key"]] == Decimal(match["said"])
        yield Finding(identity.id, {}, Outcome.PASS if holds else Outcome.FAIL, value, said[match["key"]])


def _sum(terms: tuple[Measure, ...], printed: Mapping[Measure, Decimal]) -> Decimal | None:
    values = [printed.get(term) for term in terms]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(values) else None


def _of_form(form: str) -> Iterator[Identity]:
    return (each for each in forms.IDENTITIES if each.scope == "narrative" and form in each.formats)


@lru_cache(maxsize=8)
def _rules(form: str) -> tuple[Rule, ...]:
    found = []
    for identity in _of_form(form):
        if match := _EQUATION.match(identity.expr):
            other = _EQUATION.match(identity.alternative or "")
            others = sum_of(other["right"], form).terms if other else None
            found.append(Rule(identity.id, match["key"], sum_of(match["right"], form).terms, others))
    return tuple(found)
