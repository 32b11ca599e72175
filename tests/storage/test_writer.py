"""What the one writer makes of documents that change, move and go."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from sqlalchemy import Engine, event, select

from storage import queries
from storage.crosschecks import renew
from storage.models import AnnualReport, ReportStatus, Source, Url, Version, table_of
from storage.records import FetchOutcome, Reading, Registered, RegisteredAgency, Report, Stored
from storage.versions.choice import SourceState
from storage.writer import Writer
from tests.storage.world import XICHENG, World, report

AGENCY = "北京市西城区财政局"
URL = "https://www.xicheng.gov.cn/czj/1.html"

Read = Callable[..., tuple[Stored, ...]]


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


@pytest.fixture
def read(world: World) -> Read:
    """Reads a document at one address: its bytes, what an extractor says of them."""

    def store(*reports: Report, content: str = "bytes", extractor: str = "1"):
        number = world.capture(URL, world.context(XICHENG, None, None), content)
        reading = Reading(sha256(content.encode()).hexdigest(), "text/html", extractor, reports)
        return world.writer.store(reading, number, at=world.at)

    return store


def shown(world: World) -> list[tuple[int, str, int]]:
    with queries.snapshot(world.engine) as connection:
        return [(row.year, row.status, row.version) for row in queries.reports(connection)]


def states(world: World) -> list[SourceState]:
    with world.engine.connect() as connection:
        return list(connection.scalars(select(table_of(Source).c.state).order_by(table_of(Source).c.report_id)))


def statuses(world: World) -> list[ReportStatus]:
    reports = table_of(AnnualReport)
    with world.engine.connect() as connection:
        return list(connection.scalars(select(reports.c.status).order_by(reports.c.id)))


def test_the_same_reading_twice_is_one_version(world: World, read: Read) -> None:
    (first,) = read(report(AGENCY, 2023))
    (second,) = read(report(AGENCY, 2023), extractor="2")
    assert (first.change, second.change) == ("new", "same")
    assert (first.version, second.version) == (1, 1)
    assert first.current
    assert second.current


def test_a_page_with_another_report_now_leaves_the_first_withdrawn_and_kept(world: World, read: Read) -> None:
    read(report(AGENCY, 2022))
    read(report(AGENCY, 2023), content="other bytes")
    assert states(world) == [SourceState.REPLACED, SourceState.LIVE]
    assert shown(world) == [(2022, "withdrawn", 1), (2023, "current", 1)]


def test_the_same_bytes_read_as_another_report_were_misread_before(world: World, read: Read) -> None:
    read(report(AGENCY, 2022))
    read(report(AGENCY, 2023), extractor="2")
    assert states(world) == [SourceState.MISREAD, SourceState.LIVE]
    assert statuses(world) == [ReportStatus.MISREAD, ReportStatus.CURRENT]
    assert shown(world) == [(2023, "current", 1)]


def test_a_misread_report_comes_back_when_it_is_read_as_before(world: World, read: Read) -> None:
    read(report(AGENCY, 2022))
    read(report(AGENCY, 2023), extractor="2")
    (stored,) = read(report(AGENCY, 2022), extractor="3")
    assert stored.change == "same"
    assert shown(world) == [(2022, "current", 1)]


def test_a_page_of_several_reports_keeps_those_it_still_has(world: World, read: Read) -> None:
    read(report(AGENCY, 2021), report(AGENCY, 2022))
    read(report(AGENCY, 2022), report(AGENCY, 2023), content="other bytes")
    assert states(world) == [SourceState.REPLACED, SourceState.LIVE, SourceState.LIVE]


def test_a_reading_that_cannot_be_placed_takes_nothing_away(world: World, read: Read) -> None:
    read(report(AGENCY, 2022))
    (stored,) = read(report(None, 2023), extractor="2")
    assert stored.change == "unplaced"
    assert states(world) == [SourceState.LIVE]


def test_a_reading_without_any_report_takes_nothing_away(world: World, read: Read) -> None:
    read(report(AGENCY, 2022))
    assert read(extractor="2") == ()
    assert states(world) == [SourceState.LIVE]


def test_a_worse_reading_of_the_same_bytes_is_kept_and_not_shown(world: World, read: Read) -> None:
    read(report(AGENCY, 2022))
    (stored,) = read(report(AGENCY, 2022, "unknown"), extractor="2")
    assert (stored.change, stored.version, stored.current) == ("changed", 2, False)
    assert shown(world) == [(2022, "current", 1)]


@pytest.fixture
def again(world: World) -> Read:
    """Reads the last document once more from the archive."""

    def store(*reports: Report, content: str = "bytes", rehearsal: bool = False):
        reading = Reading(sha256(content.encode()).hexdigest(), "text/html", "2", reports)
        with world.engine.connect() as connection:
            capture = connection.scalars(select(table_of(Url).c.capture_id)).one()
        return world.writer.store_again(reading, capture, at=world.at, rehearsal=rehearsal)

    return store


def test_a_rehearsal_tells_and_leaves_everything_as_it_was(world: World, read: Read, again: Read) -> None:
    read(report(AGENCY, 2022))
    (stored,) = again(report(AGENCY, 2022, title="另一个标题"), rehearsal=True)
    assert (stored.change, stored.version, stored.current) == ("changed", 2, True)
    with world.engine.connect() as connection:
        assert list(connection.scalars(select(table_of(Version).c.number))) == [1]


def test_a_document_that_says_the_same_as_before_is_settled_in_few_statements(
    world: World, read: Read, again: Read
) -> None:
    said = report(AGENCY, 2022)
    read(said)
    again(said)
    asked: list[str] = []
    event.listen(world.engine, "before_cursor_execute", lambda *about: asked.append(about[2]))
    (stored,) = again(said)
    assert (stored.change, stored.version, stored.current) == ("same", 1, True)
    assert sum(statement.startswith("UPDATE") for statement in asked) == 0
    assert len(asked) <= 11, asked


def test_a_report_whose_better_version_is_on_another_page_is_not_settled(world: World, read: Read, again: Read) -> None:
    """What is read again says the same, but another page has the report as well: who is shown is told anew."""
    said = report(AGENCY, 2022)
    read(said)
    world.publish(report(AGENCY, 2022, title="另一页"), url="https://www.xicheng.gov.cn/another.html")
    (stored,) = world.writer.store_again(
        Reading(sha256(b"bytes").hexdigest(), "text/html", "2", (said,)), 1, at=world.at
    )
    assert (stored.change, stored.version, stored.current) == ("same", 1, False)
    assert shown(world) == [(2022, "current", 2)]


def test_reading_a_withdrawn_report_again_does_not_bring_it_back(world: World, read: Read, again: Read) -> None:
    read(report(AGENCY, 2022))
    gone(world)
    (stored,) = again(report(AGENCY, 2022, title="另一个标题"))
    assert (stored.change, stored.version, stored.current) == ("changed", 2, True)
    assert shown(world) == [(2022, "withdrawn", 2)]
    again(report(AGENCY, 2023))
    assert statuses(world) == [ReportStatus.MISREAD, ReportStatus.WITHDRAWN]


def gone(world: World) -> None:
    context = world.context(XICHENG, None, None)
    writer = Writer(world.engine)
    writer.record_fetch(URL, FetchOutcome.NOT_FOUND, at=world.at, context=context, run=None, status=404, reason="404")


def test_a_report_that_is_gone_from_its_only_page_is_withdrawn_and_comes_back_with_it(world: World, read: Read) -> None:
    read(report(AGENCY, 2022))
    gone(world)
    assert shown(world) == [(2022, "withdrawn", 1)]
    read(report(AGENCY, 2022))
    assert shown(world) == [(2022, "current", 1)]


def test_an_agency_that_was_split_has_no_successor(world: World) -> None:
    named = [RegisteredAgency(name, 2024, None, ("区建设管理局",)) for name in ("区建设局", "区城管局")]
    for _ in range(2):  # every run tells it again
        world.writer.record_agencies(Registered(*XICHENG, tuple(named)))
        with queries.snapshot(world.engine) as connection:
            rows = {row.agency: (row.valid_to, row.successor) for row in queries.agencies(connection)}
        assert rows == {"区建设管理局": (2023, None), "区建设局": (None, None), "区城管局": (None, None)}


def test_what_a_site_file_says_no_more_is_taken_back(world: World) -> None:
    def told() -> dict[str, tuple[object, ...]]:
        with queries.snapshot(world.engine) as connection:
            return {row.agency: (row.valid_from, row.valid_to, row.successor) for row in queries.agencies(connection)}

    def say(*named: RegisteredAgency) -> None:
        world.writer.record_agencies(Registered(*XICHENG, named))

    world.publish(report(AGENCY, 2023))
    before = told()
    assert not world.writer.has_agencies("110102")
    say(RegisteredAgency("区数据局", 2024, None, ("区大数据中心", AGENCY)))
    assert world.writer.has_agencies("110102")
    assert told()[AGENCY] == (None, 2023, "区数据局")
    say(RegisteredAgency("区数据局", 2025, None, ("区大数据中心",)))
    assert told() == {**before, "区数据局": (2025, None, None), "区大数据中心": (None, 2024, "区数据局")}
    say(
        RegisteredAgency("区政务局", None, None, ("区大数据中心", AGENCY)), RegisteredAgency("区大数据中心", None, 2020)
    )
    assert told() == {
        AGENCY: (None, None, "区政务局"), "区大数据中心": (None, 2020, "区政务局"), "区政务局": (None, None, None),
    }  # fmt: skip
    renew(world.engine)
    say()
    assert told() == before
    assert not world.writer.has_agencies("110102")


def test_agencies_of_a_site_file_have_their_years_and_successors(world: World) -> None:
    named = RegisteredAgency("区数据局", 2024, None, ("区大数据中心",))
    for _ in range(2):  # every run tells it again
        world.writer.record_agencies(Registered(*XICHENG, (named,)))
    with queries.snapshot(world.engine) as connection:
        rows = {row.agency: (row.valid_from, row.valid_to, row.successor) for row in queries.agencies(connection)}
    assert rows == {"区数据局": (2024, None, None), "区大数据中心": (None, 2023, "区数据局")}
    world.publish(report("北京市西城区数据局", 2024))
    with queries.snapshot(world.engine) as connection:
        assert [row.agency for row in queries.agencies(connection)] == ["北京市西城区数据局", "区大数据中心"]
