"""勾稽关系: checks one report against every identity of table scope that applies to its form.

An identity is a sentence in ``forms/identities.toml`` such as ``t3.new_received[$c] + t3.carried_in[$c] ==
t3.results_total[$c] + t3.carried_out[$c]``. It is compiled once per form and binding into two sums of cells.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product
from operator import add, eq, ge, itemgetter, le
from typing import Any, NamedTuple

import forms
from forms import Identity, Measure, RowKind
from storage.records import Cell, Finding, Outcome, State

_PASS, _FAIL = Outcome.PASS, Outcome.FAIL
_measure = itemgetter(slice(3))
_new = tuple.__new__
"""Asking an enumeration for a member, and a named tuple for a new one, takes longer than most sums here."""
_BELOW_CITY = "T2A_DISTRICT_NO_REGULATIONS"
_COMPARE = {"==": eq, ">=": ge, "<=": le}
_SIDES = re.compile(r"^(?P<left>.+?)\s*(?P<sign>==|>=|<=)\s*(?P<right>.+)$")
_TERM = re.compile(r"^(?:children\((?P<group>\w+)\)|(?P<table>\w+)\.(?P<row>\w+))\[(?P<column>\w+)\]$")


Printed = Mapping[tuple[str, ...], Decimal]
"""The cells that print a number, by measure."""
Adder = Callable[[Sequence[Any]], Any]
"""One side of an identity, from the values of a whole report."""


class Sum(NamedTuple):
    """One side: the cells to add, or a constant."""

    terms: tuple[Measure, ...]
    constant: Decimal = Decimal(0)


class Rule(NamedTuple):
    """One identity on one binding, ready to be evaluated."""

    id: str
    bind: Mapping[str, str]
    left: Sum
    sign: str
    right: Sum
    stated: Measure | None
    null_policy: str


class Planned(NamedTuple):
    """A rule on the list of a whole report's values."""

    id: str
    bind: Mapping[str, str]
    left: Adder
    holds: Callable[[Any, Any], bool]
    right: Adder


def check(
    form: str, cells: Sequence[Cell], *, below_city: bool = True, lost: Collection[Measure] = ()
) -> tuple[Finding, ...]:
    """One finding for every identity and binding, in the order of the forms.

    ``lost``: missing cells that the source may well print, so that they are not 0 whatever the null policy.
    ``below_city``: the agency belongs to a district, a county or below, as all of them do here unless known
    otherwise; only then must there be no 规章.
    """
    if form not in forms.FORMS:
        return ()
    asked, plan = _plan(form)
    if below_city and not lost and list(map(_measure, cells)) == asked:
        values = [cell.value for cell in cells]
        if all(value is not None for value in values):
            return tuple([_evaluate_whole(rule, values) for rule in plan])
    printed: dict[tuple[str, ...], Decimal] = {}
    illegible: set[tuple[str, ...]] = set(lost)
    for cell in cells:
        if cell.value is not None:
            printed[cell[:3]] = cell.value
        elif cell.state is State.UNREADABLE:
            illegible.add(cell[:3])
    return tuple(_evaluate(rule, printed, illegible, below_city=below_city) for rule in rules(form))


def _evaluate_whole(rule: Planned, values: Sequence[Any]) -> Finding:
    """For reports that print every cell, as most do: there no null policy has anything to say."""
    key, bind, left, holds, right = rule
    a, b = left(values), right(values)
    return _new(Finding, (key, bind, _PASS if holds(a, b) else _FAIL, a, b, False, ""))


@lru_cache(maxsize=8)
def _plan(form: str) -> tuple[list[Measure], list[Planned]]:
    """The cells that a whole report of the form has, and every rule as two sums over the list of their values."""
    asked = list(forms.asked(form))
    place = {measure: i for i, measure in enumerate(asked)}
    known = [rule for rule in rules(form) if place.keys() >= {*rule.left.terms, *rule.right.terms}]
    if len(known) < len(rules(form)):
        return [], []  # an identity speaks of cells that not every report has
    return asked, [
        Planned(rule.id, rule.bind, _adder(rule.left, place), _COMPARE[rule.sign], _adder(rule.right, place))
        for rule in known
    ]


def _adder(side: Sum, place: Mapping[Measure, int]) -> Adder:
    places = [place[term] for term in side.terms]
    if not places:
        return lambda _: side.constant
    if len(places) == 1:
        return itemgetter(places[0])
    pick = itemgetter(*places)
    if len(places) == 2 and not side.constant:
        return lambda values: add(*pick(values))
    return lambda values: sum(pick(values), side.constant)


