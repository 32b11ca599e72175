"""What is known of a site's pages, asked of the database one at a time."""

from dataclasses import replace
from datetime import timedelta

from storage.records import FetchOutcome, Role
from storage.states import KnownPages
from tests.storage.world import SHILI, START, XICHENG, World, report


def test_a_page_is_known_by_its_address_and_site(database):
    world = World(database)
    world.publish(report("区民政局", 2024), url="http://www.example.gov.cn/1.html")
    world.publish(report("区民政局", 2023), SHILI, url="http://www.example.gov.cn/2.html")
    known = KnownPages(database, "xicheng", START + timedelta(days=1))
    found = known.get("http://www.example.gov.cn/1.html")
    assert (found.context.agency, found.context.year, found.outcome) == ("区民政局", 2024, FetchOutcome.FETCHED)
    assert known.get("http://www.example.gov.cn/2.html") is None
    both = known.among(f"http://www.example.gov.cn/{n}.html" for n in range(2000))
    assert [page.url for page in both] == ["http://www.example.gov.cn/1.html"]


def test_the_documents_are_those_that_this_run_has_not_asked_for(database):
    world = World(database)
    world.publish(report("区民政局", 2024), url="http://www.example.gov.cn/1.html")
    began = world.at + timedelta(seconds=1)
    known = KnownPages(database, "xicheng", began)
    world.at = began
    world.publish(report("区财政局", 2024), url="http://www.example.gov.cn/2.html")
    assert [page.url for page in known.documents(lambda _: False)] == ["http://www.example.gov.cn/1.html"]
    assert not [*known.documents(lambda url: url.endswith("/1.html"))]
    assert known.get("http://www.example.gov.cn/2.html") is not None


def test_a_page_that_was_never_had_is_not_known(database):
    world = World(database)
    world.publish(report("区民政局", 2024))
    world.fail("区财政局", 2024, FetchOutcome.UNREACHABLE)
    known = KnownPages(database, "xicheng", world.at + timedelta(days=1))
    assert known.get("https://www.xicheng.gov.cn/区财政局/2024.html") is None
    assert KnownPages(database, "shili", world.at).among(["https://www.xicheng.gov.cn/区民政局/2024.html"]) == []


def test_a_page_is_known_to_miss_what_it_led_to_until_that_was_had_or_is_gone(database):
    world = World(database)
    page, file = "https://www.xicheng.gov.cn/1.html", "https://www.xicheng.gov.cn/1.doc"
    world.publish(report("区民政局", 2024), url=page)
    context = replace(world.context(XICHENG, "区民政局", 2024), role=Role.ATTACHMENT, parent=page)

    def misses_now() -> bool:
        known = KnownPages(database, "xicheng", world.at)
        return known.misses_behind(known.get(page))

    def misses(outcome: FetchOutcome) -> bool:
        world.writer.record_fetch(file, outcome, at=world.at, context=context, run=None, status=503, reason="busy")
        return misses_now()

    world.walk()

    assert misses(FetchOutcome.SERVER_ERROR)
    assert not misses(FetchOutcome.NOT_FOUND)
    assert misses(FetchOutcome.UNREACHABLE)
    world.capture(file, context)
    assert not misses_now()


def test_what_a_page_leads_to_is_not_known_until_a_walk_has_ended_that_left_nothing(database):
    world = World(database)
    page = "https://www.xicheng.gov.cn/1.html"
    world.publish(report("区民政局", 2024), url=page)

    def misses() -> bool:
        known = KnownPages(database, "xicheng", world.at)
        return known.misses_behind(known.get(page))

    assert misses()
    for cut in ({"unasked": 3}, {"left": 1}, {"years": (2023,)}, {"site": SHILI}):
        world.walk(**cut)
        assert misses(), cut
    world.walk()
    assert not misses()
    world.publish(report("区民政局", 2024, title="又一份"), url=page)
    assert misses()


def test_documents_without_a_place_are_counted_as_long_as_they_are_there(database):
    world = World(database)
    placed, nameless = report("区民政局", 2024), replace(report("区民政局", 2024), agency=None)
    world.publish(placed, url="http://www.example.gov.cn/1.html")
    world.publish(nameless, url="http://www.example.gov.cn/2.html")
    world.publish(replace(nameless, cells=()), url="http://www.example.gov.cn/3.html")
    world.publish(nameless, SHILI, url="http://www.example.gov.cn/4.html")

    def unplaced() -> int:
        return KnownPages(database, "xicheng", world.at).unplaced()

    assert unplaced() == 1
    context = world.context(XICHENG, "区民政局", 2024)
    gone = FetchOutcome.NOT_FOUND
    world.writer.record_fetch(
        "http://www.example.gov.cn/2.html", gone, at=world.at, context=context, run=None, status=404
    )
    assert unplaced() == 0
