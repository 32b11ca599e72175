"""What may be joined by a line, what may be added up, and what there is no number for."""

from datetime import UTC, datetime
from decimal import Decimal

import forms
from nianbao.web.resources.numbers.points import Number, Standing, joined, number
from nianbao.web.resources.numbers.things import chosen_things, thing
from storage.models import ReportStatus
from storage.queries.contents.shown import ShownReport
from storage.queries.sums.lines import Said
from storage.queries.sums.worked_out import Sum, Worked
from storage.records import Scope, State

AT = datetime(2026, 1, 1, tzinfo=UTC)


def said(form: str, above: int | None, below: int | None = None, state: State = State.DASH) -> Said:
    report = ShownReport(
        1, 1, 1, 2024, 1, form, Scope.AGENCY, 0, None, None, "text/html", "http://a.cn", AT, AT, AT, AT,
        ReportStatus.CURRENT,
    )  # fmt: skip
    top = Sum(None, (state,)) if above is None else Sum(Decimal(above))
    return Said(report, Worked(top, None if below is None else Sum(Decimal(below))))


def of(key: str, *parts: Said) -> Number:
    return number(thing(key), parts)


def test_no_report_a_form_without_it_and_a_dash_are_three_different_things() -> None:
    assert of("carried_out").state is Standing.NO_REPORT
    assert of("carried_out", said("c2014", 1)._replace(worked=None)).state is Standing.NOT_ASKED
    dash = of("carried_out", said("a2021", None))
    assert (dash.value, dash.state, dash.without) == (None, Standing.UNREPORTED, (State.DASH,))
    assert of("disclosure_rate", said("a2021", 0, 0)).state is Standing.SHARE_IN_NOTHING


def test_a_share_in_few_is_marked() -> None:
    assert of("disclosure_rate", said("a2021", 1, 29)).small
    assert not of("disclosure_rate", said("a2021", 1, 30)).small
    assert not of("requests_received", said("a2021", 1)).small


def test_numbers_that_count_something_else_are_not_added_up() -> None:
    assert of("admin_fees", said("a2021", 3), said("b2019", 4)).state is Standing.MIXED
    assert of("requests_received", said("a2021", 3), said("b2019", 4)).value == 7
    assert (of("admin_fees", said("b2019", 4)).unit, of("admin_fees", said("a2021", 3)).unit) == ("项", "万元")


def test_a_line_crosses_no_gap_and_no_form_that_counts_something_else() -> None:
    years = [
        (2013, of("denied", said("d2008", 1))),
        (2014, of("denied", said("c2014", 1))),
        (2015, of("denied", said("c2014", 1))),
        (2019, of("denied", said("b2019", 1))),
        (2020, of("denied", said("b2019", 1))),
        (2021, of("denied", said("a2021", 1))),
        (2022, of("denied", said("a2021", None))),
        (2023, of("denied", said("a2021", 2))),
    ]
    assert joined(years) == [False, False, True, False, True, True, False, False]
    assert joined([]) == []


def test_a_form_that_compares_with_care_is_joined_at_its_border() -> None:
    years = [(2018, of("requests_received", said("c2014", 1))), (2019, of("requests_received", said("b2019", 1)))]
    assert joined(years) == [False, True]
    assert [found.grade for _, found in years] == [forms.Grade.CLOSE, forms.Grade.EXACT]


def test_every_thing_is_told_once() -> None:
    cells = [(each.numerator, each.denominator) for each in chosen_things()]
    assert all(cells.count(each) == 1 for each in cells)
    assert thing("t3.new_received.total").forms == ("a2021", "b2019")
