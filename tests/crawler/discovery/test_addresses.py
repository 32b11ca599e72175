from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.addresses import Hosts, canonical, join, key


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("HTTP://WWW.Example.GOV.cn:80/A/b.html#top", "http://www.example.gov.cn/A/b.html"),
        ("https://www.example.gov.cn:443", "https://www.example.gov.cn/"),
        ("https://www.example.gov.cn:8443/a/../b/./c.html", "https://www.example.gov.cn:8443/b/c.html"),
        (
            "https://www.example.gov.cn/a.jsp?b=2&a=1&fbtime=2020",
            "https://www.example.gov.cn/a.jsp?b=2&a=1&fbtime=2020",
        ),
        ("http://www.example.gov.cn/年报/", "http://www.example.gov.cn/%E5%B9%B4%E6%8A%A5/"),
        ("http://www.example.gov.cn/%E5%B9%B4/a b.doc", "http://www.example.gov.cn/%E5%B9%B4/a%20b.doc"),
        ("http://www.example.gov.cn//a//", "http://www.example.gov.cn/a/"),
        ("http://www.example.gov.cn\\a\\b.html", "http://www.example.gov.cn/a/b.html"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
    ],
)
def test_an_address_has_one_spelling(url, plain):
    assert canonical(url) == plain
    assert canonical(plain) == plain


@pytest.mark.parametrize(
    "url",
    ["", "x.html", "ftp://a.gov.cn/", "javascript:void(0)", "http://", "http://[", "http://a.gov.cn@evil.com/", "http://a.gov.cn:99999/"],
)  # fmt: skip
def test_what_is_no_plain_web_address_has_none(url):
    assert canonical(url) is None


def test_links_are_joined_to_their_page():
    page = "https://www.example.gov.cn/nb/index.html"
    assert join(page, " ./202401/t1.html#a ") == "https://www.example.gov.cn/nb/202401/t1.html"
    assert join(page, "//zyk.example.gov.cn/a") == "https://zyk.example.gov.cn/a"
    assert join(page, "../a\n.html") == "https://www.example.gov.cn/a.html"
    assert join(page, "http://[") is None


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/pdfjs/web/viewer.html?file=%2Fup%2F2021%2Fa.docx", "https://www.example.gov.cn/up/2021/a.docx"),
        ("../pdf/viewer.html?v=2&file=../up/a.pdf#page=2", "https://www.example.gov.cn/up/a.pdf"),
        ("/preview?url=https://zyk.example.gov.cn/a.pdf", "https://zyk.example.gov.cn/a.pdf"),
        ("/view.aspx?file=2024.pdf", "https://www.example.gov.cn/view.aspx?file=2024.pdf"),
        ("/download.jsp?file=/up/a.pdf", "https://www.example.gov.cn/download.jsp?file=/up/a.pdf"),
        ("/viewer.html?file=/up/", "https://www.example.gov.cn/viewer.html?file=/up/"),
    ],
)
def test_a_viewer_leads_to_the_file_that_it_shows(href: str, address: str) -> None:
    assert join("https://www.example.gov.cn/nb/index.html", href) == address


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("info.jsp;jsessionid=A00B9?id=6", "https://www.example.gov.cn/nb/info.jsp?id=6"),
        ("show.php?id=6&PHPSESSID=0a1b", "https://www.example.gov.cn/nb/show.php?id=6"),
        ("show.php?PHPSESSID=0a1b&id=6", "https://www.example.gov.cn/nb/show.php?id=6"),
        ("sessions.php?session=3", "https://www.example.gov.cn/nb/sessions.php?session=3"),
        ("%2Fgk%2F2023%2F1.html", "https://www.example.gov.cn/gk/2023/1.html"),
        ("/a%2Fb.html", "https://www.example.gov.cn/a%2Fb.html"),
    ],
)
def test_an_address_has_no_session_in_it_and_is_unescaped_where_it_begins_so(href, address):
    assert join("https://www.example.gov.cn/nb/index.html", href) == address


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.gov.cn/x.html", "https://a.gov.cn/x.html"),
        ("http://a.gov.cn/zwgk/t20240307_1_wap.html", "http://a.gov.cn/zwgk/t20240307_1.html"),
        ("http://a.gov.cn/nb/", "http://a.gov.cn/nb/index.html"),
        ("http://a.gov.cn/nb/;jsessionid=AB12", "http://a.gov.cn/nb/#top"),
        ("http://a.gov.cn:80/nb", "https://www.a.gov.cn:443/nb"),
    ],
)
def test_twins_share_a_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/nb.jsp?fbtime=2020", "http://a.gov.cn/nb.jsp?fbtime=2021"),
        ("http://a.gov.cn/nb/", "http://a.gov.cn/nb/index_1.html"),
        ("http://a.gov.cn/nb/", "http://zyk.a.gov.cn/nb/"),
        ("http://a.gov.cn/nb/", "http://a.gov.cn:8080/nb/"),
    ],
)
def test_different_pages_have_different_keys(one, other):
    assert key(one) != key(other)