def _evaluate(rule: Rule, printed: Printed, illegible: set[tuple[str, ...]], *, below_city: bool) -> Finding:
    if rule.id == _BELOW_CITY and not below_city:
        return Finding(rule.id, rule.bind, Outcome.NOT_APPLICABLE)
    left, right = _add(rule.left, printed), _add(rule.right, printed)
    terms = (*rule.left.terms, *rule.right.terms)
    outcome = _unanswerable(rule, printed)
    if illegible and not illegible.isdisjoint(terms):
        outcome = Outcome.NOT_EVALUATED  # what nobody can read is not 0, whatever the null policy
    if outcome is not None:
        return Finding(rule.id, rule.bind, outcome, left, right)
    assumed = any(term not in printed for term in terms)
    holds = _COMPARE[rule.sign](left or Decimal(0), right or Decimal(0))
    return Finding(rule.id, rule.bind, Outcome.PASS if holds else Outcome.FAIL, left, right, assumed)


def _add(side: Sum, printed: Printed) -> Decimal | None:
    """The sum of what is printed; None when nothing of it is."""
    values = [value for term in side.terms if (value := printed.get(term)) is not None]
    if not values and side.terms:
        return None
    return sum(values, side.constant)


def _unanswerable(rule: Rule, printed: Printed) -> Outcome | None:
    """Why the identity says nothing here, by its null policy; None when it can be judged."""
    sides = [side.terms for side in (rule.left, rule.right) if side.terms]
    if rule.null_policy == "strict":
        complete = all(term in printed for terms in sides for term in terms)
        return None if complete else Outcome.NOT_EVALUATED
    if rule.null_policy == "addends_zero":
        addends = [term for terms in sides for term in terms if term != rule.stated]
        if rule.stated not in printed or not any(term in printed for term in addends):
            return Outcome.NOT_STATED
        return None
    return None if all(any(term in printed for term in terms) for terms in sides) else Outcome.NOT_EVALUATED


@lru_cache(maxsize=8)
def rules(form: str) -> tuple[Rule, ...]:
    """Every identity of table scope of a form, one rule a binding."""
    return tuple(
        rule
        for identity in forms.IDENTITIES
        if identity.scope == "table" and form in identity.formats
        for rule in _bound(identity, form)
    )


def _bound(identity: Identity, form: str) -> Iterator[Rule]:
    names = list(identity.foreach)
    for values in product(*(_range(identity.foreach[name], form) for name in names)):
        bind = dict(zip(names, values, strict=True))
        if match := _SIDES.match(_fill(identity.expr, bind)):
            yield Rule(
                identity.id,
                bind,
                sum_of(match["left"], form),
                match["sign"],
                sum_of(match["right"], form),
                sum_of(_fill(identity.stated, bind), form).terms[0] if identity.stated else None,
                identity.null_policy,
            )


def _range(over: str | tuple[str, ...], form: str) -> tuple[str, ...]:
    """The values of a loop variable: listed, or the columns or data rows of a table."""
    if not isinstance(over, str):
        return over
    table, what = over.split(".")
    if what == "columns":
        return tuple(column.key for column in forms.table(table).columns)
    return tuple(row.key for row in forms.table(table).rows_of(form) if row.kind is not RowKind.GROUP)


def _fill(expression: str, bind: Mapping[str, str]) -> str:
    for name, value in bind.items():
        expression = expression.replace(f"${name}", value)
    return expression


def sum_of(text: str, form: str) -> Sum:
    """One side of an identity as ``forms/identities.toml`` writes it. Raises ValueError for what is none."""
    terms: list[Measure] = []
    constant = Decimal(0)
    for part in (part.strip() for part in text.split("+")):
        if part.isdigit():
            constant += Decimal(part)
        elif match := _TERM.match(part):
            terms += _cells(match, form)
        else:
            raise ValueError(f"forms/identities.toml: {part!r} is not a cell, children(group) or a number")
    return Sum(tuple(terms), constant)


def _cells(match: re.Match[str], form: str) -> Iterator[Measure]:
    if match["group"] is None:
        yield Measure(match["table"], match["row"], match["column"])
        return
    table = next(t for t in forms.TABLES.values() if t.row(match["group"]))
    for row in table.descendants(match["group"], form):
        yield Measure(table.key, row.key, match["column"])
