"""The clock of a database: never before what was noted, and none at all where it stands days before that."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from storage.clock import MOST_BEHIND, Clock, ClockError
from storage.records import Verdict, Walk
from storage.writer import Writer

NOON = datetime(2026, 1, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_it_is_the_machines_where_that_goes_on() -> None:
    times = iter([NOON, NOON + HOUR, NOON + 2 * HOUR])
    clock = Clock(NOON - HOUR, lambda: next(times))
    assert (clock(), clock()) == (NOON + HOUR, NOON + 2 * HOUR)


def test_set_back_it_goes_on_from_what_was_noted_and_never_says_a_time_twice() -> None:
    clock = Clock(NOON + 9 * HOUR, lambda: NOON)
    said = [clock(), clock(), clock()]
    assert said == sorted(set(said))
    assert NOON + 9 * HOUR < said[0] < said[-1] < NOON + 10 * HOUR


def test_days_before_what_was_noted_it_is_refused(database: Engine) -> None:
    Writer(database).record_walk(Walk("shili", "990101", Verdict.COMPLETE, "", NOON, {}, ()), None)
    for behind, is_right in ((MOST_BEHIND - HOUR, True), (MOST_BEHIND + HOUR, False)):
        if is_right:
            assert Clock.of(database, lambda behind=behind: NOON - behind)() > NOON
        else:
            with pytest.raises(ClockError, match="2026-01-18, and a crawl was noted on 2026-01-20"):
                Clock.of(database, lambda behind=behind: NOON - behind)


def test_a_database_that_holds_nothing_has_no_say(database: Engine) -> None:
    assert Clock.of(database, lambda: NOON)() == NOON
