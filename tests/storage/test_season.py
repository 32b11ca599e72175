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


def asked(listed: date | None, year: int | None, begin: date, nights: int = 60) -> list[int]:
    """After how many nights each a page is asked for, of those that are walked daily."""
    last, rests = begin, []
    for n in range(1, nights + 1):
        today = begin + timedelta(days=n)
        if is_page_due("http://www.example.gov.cn/t1.html", listed, year, last, today):
            rests.append((today - last).days)
            last = today
    return rests


def test_what_came_out_lately_is_asked_for_every_night_and_what_is_old_once_a_month():
    begin = date(2026, 1, 20)
    assert asked(date(2026, 1, 20), 2025, begin, nights=14) == [1] * 14
    week = asked(date(2026, 1, 1), 2025, begin, nights=28)
    assert (len(week), set(week[1:])) == (4, {7})
    month = asked(date(2020, 1, 20), 2019, begin, nights=70)
    assert (len(month), set(month[1:])) == (2, {31})


def test_without_a_date_the_year_of_the_report_decides():
    begin = date(2026, 2, 1)
    assert set(asked(None, 2025, begin)[1:]) == {7}
    assert set(asked(None, None, begin)[1:]) == {7}
    assert set(asked(None, 2019, begin, nights=70)[1:]) == {31}


def test_each_night_has_its_share_of_the_old_pages():
    first = date(2026, 8, 1)
    pages = [f"http://www.example.gov.cn/t{n}.html" for n in range(3000)]
    for n in (1, 2, 30, 60, 90):
        today = first + timedelta(days=n)
        due = sum(is_page_due(page, date(2020, 1, 20), 2019, first, today) for page in pages)
        assert 60 <= due <= 140, "one in thirty-one is a hundred"
    due = [page for page in pages if is_page_due(page, date(2020, 1, 20), 2019, first, first + timedelta(days=364))]
    assert due == pages
