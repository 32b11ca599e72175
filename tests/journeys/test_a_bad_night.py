"""One site on which nearly every page misbehaves, each in its own way: every request's end is a row that says how."""

from itertools import pairwise

import pytest

from tests.district import Answer, District, Home, listing, page, redirect, refusing, report

pytestmark = pytest.mark.journey

_COLUMN = "/zfxxgk/zfxxgknb/"
_SECRET = "the inner network"


def _flaky(times, then):
    """Errors for a while, then the page."""
    left = [times]

    def answer(_):
        left[0] -= 1
        return Answer(status=503, etag=False) if left[0] >= 0 else then

    return answer


def _with_cookie(then):
    """Sends the reader to the same page until its cookie comes back."""

    def answer(asked):
        if "seen=1" in asked.headers.get("cookie", ""):
            return then
        return redirect(asked.path, **{"Set-Cookie": "seen=1; path=/"})

    return answer


def _pages(canary):
    """Path → what is there; the number in a path is that of the agency in its title."""
    return {
        "t_1.html": report("示例区第1局", 2024, 1),
        "t_2.html": report("示例区第2局", 2024, 2, charset="gb18030", label="gb2312"),
        "t_3.html": report("示例区第3局", 2024, 3, wait=1.5),
        "t_5.html": redirect(canary.url("/secret")),
        "t_6.html": redirect("http://169.254.169.254/latest/meta-data/"),
        "t_7.html": redirect("/"),
        "t_8.html": redirect("t_8.html"),
        "t_9.html": _with_cookie(report("示例区第9局", 2024, 9)),
        "t_10.html": page("<h1>抱歉，您访问的页面不存在</h1>", "出错了"),
        "t_11.html": Answer(b"<html></html>"),
        "t_12.html": refusing(412),
        "t_13.html": Answer(b"x", size=70 * 1024 * 1024),
        "t_16.html": page("<script>location.href='t_161.html'</script>", "跳转"),
        "t_161.html": report("示例区第16局", 2024, 16),
        "t_17.html": redirect("t_1.html"),
        "t_18.html": redirect("http://no-such-host.shili.gov.cn/t_18.html"),
        "t_19.html": Answer(b"\x00" * 300, content_type=None),
    }


def _passing():
    """Faults that may pass, on a host of their own: its pauses are its own too."""
    return {
        "t_31.html": report("示例区第31局", 2024, 31, cut=900),
        "t_32.html": _flaky(2, report("示例区第32局", 2024, 32)),
        "t_33.html": _flaky(99, report("示例区第33局", 2024, 33)),
        "t_34.html": Answer(status=429, headers={"Retry-After": "1"}, etag=False),
        "t_35.html": report("示例区第35局", 2024, 35),
    }


def _publish(district, pages, links=()):
    titles = [(path, f"示例区第{path[2:-5]}局2024年政府信息公开工作年度报告") for path in pages if path != "t_161.html"]
    district.pages["/"] = page(f"<a href='{_COLUMN}'>政府信息公开年报</a>", "示例市示例区人民政府")
    district.pages[_COLUMN] = listing([*titles, *links])
    district.pages |= {_COLUMN + path: answer for path, answer in pages.items()}


def _evil(canary):
    """Ways to write the address of a neighbour."""
    port = canary.port
    links = {
        "decimal": f"http://2130706434:{port}/secret",
        "octal": f"http://0177.0.0.02:{port}/secret",
        "hexadecimal": f"http://0x7f000002:{port}/secret",
        "mapped": f"http://[::ffff:127.0.0.2]:{port}/secret",
        "name": f"http://localhost:{port}/secret",
        "user": f"http://www.shili.gov.cn@127.0.0.2:{port}/secret",
        "plain": canary.url("/secret"),
        "foreign": "http://www.example.com/zfxxgk/t_1.html",
        "file": "file:///etc/passwd",
        "absent": "t_21.html",
    }
    return [(url, f"示例区{kind}局2024年政府信息公开工作年度报告") for kind, url in links.items()]


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """The crawl and all that is left of it."""
    home = Home(tmp_path_factory.mktemp("night"))
    with District(host="127.0.0.2") as canary, District() as district, District(host="127.0.0.3") as passing:
        canary.otherwise = page(_SECRET)
        _publish(district, _pages(canary), _evil(canary))
        _publish(passing, _passing())
        home.add("shili", district)
        home.add("passing", passing, code="990102")
        crawl = home.crawl()
        yield home, district, canary, passing, crawl


