"""Which known documents a run leaves alone."""

from dataclasses import replace
from datetime import UTC, date, datetime

from crawler.discovery.addresses import twins
from crawler.scope import Resting, Scope
from storage.records import Capture, Context, FetchOutcome, Pointer, Role
from storage.states import Known

_URL = "https://www.shili.gov.cn/nb/t1.html"
_CHECKED = datetime(2026, 1, 19, 20, tzinfo=UTC)
_CONTEXT = Context("shili", "990101", "示例市示例区", Role.REPORT, year=2019, listed=date(2020, 1, 20))


class Pages:
    def __init__(self, *known: Known, missed: tuple[str, ...] = ()) -> None:
        self._known = {page.url: page for page in known}
        self.missed = missed

    def get(self, url):
        return self._known.get(url)

    def among(self, urls):
        return [self._known[url] for url in urls if url in self._known]

    def misses_behind(self, page):
        return page.url in self.missed

    def documents(self, besides):
        return (page for url, page in self._known.items() if not besides(url))


def known(url=_URL, **more) -> Known:
    context = replace(_CONTEXT, **more)
    capture = Capture(url, _CHECKED, 200, "0" * 64, 0, None, None, None, Pointer("a.warc.gz", 0, 1), context)
    return Known(url, None, None, "0" * 64, capture, _CHECKED, FetchOutcome.FETCHED, context)


def nights(resting_of) -> int:
    """In how many of 31 nights a link is followed."""
    days = (date(2026, 3, n) for n in range(1, 32))
    return sum(not resting_of(Scope(night=day)) for day in days)


def test_an_old_report_is_asked_for_in_one_night_of_a_month():
    pages = Pages(known())
    assert nights(lambda scope: Resting(scope, pages).among({_URL: _CONTEXT})) == 1


def test_a_report_behind_which_a_file_could_not_be_had_is_asked_for_every_night():
    pages = Pages(known(), missed=(_URL,))
    assert nights(lambda scope: Resting(scope, pages).among({_URL: _CONTEXT})) == 31


def test_a_page_that_turned_out_a_list_does_not_rest_though_its_link_is_called_like_a_report():
    page = known()
    capture = replace(page.capture, context=replace(_CONTEXT, role=Role.LISTING))
    pages = Pages(replace(page, capture=capture))
    assert nights(lambda scope: Resting(scope, pages).among({_URL: _CONTEXT})) == 31


def test_what_is_not_known_is_always_asked_for():
    assert nights(lambda scope: Resting(scope, Pages()).among({_URL: _CONTEXT})) == 31


def test_a_link_that_its_list_dates_anew_is_followed():
    renewed = replace(_CONTEXT, listed=date(2026, 2, 27))
    assert nights(lambda scope: Resting(scope, Pages(known())).among({_URL: renewed})) == 31


def test_a_page_rests_under_the_other_spellings_of_its_address_too():
    pages = Pages(known())
    for url in ("http://www.shili.gov.cn/nb/t1.html", "http://shili.gov.cn/nb/t1.html"):
        assert _URL in twins(url)
        assert nights(lambda scope, url=url: Resting(scope, pages).among({url: _CONTEXT})) == 1


def test_a_report_that_no_list_leads_to_any_more_is_asked_for():
    resting = Resting(Scope(night=date(2026, 3, 1)), Pages())
    pages = [known(f"https://www.shili.gov.cn/nb/t{n}.html") for n in range(62)]
    assert not any(resting.covers_lost(page, surely=True) for page in pages)
    assert sum(not resting.covers_lost(page, surely=False) for page in pages) < 10
    attached = [known(page.url, role=Role.ATTACHMENT) for page in pages]
    assert sum(not resting.covers_lost(page, surely=True) for page in attached) < 10


def test_an_ordinary_crawl_and_a_full_one_leave_nothing_alone():
    pages = Pages(known())
    for scope in (Scope(), Scope(night=date(2026, 3, 1), full=True)):
        assert Resting(scope, pages).among({_URL: _CONTEXT}) == set()


def test_a_probe_follows_no_document_and_keeps_what_was_said_of_each():
    resting = Resting(Scope(probe=True), Pages())
    assert resting.among({_URL: _CONTEXT}) == {_URL}
    assert resting.contexts == [_CONTEXT]
