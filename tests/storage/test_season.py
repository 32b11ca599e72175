"""Sites are walked when reports come out, and failures are tried again with growing pauses."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.records import Verdict, Walk
from storage.season import is_page_due, is_site_due, pause


def walk(day: date, verdict: Verdict = Verdict.COMPLETE) -> Walk:
    return Walk("xicheng", "110102", verdict, "", datetime(day.year, day.month, day.day, 18, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2026, 1, 1), 1),
        (date(2026, 3, 31), 1),
        (date(2026, 4, 1), 7),
        (date(2026, 6, 30), 7),
        (date(2026, 7, 1), 30),
        (date(2026, 12, 31), 30),
    ],
)
def test_the_pause_follows_the_season(day: date, days: int) -> None:
    assert pause(day) == timedelta(days=days)


def test_a_site_that_was_never_walked_is_due():
    assert is_site_due([], date(2026, 8, 1))


def test_the_night_ends_on_the_next_day_of_chinas_clock():
    """18:30 in UTC is 02:30 of the next day."""
    assert not is_site_due([walk(date(2026, 1, 9))], date(2026, 1, 10))
    assert is_site_due([walk(date(2026, 1, 9))], date(2026, 1, 11))


def test_a_missed_night_is_caught_up():
    assert is_site_due([walk(date(2026, 6, 1))], date(2026, 6, 20))


@pytest.mark.parametrize(("failures", "days"), [(1, 1), (2, 2), (3, 4), (4, 8), (6, 30), (60, 30)])
def test_a_failure_is_tried_again_with_growing_pauses(failures: int, days: int) -> None:
    last = date(2026, 8, 1)
    walks = [walk(last, Verdict.UNREACHABLE)] * failures + [walk(date(2026, 7, 1))]
    due = next(n for n in range(1, 40) if is_site_due(walks, date(2026, 8, 2) + timedelta(days=n)))
    assert due == days


verdicts = st.lists(st.sampled_from(Verdict), max_size=12)
days = st.dates(date(2026, 1, 2), date(2026, 12, 31))


@given(verdicts, days)
def test_no_site_waits_longer_than_a_good_one_and_none_is_walked_twice_a_day(
    verdicts: list[Verdict], today: date
) -> None:
    def last(ago: int) -> list[Walk]:
        return [walk(today - timedelta(days=ago + 1), verdict) for verdict in verdicts]

    if verdicts:
        assert not is_site_due(last(0), today)
    assert is_site_due(last(pause(today).days), today)


def test_fresh_reports_are_asked_for_every_time_and_old_ones_once_a_month():
    today = date(2026, 2, 10)
    for year in (2024, 2025, None):
        assert is_page_due(year, date(2026, 2, 9), today)
    assert not is_page_due(2019, date(2026, 2, 9), today)
    assert is_page_due(2019, date(2026, 1, 10), today)
