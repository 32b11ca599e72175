"""This year's report against last year's: what was carried over, and what adds up from year to year."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

import forms
from storage.crosschecks.code import Code
from storage.crosschecks.district import District
from storage.crosschecks.rules import Judged, Rule, Values, chained, judge, rules
from storage.crosschecks.stretch import Stretch, Told, joined, parts
from storage.records import Outcome

_NOTHING: Values = {}
_NOT_JUDGED = Judged(Outcome.NOT_EVALUATED, None, None)


class _LastYear(NamedTuple):
    """What was shown of last year's numbers: the agency's own, and those of all that it took over from."""

    own: Stretch | None
    taken_over: tuple[Stretch, ...]

    @property
    def form(self) -> str | None:
        """The form that they share; None where they have no form in common, or nothing is there."""
        found = {stretch.form for stretch in (self.own, *self.taken_over) if stretch is not None}
        return found.pop() if len(found) == 1 else None


def findings(district: District) -> Iterator[Told]:
    """Of every report of the district, each for the time in which it held."""
    for (agency, year), stretches in district.shown.items():
        earlier = [s for each in (agency, *_ended(district, agency, year)) for s in _shown(district, each, year - 1)]
        told = (
            each
            for stretch in stretches
            if stretch.version is not None and stretch.form in forms.FORMS
            for since, until in parts(stretch, earlier)
            for each in _of_part(district, stretch, earlier, since, until)
        )
        yield from joined(told)


def _ended(district: District, agency: int, year: int) -> list[int]:
    """The agencies that the agency took over from with this year: each was there last year, and is no more."""
    predecessors = district.predecessors.get(agency, ())
    return [
        member.id
        for member in predecessors
        if member.exists_in(year - 1) and member.valid_to in (None, year - 1) and not _shown(district, member.id, year)
    ]


def _shown(district: District, agency: int, year: int) -> list[Stretch]:
    return district.shown.get((agency, year), [])


def _last_year(district: District, stretch: Stretch, earlier: Iterable[Stretch], moment: datetime) -> _LastYear:
    """Those of others only where they are there from each of them."""
    there = [s for s in earlier if s.covers(moment) and s.version is not None and s.form in forms.FORMS]
    own = next((s for s in there if s.agency == stretch.agency), None)
    others = tuple(s for s in there if s.agency != stretch.agency)
    ended = _ended(district, stretch.agency, stretch.year)
    is_whole = {s.agency for s in others} == set(ended) and (own is None or {s.form for s in others} <= {own.form})
    return _LastYear(own, others if is_whole else ())


def _of_part(
    district: District, stretch: Stretch, earlier: list[Stretch], since: datetime, until: datetime | None
) -> Iterator[Told]:
    last = _last_year(district, stretch, earlier, since)
    if last.form is None:
        member = district.members[stretch.agency]
        is_there = any(s.covers(since) and s.version is not None for s in earlier)
        code = Code.NOT_STATED if is_there else Code.NO_PREVIOUS
        is_new = member.valid_from == stretch.year and not _ended(district, stretch.agency, stretch.year)
        for place, (identity, first) in enumerate(chained(stretch.form)):
            if stretch.year >= first and not is_new and (is_there or stretch.year - 1 in district.years):
                yield _told(stretch, identity, "{}", (since, until), place, _NOT_JUDGED, code)
        return
    now = district.numbers.get(stretch.version or 0, _NOTHING)
    for place, rule in enumerate(rules(stretch.form, last.form)):
        said, code = _judge(district, rule, now, last)
        if said.outcome is Outcome.FAIL and code is Code.DIFFERS and _held_before(district, rule, now, earlier, since):
            code = Code.PREVIOUS_REVISED
        if said.outcome in (Outcome.FAIL, Outcome.NOT_EVALUATED):
            bind = json.dumps(dict(rule.bind), sort_keys=True)
            yield _told(stretch, rule.identity.id, bind, (since, until), place, said, code)


def _judge(district: District, rule: Rule, now: Values, last: _LastYear) -> tuple[Judged, Code]:
    """By the agency's own numbers; where they do not fit, with those of the agencies that it took over from."""
    own = judge(rule, now, _numbers(district, last.own)) if last.own is not None else None
    if own is not None and (own.outcome is not Outcome.FAIL or not last.taken_over):
        return own, Code.NOT_STATED if own.outcome is Outcome.NOT_EVALUATED else Code.DIFFERS
    together = [s for s in (last.own, *last.taken_over) if s is not None]
    said = judge(rule, now, _added([_numbers(district, s) for s in together]))
    return said, Code.NOT_STATED if said.outcome is Outcome.NOT_EVALUATED else Code.SUCCESSOR


def _held_before(district: District, rule: Rule, now: Values, earlier: Iterable[Stretch], moment: datetime) -> bool:
    """Whether the numbers fit what last year's report said at first."""
    former = (s for s in earlier if s.at < moment and not s.covers(moment) and s.version is not None)
    return any(judge(rule, now, _numbers(district, s)).outcome is Outcome.PASS for s in former)


def _numbers(district: District, stretch: Stretch) -> Values:
    return district.numbers.get(stretch.version or 0, _NOTHING)


def _added(values: list[Values]) -> Values:
    """The sums of the numbers that every one of the reports prints."""
    return {m: sum((v[m] for v in values), Decimal(0)) for m in values[0] if all(m in v for v in values)}


def _told(
    stretch: Stretch,
    identity: str,
    bind: str,
    held: tuple[datetime, datetime | None],
    place: int,
    said: Judged,
    code: Code,
) -> Told:
    return Told(stretch.report, identity, bind, *held, place, said.outcome, said.left, said.right, code.value)
