"""The identities between two years, from ``forms/identities.toml``: sums of cells of this year's report and last's."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import product
from operator import eq, ge, le
from typing import NamedTuple

import forms
from forms import Identity, Measure
from storage.records import Outcome

Values = Mapping[Measure, Decimal]
"""The cells of one report that print a number."""

_IF_THERE = "prev value > 0"
_COMPARE = {"==": eq, ">=": ge, "<=": le}
_SIDES = re.compile(r"^(?P<left>.+?)\s*(?P<sign>==|>=|<=)\s*(?P<right>.+)$")
_TERM = re.compile(
    r"\s*(?P<sign>[+-]?)\s*(?:(?P<times>\d+)\s*\*\s*)?(?P<prev>prev\.)?"
    r"(?P<table>\w+)\.(?P<row>\w+)\[(?P<column>\w+)\]\s*"
)


class Term(NamedTuple):
    """A cell with its factor; ``before``: of last year's report."""

    factor: Decimal
    measure: Measure
    before: bool


class Rule(NamedTuple):
    """One identity on one binding."""

    identity: Identity
    bind: Mapping[str, str]
    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]

    @property
    def needs(self) -> frozenset[Measure]:
        """The cells of this year's report."""
        return frozenset(term.measure for term in (*self.left, *self.right) if not term.before)

    @property
    def needs_before(self) -> frozenset[Measure]:
        """The cells of last year's."""
        return frozenset(term.measure for term in (*self.left, *self.right) if term.before)


class Judged(NamedTuple):
    """What a rule says of two reports."""

    outcome: Outcome
    left: Decimal | None
    right: Decimal | None


def judge(rule: Rule, now: Values, before: Values) -> Judged:
    """NOT_EVALUATED where a number is not printed; NOT_APPLICABLE where the rule is about more than 0, and it is 0."""
    left, right = _sum(rule.left, now, before), _sum(rule.right, now, before)
    if left is None or right is None:
        return Judged(Outcome.NOT_EVALUATED, left, right)
    if rule.identity.applies_when == _IF_THERE and not all(before[measure] > 0 for measure in rule.needs_before):
        return Judged(Outcome.NOT_APPLICABLE, left, right)
    return Judged(Outcome.PASS if _COMPARE[rule.sign](left, right) else Outcome.FAIL, left, right)


def _sum(terms: tuple[Term, ...], now: Values, before: Values) -> Decimal | None:
    total = Decimal(0)
    for factor, measure, of_last_year in terms:
        value = (before if of_last_year else now).get(measure)
        if value is None:
            return None
        total += factor * value
    return total


@cache
def rules(form: str, before: str) -> tuple[Rule, ...]:
    """Those that hold between a report of one form and last year's of another (or the same)."""
    now, last = frozenset(_measures(form)), frozenset(_measures(before))
    return tuple(
        rule
        for identity in forms.IDENTITIES
        if identity.scope == "cross_year" and form in identity.formats
        for rule in _bound(identity)
        if rule.needs <= now and rule.needs_before <= last
    )


def _measures(form: str) -> tuple[Measure, ...]:
    return forms.measures(form) if form in forms.FORMS else ()


@cache
def needed() -> frozenset[Measure]:
    """Every cell that some rule asks for."""
    found = [r for i in forms.IDENTITIES if i.scope == "cross_year" for r in _bound(i)]
    return frozenset(m for rule in found for m in (*rule.needs, *rule.needs_before))


@cache
def chained(form: str) -> tuple[tuple[str, int], ...]:
    """The hard identities of a form, each with the first year in which last year's report can have what it asks for."""
    return tuple(
        (identity.id, 1 + min(forms.form(each).report_year_from for each in identity.formats))
        for identity in forms.IDENTITIES
        if identity.scope == "cross_year" and identity.severity == "hard" and form in identity.formats
    )


def _bound(identity: Identity) -> Iterator[Rule]:
    names = list(identity.foreach)
    for values in product(*(_range(identity.foreach[name]) for name in names)):
        bind = dict(zip(names, values, strict=True))
        expression = identity.expr
        for name, value in bind.items():
            expression = expression.replace(f"${name}", value)
        sides = _SIDES.match(expression)
        if sides is None:
            raise ValueError(f"forms/identities.toml: {identity.id} compares nothing")
        yield Rule(identity, bind, _terms(sides["left"]), sides["sign"], _terms(sides["right"]))


def _range(over: str | tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(over, str):
        return over
    return tuple(column.key for column in forms.table(over.removesuffix(".columns")).columns)


def _terms(text: str) -> tuple[Term, ...]:
    found, place = [], 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None:
            raise ValueError(f"forms/identities.toml: {text[place:]!r} is not a cell of this year or the last")
        factor = Decimal(match["times"] or 1) * (-1 if match["sign"] == "-" else 1)
        measure = Measure(match["table"], match["row"], match["column"])
        found.append(Term(factor, measure, match["prev"] is not None))
        place = match.end()
    return tuple(found)
