"""Which reports are expected, and what can be said of those that are not there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import coverage
from storage.coverage import deadline, last_walk
from storage.records import Coverage, KnownAgency, Presence, Trace, Verdict, Walk

TODAY = date(2026, 11, 24)
BUREAU = "北京市西城区财政局"
GOVERNMENT = "北京市西城区人民政府"


def site(
    verdict: Verdict = Verdict.COMPLETE, *, at: datetime | None = None, reason: str = "", years: tuple[int, ...] = ()
) -> Walk:
    return Walk("xicheng", "110102", verdict, reason, at or datetime(2026, 11, 20, 2, tzinfo=UTC), years=years)


def cover(walk: Walk | list[Walk], agencies, traces, *, today: date) -> tuple[Coverage, ...]:
    walks = walk if isinstance(walk, list) else [walk]
    return coverage.cover(last_walk("xicheng", "110102", walks), walks, agencies, traces, today=today)


def trace(agency: str, year: int, state: Presence = Presence.PUBLISHED) -> Trace:
    return Trace(agency, year, state, f"evidence of {state}")


def of(rows: tuple[Coverage, ...], agency: str, year: int) -> Coverage:
    return next(row for row in rows if (row.agency, row.year) == (agency, year))


@pytest.mark.parametrize(
    ("agency", "day"),
    [
        (BUREAU, date(2026, 1, 31)),
        (GOVERNMENT, date(2026, 3, 31)),
        ("苏家坨镇人民政府", date(2026, 3, 31)),
        ("北京市西城区人民政府办公室", date(2026, 1, 31)),
        ("西长安街街道办事处", date(2026, 1, 31)),
    ],
)
def test_departments_have_until_the_end_of_january_and_governments_until_the_end_of_march(agency, day):
    assert deadline(agency, 2025) == day


def test_what_is_stored_is_published_whatever_became_of_the_last_walk():
    for verdict in Verdict:
        (row,) = cover(site(verdict), [KnownAgency(BUREAU)], [trace(BUREAU, 2025)], today=TODAY)
        assert (row.state, row.evidence) == (Presence.PUBLISHED, "evidence of published")


def test_every_agency_is_expected_from_the_first_year_of_the_district_to_the_last_year_that_is_over():
    agencies = [KnownAgency(BUREAU), KnownAgency(GOVERNMENT)]
    rows = cover(site(), agencies, [trace(GOVERNMENT, 2022)], today=TODAY)
    assert [(row.agency, row.year) for row in rows] == [
        (agency, year) for agency in sorted([BUREAU, GOVERNMENT]) for year in (2022, 2023, 2024, 2025)
    ]
    assert all((row.site, row.code) == ("xicheng", "110102") for row in rows)


def test_an_agency_is_expected_only_in_the_years_in_which_it_exists():
    agencies = [KnownAgency("甲", 2024, None), KnownAgency("乙", None, 2023), KnownAgency("丙", 2022, 2022)]
    rows = cover(site(), agencies, [trace("丁", 2021)], today=TODAY)
    years = {name: [row.year for row in rows if row.agency == name] for name in "甲乙丙丁"}
    assert years == {"甲": [2024, 2025], "乙": [2021, 2022, 2023], "丙": [2022], "丁": [2021, 2022, 2023, 2024, 2025]}


def test_an_agency_that_only_a_link_names_is_expected_in_the_other_years_too():
    agencies, traces = [KnownAgency(BUREAU)], [trace(BUREAU, 2023), trace("区审计局", 2024, Presence.BLOCKED)]
    rows = cover(site(), agencies, traces, today=TODAY)
    states = {row.year: row.state for row in rows if row.agency == "区审计局"}
    assert states == {2023: Presence.ABSENT, 2024: Presence.BLOCKED, 2025: Presence.ABSENT}


def test_a_report_outside_the_expected_years_is_not_lost():
    rows = cover(site(), [KnownAgency(BUREAU, 2025)], [trace(BUREAU, 2019), trace(BUREAU, 2026)], today=TODAY)
    assert [row.year for row in rows] == [2019, 2025, 2026]


def test_a_district_without_anything_expects_nothing():
    assert cover(site(), [KnownAgency(BUREAU)], [], today=TODAY) == ()


def test_the_running_year_is_not_expected():
    rows = cover(site(), [KnownAgency(BUREAU)], [trace(GOVERNMENT, 2025)], today=date(2026, 12, 31))
    assert {row.year for row in rows} == {2025}


@pytest.mark.parametrize(
    ("agency", "today", "state"),
    [
        (BUREAU, date(2026, 1, 1), Presence.NOT_DUE),
        (BUREAU, date(2026, 1, 31), Presence.NOT_DUE),
        (BUREAU, date(2026, 2, 1), Presence.LATE),
        (GOVERNMENT, date(2026, 2, 1), Presence.NOT_DUE),
        (GOVERNMENT, date(2026, 3, 31), Presence.NOT_DUE),
        (GOVERNMENT, date(2026, 4, 1), Presence.LATE),
    ],
)
def test_a_report_is_late_from_the_day_after_its_deadline(agency, today, state):
    walked = site(at=datetime(2026, 1, 1, tzinfo=UTC))
    assert of(cover(walked, [KnownAgency(agency)], [trace("旧", 2024)], today=today), agency, 2025).state is state


@pytest.mark.parametrize(
    ("walked", "state"),
    [
        (datetime(2026, 1, 31, 15, 59, tzinfo=UTC), Presence.LATE),
        (datetime(2026, 1, 31, 16, 0, tzinfo=UTC), Presence.ABSENT),
        (datetime(2026, 2, 1, 1, 0, tzinfo=UTC), Presence.ABSENT),
    ],
)
def test_absent_needs_a_walk_after_the_deadline_by_the_clock_of_china(walked, state):
    rows = cover(site(at=walked), [KnownAgency(BUREAU)], [trace("旧", 2024)], today=TODAY)
    assert of(rows, BUREAU, 2025).state is state


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Verdict.BLOCKED, Presence.BLOCKED),
        (Verdict.ROBOTS, Presence.BLOCKED),
        (Verdict.UNREACHABLE, Presence.UNREACHABLE),
        (Verdict.INCOMPLETE, Presence.NOT_TRIED),
        (Verdict.UNKNOWN_PAGINATION, Presence.NOT_TRIED),
        (Verdict.EMPTY, Presence.NOT_TRIED),
        (Verdict.NOT_TRIED, Presence.NOT_TRIED),
    ],
)
def test_a_walk_that_did_not_see_everything_proves_nothing_and_says_why(verdict, state):
    rows = cover(site(verdict, reason="HTTP 503"), [KnownAgency(BUREAU)], [trace("旧", 2024)], today=TODAY)
    missing = of(rows, BUREAU, 2025)
    assert missing.state is state
    assert missing.evidence.endswith("on 2026-11-20: HTTP 503")


def test_a_site_that_was_never_walked_is_not_tried():
    missing = of(cover([], [KnownAgency(BUREAU)], [trace("旧", 2024)], today=TODAY), BUREAU, 2025)
    assert (missing.state, missing.evidence) == (Presence.NOT_TRIED, "the site was not walked for this year")
    assert last_walk("xicheng", "110102", []).state is Verdict.NOT_TRIED


def test_a_walk_that_asked_for_one_year_says_nothing_of_the_others():
    traces = [trace("旧", 2023)]
    only_2024 = site(years=(2024,))
    rows = cover(only_2024, [KnownAgency(BUREAU)], traces, today=TODAY)
    assert of(rows, BUREAU, 2024).state is Presence.ABSENT
    assert of(rows, BUREAU, 2025).state is Presence.NOT_TRIED
    before = site(Verdict.BLOCKED, at=datetime(2026, 11, 1, tzinfo=UTC))
    rows = cover([only_2024, before], [KnownAgency(BUREAU)], traces, today=TODAY)
    assert of(rows, BUREAU, 2024).state is Presence.ABSENT
    assert of(rows, BUREAU, 2025).state is Presence.BLOCKED


def test_of_several_traces_the_strongest_counts_in_whatever_order_they_come():
    traces = [
        trace(BUREAU, 2025, state)
        for state in (
            Presence.UNREACHABLE,
            Presence.PUBLISHED,
            Presence.BLOCKED,
            Presence.WITHDRAWN,
            Presence.UNPARSED,
        )
    ]
    for given_traces in (traces, traces[::-1]):
        (row,) = cover(site(), [], given_traces, today=TODAY)
        assert row.state is Presence.PUBLISHED


def test_a_document_that_was_not_read_is_neither_absent_nor_not_due():
    traces = [trace(BUREAU, 2025, Presence.UNPARSED)]
    for today in (date(2026, 1, 5), TODAY):
        (row,) = cover(site(), [KnownAgency(BUREAU)], traces, today=today)
        assert row.state is Presence.UNPARSED


years = st.integers(2015, 2027)
names = st.sampled_from([BUREAU, GOVERNMENT, "甲局", "乙镇人民政府"])
moments = st.datetimes(datetime(2016, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
found = st.builds(
    Trace,
    names,
    years,
    st.sampled_from(
        [Presence.PUBLISHED, Presence.WITHDRAWN, Presence.UNPARSED, Presence.BLOCKED, Presence.UNREACHABLE]
    ),
    st.text(min_size=1, max_size=5),
)
walks = st.builds(
    Walk,
    st.just("xicheng"),
    st.just("110102"),
    st.sampled_from(Verdict),
    st.text(max_size=5),
    moments,
    years=st.lists(years, max_size=2).map(tuple),
)
agencies = st.lists(st.builds(KnownAgency, names, st.none() | years, st.none() | years), max_size=4)
days = st.dates(date(2016, 1, 1), date(2027, 12, 31))


@given(walks=st.lists(walks, max_size=3), agencies=agencies, traces=st.lists(found, max_size=8), today=days)
def test_every_row_is_one_state_with_evidence_and_absent_is_proved(walks, agencies, traces, today):
    rows = cover(walks, agencies, traces, today=today)
    keys = [(row.agency, row.year) for row in rows]
    assert keys == sorted(set(keys))
    assert {(t.agency, t.year) for t in traces} <= set(keys)
    for row in rows:
        assert row.evidence
        if row.state in (Presence.ABSENT, Presence.LATE):
            assert today > deadline(row.agency, row.year)
            walk = next(walk for walk in walks if row.year in (walk.years or [row.year]))
            assert walk.verdict is Verdict.COMPLETE
        if row.state is Presence.NOT_DUE:
            assert today <= deadline(row.agency, row.year)
        if (row.agency, row.year) not in {(t.agency, t.year) for t in traces}:
            assert row.year < today.year
            assert row.state not in (Presence.PUBLISHED, Presence.WITHDRAWN, Presence.UNPARSED)


def test_where_a_report_names_no_agency_nobody_s_is_called_absent():
    walk = replace(site(), counts={"unplaced": 5})
    rows = cover(walk, [KnownAgency(BUREAU)], [trace(GOVERNMENT, 2025)], today=TODAY)
    row = of(rows, BUREAU, 2025)
    assert row.state is Presence.NOT_TRIED
    assert "may be one of 5 that name no agency or year" in row.evidence
