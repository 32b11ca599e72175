"""What stands in the way of a page, and when a host is left alone."""

import pytest
from scrapy.exceptions import DownloadTimeoutError

from crawler.endings import Ending
from crawler.middlewares.obstacles import PATIENCE, Obstacles
from storage.records import FetchOutcome, Role
from tests.crawler.middlewares.asking import crawler, request, response

_URL = "http://www.shili.gov.cn/zfxxgk/t20250120_1.html"
_PAGE = "<html><body><h1>示例区财政局2024年政府信息公开工作年度报告</h1><a href='/'>首页</a></body></html>".encode()


@pytest.fixture
def obstacles():
    return Obstacles.from_crawler(crawler())


def _ending(obstacles, asked, answer):
    with pytest.raises(Ending) as caught:
        obstacles.process_response(asked, answer)
    return caught.value


def test_a_page_in_place_of_a_file_is_none_and_the_second_page_of_a_report_is(obstacles):
    asked = request("http://www.shili.gov.cn/zfxxgk/P020250120.doc", role=Role.ATTACHMENT)
    assert _ending(obstacles, asked, response(asked, _PAGE)).outcome is FetchOutcome.SOFT_404
    for name in ("t20250120_1_1.html", "t20250120_1_2.shtml"):
        asked = request(f"http://www.shili.gov.cn/zfxxgk/{name}?v=1", role=Role.ATTACHMENT)
        assert obstacles.process_response(asked, response(asked, _PAGE)).body == _PAGE


def test_a_page_passes(obstacles):
    asked = request(_URL)
    assert obstacles.process_response(asked, response(asked, _PAGE)).body == _PAGE


@pytest.mark.parametrize(
    ("status", "body", "outcome", "evident"),
    [
        (404, _PAGE, FetchOutcome.NOT_FOUND, False),
        (410, b"", FetchOutcome.NOT_FOUND, False),
        (500, _PAGE, FetchOutcome.SERVER_ERROR, False),
        (403, b"no", FetchOutcome.BLOCKED, True),
        (412, b"<script></script>", FetchOutcome.BLOCKED, True),
        (521, b"<script>__jsl_clearance</script>", FetchOutcome.BLOCKED, True),
        (200, b"<script>document.cookie='__jsl_clearance_s=1'</script>", FetchOutcome.BLOCKED, True),
        (200, b"<html></html>", FetchOutcome.SOFT_404, True),
    ],
)
def test_what_is_no_page_ends_the_request_and_a_challenge_is_kept_as_evidence(
    obstacles, status, body, outcome, evident
):
    asked = request(_URL)
    ending = _ending(obstacles, asked, response(asked, body, status))
    assert (ending.outcome, ending.status, ending.response is not None) == (outcome, status, evident)


def test_a_page_that_only_sends_its_reader_on_is_followed_within_limits(obstacles):
    asked = request("http://www.shili.gov.cn/", Role.HOME)
    refresh = b"<html><meta http-equiv='refresh' content='0;url=/portal/index.html'></html>"
    on = obstacles.process_response(asked, response(asked, refresh))
    assert on.url == "http://www.shili.gov.cn/portal/index.html"
    assert on.meta["redirect_urls"] == ["http://www.shili.gov.cn/"]
    circling = on.replace(meta={**on.meta, "redirect_urls": ["x"] * 8})
    back = b"<html><meta http-equiv='refresh' content='0;url=/portal/other.html'></html>"
    assert "circles" in _ending(obstacles, circling, response(circling, back)).reason


def test_a_robots_txt_that_is_not_there_is_no_obstacle_and_one_that_fails_is(obstacles):
    asked = request("http://www.shili.gov.cn/robots.txt", None)
    assert obstacles.process_response(asked, response(asked, b"no", 404)).status == 404
    assert _ending(obstacles, asked, response(asked, b"oops", 503)).outcome is FetchOutcome.SERVER_ERROR


def test_a_host_that_refuses_in_a_row_is_left_alone(obstacles):
    asked = request(_URL)
    for _ in range(PATIENCE):
        obstacles.process_request(asked)
        _ending(obstacles, asked, response(asked, b"no", 403))
    with pytest.raises(Ending, match="not asked: 5 times in a row refused"):
        obstacles.process_request(asked)
    obstacles.process_request(request("http://zyk.shili.gov.cn/"))


def test_a_dead_host_is_left_alone_too(obstacles):
    asked = request(_URL)
    for _ in range(PATIENCE):
        with pytest.raises(Ending):
            obstacles.process_exception(asked, DownloadTimeoutError())
    with pytest.raises(Ending, match="no answer in time") as caught:
        obstacles.process_request(asked)
    assert caught.value.outcome is FetchOutcome.UNREACHABLE


@pytest.mark.parametrize("status", [200, 304])
def test_a_good_answer_in_between_restores_patience(obstacles, status):
    asked = request(_URL)
    for _ in range(2 * PATIENCE):
        _ending(obstacles, asked, response(asked, b"no", 403))
        obstacles.process_response(asked, response(asked, _PAGE, status))
    obstacles.process_request(asked)


def test_pages_that_are_not_there_are_nobodys_refusal(obstacles):
    asked = request(_URL)
    for _ in range(2 * PATIENCE):
        _ending(obstacles, asked, response(asked, _PAGE, 404))
    obstacles.process_request(asked)


def test_being_sent_to_where_the_home_page_was_found_is_a_page_that_is_gone(obstacles):
    door, portal = "http://www.shili.gov.cn/", "http://www.shili.gov.cn/portal/main.html"
    home = request(portal, Role.HOME)
    home.meta["redirect_urls"] = [door]
    obstacles.process_response(home, response(home, _PAGE))
    moved = request(portal, Role.LISTING)
    moved.meta["redirect_urls"] = ["http://www.shili.gov.cn/zfxxgknb/"]
    assert _ending(obstacles, moved, response(moved, _PAGE)).outcome is FetchOutcome.SOFT_404
    itself = request(portal, Role.LISTING)
    assert obstacles.process_response(itself, response(itself, _PAGE)).status == 200


def test_a_page_in_place_of_a_file_is_followed_where_it_leads_to_one(obstacles):
    asked = request("http://www.shili.gov.cn/e/DownSys/DownFile/?id=7", Role.ATTACHMENT)
    wait = "<html><meta http-equiv='refresh' content='0;url={}'><body>正在下载</body></html>"
    on = obstacles.process_response(asked, response(asked, wait.format("/d/file/7.pdf").encode()))
    assert on.url == "http://www.shili.gov.cn/d/file/7.pdf"
    elsewhere = response(asked, wait.format("/login/").encode())
    assert _ending(obstacles, asked, elsewhere).outcome is FetchOutcome.SOFT_404