@given(st.text(max_size=80))
def test_any_text_has_a_key_and_canonical_is_settled(text):
    assert isinstance(key(text), str)
    plain = canonical("http://a.gov.cn/" + text)
    assert plain is None or canonical(plain) == plain


SITE = Hosts.of(["https://www.bjxch.gov.cn/"], ["zyk.example.com", "Mirror.example.org:8080"])


@pytest.mark.parametrize(
    "url",
    [
        "http://www.bjxch.gov.cn/a", "https://zwgk.changchun.gov.cn/a", "http://a.b.gov.cn:9311/", "http://zyk.example.com/a",
        "https://mirror.example.org/",
    ],
)  # fmt: skip
def test_the_operators_hosts_and_gov_cn_are_followed(url):
    assert SITE.refusal(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://bet365asia.net/xxgk/", "http://www.gov.cn.evil.com/", "http://evilgov.cn/", "http://61.150.65.235/zfxxgk/",
        "http://127.0.0.1/", "http://localhost:8000/", "http://0x7f.1/", "http://2130706433/", "http://[::1]/", "http://10.0.0.8/",
        "http://www.bjxch.gov.cn@evil.com/", "javascript:alert(1)", "http://evil.com\\@www.bjxch.gov.cn/",
    ],
)  # fmt: skip
def test_hijacked_copies_bare_numbers_and_tricks_are_refused_with_a_reason(url):
    assert SITE.refusal(url)
    assert not SITE.trusts(url)


def test_loopback_is_trusted_with_the_port_that_the_operator_named():
    demo = Hosts.of(["http://127.0.0.1:8765/", "http://localhost:8766/"])
    assert demo.refusal("http://127.0.0.1:8765/nb/") == ""
    assert demo.trusts("http://localhost:8766/")
    assert demo.refusal("http://127.0.0.1:5432/")
    assert demo.refusal("http://localhost/")


def test_only_hosts_that_were_named_are_trusted():
    assert SITE.trusts("https://www.bjxch.gov.cn:8443/a")
    assert not SITE.trusts("https://other.gov.cn/")


_PIECE = st.text(alphabet="aZ09._-~%年 ;:@?#/&=\\\u3000[]", max_size=12)
_HREF = st.one_of(
    _PIECE,
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "./", "/", "../", "//", "?", "#"]),
        _PIECE,
        st.sampled_from(["", ".html", "/", "?a=1", "?", "#x", ";p"]),
    ),
)
_PATHS = ["", "/", "/a/", "/a/b.html", "/a//b", "/a/./b", "/a/../b/c", "/a;p/b", "/.x/y", "/a/b;c"]


@given(st.sampled_from(["http", "HTTPS"]), st.sampled_from(_PATHS), st.sampled_from(["", "?x=/y/z", "#f"]), _HREF)
def test_a_link_is_joined_as_urljoin_joins_it(scheme, path, rest, href):
    base = f"{scheme}://www.example.gov.cn{path}{rest}"
    try:
        expected = canonical(urljoin(base, href.strip()))
    except ValueError:
        expected = None
    assert join(base, href) == expected
