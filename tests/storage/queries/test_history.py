"""The ledger of a report: what changed from version to version, and what became of its pages."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from forms import Measure
from storage import queries
from storage.queries import UnknownError
from storage.queries.past.history import history
from storage.records import FetchOutcome, Reading, Section, State
from storage.versions.history import Happening, Ledger
from storage.versions.standing import Standing
from tests.storage.world import World, cells, report

AGENCY = "北京市西城区财政局"
SITE = ("xicheng", "110102", "北京市西城区")
PAGE, MOVED = "https://www.xicheng.gov.cn/1.html", "https://www.xicheng.gov.cn/2.html"
NEW = Measure("t3", "new_received", "natural_person")


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


def publish(world: World, printed: str, url: str = PAGE, **more: object) -> None:
    said = (Decimal(printed), State.REPORTED, printed) if printed.isdigit() else (None, State.MISSING, None)
    world.publish(report(AGENCY, 2024, cells=cells("a2021", {tuple(NEW): said}), **more), url=url)


def end(world: World, outcome: FetchOutcome, url: str = PAGE) -> None:
    world.at += timedelta(seconds=1)
    context = world.context(SITE, AGENCY, 2024)
    world.writer.record_fetch(url, outcome, at=world.at, context=context, run=None, status=404, reason="HTTP 404")


def read_again(world: World, printed: str, extractor: str) -> None:
    """The document of the first capture, by another extractor."""
    said = (Decimal(printed), State.REPORTED, printed)
    stored = report(AGENCY, 2024, cells=cells("a2021", {tuple(NEW): said}))
    with world.engine.connect() as connection:
        capture, sha256 = connection.exec_driver_sql("SELECT capture_id, sha256 FROM versions WHERE number = 1").one()
    world.at += timedelta(seconds=1)
    world.writer.store_again(Reading(sha256, "text/html", extractor, (stored,)), capture, at=world.at)


def told(world: World) -> Ledger:
    with queries.snapshot(world.engine) as connection:
        (ledger,) = history(connection, "财政局", 2024)
    return ledger


def test_a_revised_page_tells_the_cells_that_changed(world: World) -> None:
    publish(world, "3")
    publish(world, "13", title="更正后的报告")
    ledger = told(world)
    assert [entry.what for entry in ledger.entries] == [Happening.FIRST_SEEN, Happening.REVISED]
    entry = ledger.entries[-1]
    assert (entry.version, entry.against, tuple(entry.wording)) == (2, 1, ("title",))
    assert [(c.measure, c.before.raw, c.after.raw) for c in entry.changes.changed] == [(NEW, "3", "13")]
    assert [v.standing for v in ledger.versions] == [Standing.OLDER_DOCUMENT, Standing.CURRENT]


def test_what_else_differs_is_told_in_the_order_of_the_document(world: World) -> None:
    keys = ("overview", "proactive", "requests", "review_litigation", "problems", "other_matters")
    publish(world, "3")
    publish(world, "3", title="更正", sections=tuple(Section(key, key, "有") for key in keys))
    (_, revised, *_) = told(world).entries
    assert revised.wording == ("title", *(f"section {key}" for key in keys))


def test_gained_and_lost_cells_are_kinds_of_their_own(world: World) -> None:
    publish(world, "missing")
    publish(world, "13")
    publish(world, "missing")
    _, gained, lost = told(world).entries
    assert [c.measure for c in gained.changes.gained] == [NEW]
    assert [c.measure for c in lost.changes.lost] == [NEW]
    assert not gained.changes.changed + gained.changes.lost


def test_a_withdrawal_and_the_return_are_told_with_the_reason(world: World) -> None:
    publish(world, "3")
    end(world, FetchOutcome.NOT_FOUND)
    publish(world, "3")
    ledger = told(world)
    assert [(e.what, e.reason) for e in ledger.entries] == [
        (Happening.FIRST_SEEN, ""),
        (Happening.WITHDRAWN, "HTTP 404"),
        (Happening.RETURNED, ""),
    ]
    assert (ledger.status, ledger.last_checked) == ("current", world.at)


def test_a_report_at_a_new_address_is_compared_with_the_one_shown_till_then(world: World) -> None:
    publish(world, "3")
    end(world, FetchOutcome.NOT_FOUND)
    publish(world, "4", MOVED)
    ledger = told(world)
    assert [e.what for e in ledger.entries] == [
        Happening.FIRST_SEEN,
        Happening.WITHDRAWN,
        Happening.REPUBLISHED,
        Happening.RETURNED,
    ]
    again = ledger.entries[2]
    assert (again.against, again.source_url) == (1, MOVED)
    assert [v.standing for v in ledger.versions] == [Standing.PAGE_GONE, Standing.CURRENT]


def test_a_page_of_which_no_cell_was_read_is_compared_with_nothing(world: World) -> None:
    """It leads to the file that has the report: that the file prints two hundred cells is no change."""
    world.publish(report(AGENCY, 2024, "unknown"), url=PAGE)
    publish(world, "3", MOVED)
    publish(world, "4", MOVED)
    first, file, revised = told(world).entries
    assert (first.what, file.what, file.against, file.reason) == (
        Happening.FIRST_SEEN,
        Happening.REPUBLISHED,
        None,
        "of version 1 no cell was read",
    )
    assert not file.changes
    assert (revised.against, [change.measure for change in revised.changes.changed]) == (2, [NEW])


def test_one_page_of_two_may_go_and_come_back(world: World) -> None:
    publish(world, "3")
    publish(world, "3", MOVED)
    end(world, FetchOutcome.NOT_FOUND, MOVED)
    end(world, FetchOutcome.UNCHANGED, PAGE)
    publish(world, "3", MOVED)
    ledger = told(world)
    shown = [(e.what, e.version, e.source_url) for e in ledger.entries]
    assert shown == [
        (Happening.FIRST_SEEN, 1, PAGE),
        (Happening.REPUBLISHED, 2, MOVED),
        (Happening.PAGE_GONE, None, MOVED),
        (Happening.SHOWN, 1, None),
        (Happening.PAGE_BACK, None, MOVED),
        (Happening.SHOWN, 2, None),
    ]
    assert ledger.status == "current"


def test_another_extractor_is_told_and_a_worse_reading_says_so(world: World) -> None:
    publish(world, "3")
    read_again(world, "13", "2")
    ledger = told(world)
    assert [(e.what, e.reason) for e in ledger.entries][1:] == [(Happening.REREAD, "extractor 1 → 2")]
    assert [v.standing for v in ledger.versions] == [Standing.WORSE_READING, Standing.CURRENT]
    assert [v.extractor for v in ledger.versions] == ["1", "2"]


def test_a_report_that_is_not_stored_is_told_with_the_years_that_are(world: World) -> None:
    publish(world, "3")
    with queries.snapshot(world.engine) as connection, pytest.raises(UnknownError, match="stored years: 2024"):
        history(connection, AGENCY, 2023)
