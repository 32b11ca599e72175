"""What is known already: asked "changed since?", walked as it was, fetched no second time."""

from datetime import UTC, datetime

import pytest

from crawler.endings import Ending
from crawler.middlewares.conditional import UNCHANGED, Conditional
from storage.errors import ArchiveError
from storage.records import Capture, Exchange, FetchOutcome, Pointer, Role
from storage.states import Known
from tests.crawler.middlewares.asking import Keeping, Pages, crawler, errand, request, response, run

_URL = "http://www.shili.gov.cn/zfxxgk/"
_NOW = datetime(2026, 1, 20, tzinfo=UTC)


def _known(role=Role.LISTING, etag='"a"', last_modified="Tue, 20 Jan 2026 08:00:00 GMT"):
    context = errand(role).context
    capture = Capture(_URL, _NOW, 200, "0" * 64, 9, "text/html", etag, last_modified, Pointer("f", 0, 9), context)
    pages = Pages()
    pages[_URL] = Known(
        url=_URL,
        etag=etag,
        last_modified=last_modified,
        sha256=capture.sha256,
        capture=capture,
        last_checked=_NOW,
        outcome=FetchOutcome.FETCHED,
        context=context,
    )
    return pages


_ARCHIVED = Exchange(
    _URL, _NOW, 200, (), (("content-type", "text/html; charset=gbk"),), b"<p>then</p>", errand().context
)


def _asked(known, role=Role.LISTING, keeping=None, **meta):
    middleware = Conditional.from_crawler(crawler(known=known, keeping=keeping or Keeping(_ARCHIVED)))
    asked = request(_URL, role, **meta)
    middleware.process_request(asked)
    return middleware, asked


def test_a_known_page_is_asked_for_with_both_validators():
    _, asked = _asked(_known())
    assert asked.headers["If-None-Match"] == b'"a"'
    assert asked.headers["If-Modified-Since"] == b"Tue, 20 Jan 2026 08:00:00 GMT"


def test_an_unknown_page_and_robots_txt_are_asked_for_as_they_are():
    assert "If-None-Match" not in _asked({})[1].headers
    assert "If-None-Match" not in _asked(_known(), None)[1].headers


def test_the_validators_of_one_hop_do_not_travel_to_the_next():
    middleware, asked = _asked(_known())
    further = asked.replace(url="http://www.shili.gov.cn/other/")
    middleware.process_request(further)
    assert "If-None-Match" not in further.headers
    assert "If-Modified-Since" not in further.headers


def test_a_list_that_did_not_change_is_walked_as_it_was_archived():
    middleware, asked = _asked(_known())
    then = run(middleware.process_response(asked, response(asked, status=304, ETag='"a"')))
    assert (then.status, then.body, then.flags) == (200, b"<p>then</p>", [UNCHANGED])
    assert then.headers["Content-Type"] == b"text/html; charset=gbk"


def test_a_report_that_did_not_change_needs_no_body():
    middleware, asked = _asked(_known(Role.REPORT), Role.REPORT)
    assert run(middleware.process_response(asked, response(asked, status=304))).status == 304


def test_a_page_that_turned_out_a_list_is_walked_as_one_though_its_link_is_called_like_a_report():
    middleware, asked = _asked(_known(Role.LISTING), Role.REPORT)
    assert run(middleware.process_response(asked, response(asked, status=304))).flags == [UNCHANGED]


def test_a_report_behind_which_something_is_missing_is_walked_as_it_was_archived():
    pages = _known(Role.REPORT)
    pages.missed = (_URL,)
    middleware, asked = _asked(pages, Role.REPORT)
    then = run(middleware.process_response(asked, response(asked, status=304)))
    assert (then.status, then.body, then.flags) == (200, b"<p>then</p>", [UNCHANGED])


def test_a_list_that_is_gone_from_the_archive_is_asked_for_afresh():
    middleware, asked = _asked(_known(), keeping=Keeping(error=ArchiveError("gone")))
    again = run(middleware.process_response(asked, response(asked, status=304)))
    middleware.process_request(again)
    assert "If-None-Match" not in again.headers
    with pytest.raises(Ending, match="304"):
        run(middleware.process_response(again, response(again, status=304)))


def test_a_304_that_nobody_asked_for_is_an_error_of_the_server():
    middleware, asked = _asked({}, Role.REPORT)
    with pytest.raises(Ending) as caught:
        run(middleware.process_response(asked, response(asked, status=304)))
    assert caught.value.outcome is FetchOutcome.SERVER_ERROR


def test_a_redirect_to_a_page_that_was_asked_for_ends_as_its_twin():
    middleware, asked = _asked({}, Role.REPORT)
    middleware._crawler.spider.run.seen["shili"].add("shili.gov.cn/a.html")
    to_it = asked.replace(url="http://www.shili.gov.cn/a.html", meta={**asked.meta, "redirect_urls": [_URL]})
    with pytest.raises(Ending) as caught:
        middleware.process_request(to_it)
    assert caught.value.outcome is FetchOutcome.UNCHANGED


@pytest.mark.parametrize("url", ["http://www.shili.gov.cn/a.html", "https://www.shili.gov.cn/a.html"])
def test_a_redirect_to_the_same_page_leads_on(url):
    middleware, asked = _asked({}, Role.REPORT)
    middleware._crawler.spider.run.seen["shili"].add("shili.gov.cn/a.html")
    middleware.process_request(
        asked.replace(url=url, meta={**asked.meta, "redirect_urls": ["http://www.shili.gov.cn/a.html"]})
    )


def test_a_redirect_to_the_home_page_says_that_nothing_is_there():
    middleware, asked = _asked({}, Role.REPORT)
    home = asked.replace(url="http://www.shili.gov.cn/", meta={**asked.meta, "redirect_urls": [_URL]})
    with pytest.raises(Ending) as caught:
        middleware.process_request(home)
    assert caught.value.outcome is FetchOutcome.SOFT_404
