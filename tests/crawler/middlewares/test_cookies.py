"""Cookies: back to their host, and nowhere else."""

import subprocess
import sys
from dataclasses import replace

import pytest

from crawler.errand import ERRAND
from crawler.middlewares.cookies import Cookies
from crawler.spiders.walk.choices import first_errand
from storage.records import Role
from tests.crawler.middlewares.asking import crawler, request, response
from tests.crawler.spiders.walking import site

_HOME = "http://www.shili.gov.cn/zfxxgk/"


def _sent(middleware, url, role: Role | None = Role.REPORT, **meta):
    asked = request(url, role, **meta)
    middleware.process_request(asked)
    return asked.headers.get("Cookie")


def _after(*cookies, url=_HOME, role: Role | None = Role.REPORT):
    middleware = Cookies.from_crawler(crawler())
    asked = request(url, role)
    answer = response(asked)
    for cookie in cookies:
        answer.headers.appendlist("Set-Cookie", cookie)
    assert middleware.process_response(asked, answer) is answer
    return middleware


def test_a_cookie_comes_back_to_its_host_until_it_is_taken_away():
    middleware = _after("seen=1; path=/", "of=zfxxgk")
    assert set(_sent(middleware, _HOME + "t_1.html").split(b"; ")) == {b"seen=1", b"of=zfxxgk"}
    assert _sent(middleware, "http://www.shili.gov.cn/") == b"seen=1"

    asked = request(_HOME)
    middleware.process_response(asked, response(asked, **{"Set-Cookie": "seen=; path=/; Max-Age=0"}))
    assert _sent(middleware, "http://www.shili.gov.cn/") is None


@pytest.mark.parametrize("domain", ["shili.gov.cn", ".shili.gov.cn", "www.shili.gov.cn", "gov.cn"])
def test_whatever_domain_it_names_no_other_host_is_told(domain):
    middleware = _after(f"seen=1; path=/; domain={domain}")
    others = (
        "http://shili.gov.cn/",
        "http://zwgk.shili.gov.cn/",
        "http://a.www.shili.gov.cn/",
        "http://lingshi.gov.cn/",
    )
    assert _sent(middleware, _HOME) == b"seen=1"
    assert [_sent(middleware, url) for url in others] == [None] * 4


def test_a_host_sets_none_for_others():
    assert _sent(_after("seen=1; path=/; domain=lingshi.gov.cn"), "http://www.lingshi.gov.cn/") is None
    assert _sent(_after("seen=1; path=/; domain=lingshi.gov.cn"), _HOME) is None


@pytest.mark.parametrize("host", ["127.0.0.1:8127", "localhost:8127", "shili:80"])
def test_hosts_without_a_domain_have_theirs_back(host):
    assert _sent(_after("seen=1; path=/", url=f"http://{host}/"), f"http://{host}/x") == b"seen=1"


def test_what_must_be_secret_goes_by_https_alone():
    middleware = _after("seen=1; path=/; secure", url="https://www.shili.gov.cn/")
    assert _sent(middleware, "https://www.shili.gov.cn/") == b"seen=1"
    assert _sent(middleware, "http://www.shili.gov.cn/") is None


def test_another_site_and_robots_txt_have_jars_of_their_own():
    middleware = _after("seen=1; path=/")
    neighbour = first_errand(replace(site(), id="lingshi"))
    assert _sent(middleware, _HOME) == b"seen=1"
    assert _sent(middleware, _HOME, None, **{ERRAND: neighbour}) is None
    assert _sent(middleware, "http://www.shili.gov.cn/robots.txt", None) is None


def test_a_cookie_of_an_earlier_hop_does_not_travel_on():
    asked = request("http://www.lingshi.gov.cn/").replace(headers={"Cookie": "seen=1"})
    Cookies.from_crawler(crawler()).process_request(asked)
    assert asked.headers.get("Cookie") is None


def test_no_list_of_public_suffixes_is_asked_for():
    code = (
        "import sys\n"
        "import crawler.settings, crawler.middlewares.cookies\n"
        "from scrapy.utils.misc import load_object\n"
        "[load_object(path) for path in crawler.settings.DOWNLOADER_MIDDLEWARES]\n"
        "assert not {'tldextract', 'requests'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