def _last(home, path):
    endings = home.endings(path)
    assert endings, path
    return endings[-1]


def test_the_site_is_reached_and_the_gaps_are_told(night):
    *_, crawl = night
    assert (crawl.status, crawl.said) == (0, "")
    assert {verdict["verdict"] for verdict in crawl.verdicts.values()} == {"incomplete"}


@pytest.mark.parametrize("number", [1, 2, 3, 9, 16, 32, 35])
def test_what_could_be_had_is_stored_whatever_the_detours(night, number):
    home, *_ = night
    assert home.cell(f"第{number}局", 2024) == number


@pytest.mark.parametrize(
    ("path", "outcome", "word"),
    [
        ("/t_31.html", "unreachable", "broke"),
        ("/t_5.html", "forbidden_address", "127.0.0.2"),
        ("/t_6.html", "forbidden_address", "169.254.169.254"),
        ("/t_7.html", "soft_404", "home page"),
        ("/t_8.html", "unreachable", "redirect"),
        ("/t_10.html", "soft_404", "页面"),
        ("/t_11.html", "soft_404", "13 bytes"),
        ("/t_12.html", "blocked", "412"),
        ("/t_13.html", "too_large", "DOWNLOAD_MAXSIZE"),
        ("/t_33.html", "server_error", "503"),
        ("/t_17.html", "unchanged", "asked for already"),
        ("/t_18.html", "unreachable", "resolve"),
        ("/t_34.html", "blocked", "429"),
        ("/t_21.html", "not_found", "404"),
    ],
)
def test_every_other_end_is_a_row_that_says_why(night, path, outcome, word):
    home, *_ = night
    found, _, reason = _last(home, path)
    assert found == outcome
    assert word in reason


def test_nothing_was_asked_of_the_inner_network(night):
    home, _, canary, *_ = night
    assert canary.log == []
    refused = home.query("SELECT count(DISTINCT url_id) FROM fetches WHERE outcome = 'forbidden_address'")
    assert refused == [(9,)]


def test_a_twin_that_a_redirect_leads_to_is_fetched_once(night):
    _, district, *_ = night
    assert len(district.asked(f"{_COLUMN}t_1.html")) == 1


def test_a_passing_fault_is_tried_again_after_a_pause(night):
    *_, passing, _ = night
    tries = passing.asked(f"{_COLUMN}t_32.html")
    assert [one.status for one in tries] == [503, 503, 200]
    assert tries[1].began - tries[0].ended >= 0.9
    assert tries[2].began - tries[1].ended >= 1.9


def test_only_one_request_at_a_time_was_on_its_way(night):
    _, district, _, passing, _ = night
    for log in (district.log, passing.log):
        asked = sorted(log, key=lambda one: one.began)
        assert all(before.ended <= after.began for before, after in pairwise(asked))


def test_every_request_named_the_crawler(night):
    _, district, *_ = night
    assert {one.headers["user-agent"].partition("/")[0] for one in district.log} == {"nianbao"}


def test_a_challenge_is_kept_as_evidence_and_not_read(night):
    home, *_ = night
    statuses = home.query(
        "SELECT c.status FROM captures c JOIN urls u ON u.id = c.url_id WHERE u.url LIKE '%/t_12.html'"
    )
    assert statuses == [(412,)]
    assert home.query(
        "SELECT count(*) FROM readings r JOIN captures c ON c.id = r.capture_id WHERE c.status = 412"
    ) == [(0,)]
