"""Whom a request may go to, by how its address is written."""

import pytest

from crawler.endings import Ending
from crawler.middlewares.addresses import AddressGuard
from storage.records import FetchOutcome
from tests.crawler.middlewares.asking import crawler, request
from tests.crawler.spiders.walking import site

_SITE = site(allowed_hosts=["zyk.example.org", "127.0.0.1:8001"])


def _refused(url, role="report"):
    guard = AddressGuard.from_crawler(crawler(sites=[_SITE]))
    try:
        guard.process_request(request(url, role))
    except Ending as ending:
        return ending.outcome is FetchOutcome.FORBIDDEN_ADDRESS
    return False


@pytest.mark.parametrize(
    "url",
    [
        "http://www.shili.gov.cn/zfxxgk/",
        "https://www.shili.gov.cn/zfxxgk/",
        "https://zwgk.other.gov.cn/x",
        "http://zyk.example.org:8080/x",
        "http://127.0.0.1:8001/x",
    ],
)
def test_named_hosts_and_names_under_gov_cn_may_be_asked(url):
    assert not _refused(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://127.0.0.1:8002/x",
        "http://127.0.0.2:8001/x",
        "http://localhost:8001/x",
        "http://2130706433:8001/x",
        "http://0x7f.1/x",
        "http://0177.0.0.1/x",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]:8001/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://61.150.65.235/zfxxgk/",
        "http://www.example.com/",
        "http://gov.cn.example.com/",
        "http://www.shiligov.cn/",
        "http://user@www.other.gov.cn/",
        "http://www.other.gov.cn@10.0.0.1/",
        "http://www.other.gov.cn:80@10.0.0.1/",
        "ftp://www.shili.gov.cn/x",
    ],
)
def test_nobody_else_may(url):
    assert _refused(url)


def test_robots_txt_is_asked_of_the_same_hosts_and_no_others():
    assert not _refused("http://www.shili.gov.cn/robots.txt", None)
    assert _refused("http://10.0.0.1/robots.txt", None)


def test_a_host_that_one_site_trusts_is_a_stranger_to_the_next():
    other = type(_SITE)(
        **{**{name: getattr(_SITE, name) for name in _SITE.__slots__}, "id": "other", "allowed_hosts": ()}
    )
    asked = request("http://127.0.0.1:8001/x")
    guard = AddressGuard.from_crawler(crawler(sites=[_SITE, other]))
    guard.process_request(asked)
    errand = asked.meta["errand"]
    context = type(errand.context)(site="other", code="990102", district="", role=errand.role)
    with pytest.raises(Ending):
        guard.process_request(asked.replace(meta={"errand": type(errand)(context)}))
