import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.obstacles import look
from crawler.discovery.redirects import redirect_target
from storage.records import FetchOutcome

URL = "https://www.example.gov.cn/zwgk/zfxxgknb/index.html"
HOME = "https://www.example.gov.cn/"
HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = (
    "<html><body><ul>"
    + "<li><a href='t1.html'>示例区2023年政府信息公开工作年度报告</a></li>" * 30
    + "</ul></body></html>"
).encode()


def outcome(status=200, body=PAGE, headers=HTML, **more):
    obstacle = look(status, headers, body, **more)
    if obstacle is not None:
        assert obstacle.reason
    return obstacle and obstacle.outcome


def test_a_page_is_no_obstacle():
    assert outcome() is None
    assert outcome(url=URL, asked=URL) is None
    assert outcome(304, b"") is None
    assert outcome(302, b"") is None


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (521, b"<script>document.cookie=('_')+('_')+('jsl_clearance_s')</script>"),
        (512, b"<script>...</script>"),
        (412, b"<html><head><meta content='x' r='m'></head><body></body></html>"),
        (403, b"Forbidden"),
        (405, b"<html>405</html>"),
        (429, b""),
        (200, b"<html><script>var x='__jsl_clearance=1';location.reload()</script></html>"),
        (200, b"<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>"),
        (200, b"<html><script>var arg1='A1';document.cookie='acw_sc__v2='+x</script></html>"),
        (200, "<html><body>您的访问过于频繁，请稍后再试</body></html>".encode()),
        (200, "<html><body><h1>安全验证</h1>请完成验证码</body></html>".encode()),
        (200, "<html><body>当前访问被拦截，疑似黑客攻击，已被网站防火墙记录</body></html>".encode("gb18030")),
    ],
)
def test_challenges_and_refusals_are_blocked(status, body):
    assert outcome(status, body) is FetchOutcome.BLOCKED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, FetchOutcome.NOT_FOUND),
        (410, FetchOutcome.NOT_FOUND),
        (400, FetchOutcome.NOT_FOUND),
        (500, FetchOutcome.SERVER_ERROR),
        (503, FetchOutcome.SERVER_ERROR),
    ],
)
def test_other_statuses_say_what_they_mean(status, expected):
    assert outcome(status, b"<html>x</html>") is expected


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"404 Not Found",
        b"<html></html>",
        b"<html><head><title>x</title></head><body><div class='wrap'></div></body></html>" + b" " * 300,
        "<html><body>您访问的页面不存在或已被删除</body></html>".encode(),
        "<html><body>对不起，找不到您要访问的页面</body></html>".encode("gb18030"),
    ],
)
def test_errors_that_call_themselves_200_are_soft_404(body):
    assert outcome(200, body) is FetchOutcome.SOFT_404


def test_being_sent_to_the_home_page_is_a_soft_404_except_for_the_home_page():
    assert outcome(url=HOME, asked=URL) is FetchOutcome.SOFT_404
    assert outcome(url=HOME, asked="http://www.example.gov.cn/index.html") is None
    stub = b"<script>window.location.href='/';</script>"
    assert outcome(200, stub, url=URL, asked=URL) is FetchOutcome.SOFT_404


def test_a_detour_by_script_is_no_error():
    stub = b"<html><script>location.href='./zfxxgk/index.html'</script></html>"
    assert outcome(200, stub, url=URL, asked=URL) is None


def test_a_short_page_that_says_something_is_a_page():
    assert outcome(200, "<html><body><a href='1.html'>2023年</a></body></html>".encode()) is None
    assert outcome(200, b'{"data": []}', {"content-type": "application/json"}) is None
    assert outcome(200, b"<?xml version='1.0'?><datastore></datastore>") is None


def test_a_long_page_that_mentions_a_firewall_or_404_is_a_page():
    text = "政府信息公开工作年度报告，受理网站防火墙类申请404件，访问验证。" * 30
    assert outcome(200, f"<html><body><p>{text}</p></body></html>".encode()) is None


def test_a_short_html_page_in_place_of_a_file_is_a_soft_404_and_a_file_is_none():
    assert (
        outcome(
            200, "<html><body>下载链接已失效，请返回列表重新打开。谢谢您的配合与理解</body></html>".encode(), file=True
        )
        is FetchOutcome.SOFT_404
    )
    assert (
        outcome(200, b"%PDF-1.7 __jsl_clearance 404", {"content-type": "application/octet-stream"}, file=True) is None
    )
    assert outcome(200, b"\xd0\xcf\x11\xe0" + b"\x00" * 40, {}, file=True) is None


