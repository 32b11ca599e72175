"""Pages that wait for their turn."""

from crawler.spiders.feed import AHEAD, Feed
from crawler.spiders.walk.choices import Wanted, first_errand
from storage.records import Role
from tests.crawler.spiders.walking import site


def _wanted(name, role):
    return Wanted(name, first_errand(site()).as_role(role))


def test_only_a_few_pages_are_on_their_way_at_a_time():
    feed = Feed()
    feed.put(_wanted(str(number), Role.REPORT) for number in range(9))
    assert [each.url for each in feed.draw()] == [str(number) for number in range(AHEAD)]
    assert list(feed.draw()) == []
    feed.land()
    assert [each.url for each in feed.draw()] == [str(AHEAD)]


def test_columns_go_before_documents_and_what_a_report_leads_to_before_the_next_report():
    feed = Feed()
    feed.put([_wanted("a", Role.REPORT), _wanted("b", Role.ATTACHMENT), _wanted("c", Role.LISTING)])
    drawn = []
    while each := next(feed.draw(), None):
        drawn.append(each.url)
        feed.land()
    assert drawn == ["c", "b", "a"]