@pytest.mark.parametrize(
    ("body", "target"),
    [
        (
            '<meta http-equiv="refresh" content="0;url=zfxxgk/index.html">',
            "https://www.example.gov.cn/zwgk/zfxxgknb/zfxxgk/index.html",
        ),
        ("<META HTTP-EQUIV='Refresh' CONTENT=\"3; URL='/nb/'\">", "https://www.example.gov.cn/nb/"),
        ('<script>window.location.href = "../nb/";</script>', "https://www.example.gov.cn/zwgk/nb/"),
        ("<script>top.location='https://zyk.example.gov.cn/nb/';</script>", "https://zyk.example.gov.cn/nb/"),
        ("<script>location.replace('/nb/')</script>", "https://www.example.gov.cn/nb/"),
        ("<body onload=\"location.href='/nb/'\"></body>", "https://www.example.gov.cn/nb/"),
        ("<script>location.href='index.html'</script>", None),
        ('<meta http-equiv="refresh" content="300">', None),
        ('<meta http-equiv="refresh" content="600;url=/nb/">', None),
        ("<script>if(mobile){location.href='/m/'}</script>" + "<a href='1.html'>一条新闻</a>" * 20, None),
        ("<script>location.href='javascript:void(0)'</script>", None),
        ("<p>详见附件</p><script>function get(id){ location.href='/file.do?id='+id; }</script>", None),
        ("<p>详见附件</p><script>function find(word){ if(word){ location.href='/find.html'; } }</script>", None),
        (
            "<script>function find(w){ x(w); } location.href='/nb/';</script>",
            "https://www.example.gov.cn/nb/",
        ),
        ("<p>location of the office</p>", None),
        ("<script>setTimeout(\"javascript:location.replace('/nb/')\", 100)</script>", "https://www.example.gov.cn/nb/"),
        ("<script>setTimeout('location.href=\\'/nb/\\'', 0)</script>", "https://www.example.gov.cn/nb/"),
        ("<script>var to = '/nb/'; window.location.href = to;</script>", "https://www.example.gov.cn/nb/"),
        ("<script>var to = '/nb/?t=' + t; location.href = to;</script>", None),
        (
            "<script>location.href = location.protocol + '//' + location.host + '/nb/';</script>",
            "https://www.example.gov.cn/nb/",
        ),
        ("<script>window.open('/nb/', '_self')</script>", "https://www.example.gov.cn/nb/"),
        ("<script>window.open('/nb/', '_blank')</script>", None),
    ],
)
def test_detours_of_stubs_are_followed_and_those_of_pages_are_not(body, target):
    assert redirect_target(body, URL) == target
    assert redirect_target(body.encode(), URL) == target


@given(st.sampled_from([200, 403, 404, 412, 500, 599]), st.binary(max_size=400), st.booleans())
def test_any_answer_can_be_looked_at(status, body, file):
    look(status, {}, body, URL, URL, file=file)
    redirect_target(body, URL)


@given(st.text(max_size=300))
def test_any_text_leads_elsewhere_or_nowhere(body):
    target = redirect_target(f"<script>location.href='{body}'</script>", URL)
    assert target is None or target.startswith("http")


@pytest.mark.parametrize(
    "script",
    [
        "window._CONFIG = { SID: '755001', TREE: [] }",
        "$.ajax({ url: '/common/search/cd11?page=1' })",
        "fetch('/api/list?page=1').then(show)",
        "$('#5893612').jpage({ totalRecord: 7 })",
    ],
)
def test_a_short_page_that_its_script_fills_is_no_stub(script):
    body = f"<html><title>政府信息公开年报</title><body><div id='list'></div><script>{script}</script></body></html>"
    assert look(200, {}, body.encode(), URL, URL, file=False) is None


@pytest.mark.parametrize(
    ("body", "is_page"),
    [
        ("<html><body><div id='app'></div><script src='/js/app.js'></script></body></html>", True),
        ("<html><body><div id='x'></div><script src='/js/x.js'></script></body></html>", False),
        ('{"list":[]}', True),
        ('cb({"list":[]})', True),
        ("(无)", False),
    ],
)
def test_a_page_for_scripts_to_draw_and_the_end_of_a_list_are_no_stubs(body, is_page):
    assert (look(200, {}, body.encode(), URL, URL, file=False) is None) == is_page
