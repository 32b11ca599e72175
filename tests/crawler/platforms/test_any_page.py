# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Whatever a server sends, reading it ends in a step with a verdict; totals that a page prints are never ignored."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.platforms import PLATFORMS, Ask, Tally, Verdict, article_parts, detect, read_answer, read_listing
from tests.crawler.platforms.shell import REPORTS, page, rows

URL = "https://www.example.gov.cn/zwgk/zfxxgknb/index.html"

_PIECES = st.sampled_from(
    [
        *("<ul>", "</ul>", "<li>", "</li>", "<table>", "<tr>", "<td>", "</td>", "<div class='page'>", "<!--", "-->", "<script>"),
        *("</script>", "<datastore>", "</datastore>", "<recordset>", "<record><![CDATA[", "]]></record>", "<nextgroup><![CDATA["),
        *("window._CONFIG = {SID: '1', TREE: [", '{"id": 3, "name": "政府信息公开年报", "children": [', "]}", "/eportal/ui?pageId=1"),
        *('<a href="', "./202401/t20240116_1.html", '">', "示例区2023年政府信息公开工作年度报告", "</a>", "下一页", "共3页", "共30条"),
        *("createPageHTML(", "3", ",", "0", '"index"', "'page_div'", ");", "javascript:next(2)", "/info/1/2.htm", "UCAP", "\x00"),
        *("queryData=\"{'a':'b'}\" url='/x/build/unit'", "totalRecord:9,", "$('#1').jpage({", "/public/column/1", "2024-13-45"),
        *("http://[", "//", "\\", "&lt;", "%zz", "<base href='http://[x'>", "<?xml version='1.0'?>", "https://a.gov.cn:99999/"),
    ]
)  # fmt: skip
_BODIES = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join))
_URLS = st.sampled_from([URL, "https://www.example.gov.cn/public/column/1?type=4", "http://[", "", "x"])


@settings(max_examples=300, deadline=None)
@given(_BODIES, _URLS, st.sampled_from([None, *PLATFORMS]))
def test_any_text_gives_a_step(body, url, platform):
    step = read_listing(body, url, platform)
    assert step.verdict in set(Verdict)
    assert step.reason or step.verdict is Verdict.COMPLETE
    assert step.links or step.further or step.columns or step.frames or step.verdict is not Verdict.COMPLETE


@settings(max_examples=300, deadline=None)
@given(_BODIES, st.sampled_from(PLATFORMS), st.booleans(), st.sampled_from(["GET", "POST"]))
def test_any_answer_gives_a_step(body, platform, interface, method):
    ask = Ask(URL + "?pageIndex=2&sid=1", method, (("pageIndex", "2"),), platform, interface, URL, 1)
    assert read_answer(body, ask).platform


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=9)),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(["data", "list", "results", "articles", "total", "title", "url", "id", "date", "html"]),
                inner,
                max_size=5,
            ),
        ),
        max_leaves=12,
    ),
    st.sampled_from(PLATFORMS),
)
def test_any_json_gives_a_step(data, platform):
    ask = Ask(URL, platform=platform, interface=True, base=URL, page=1)
    assert read_answer(json.dumps(data), ask).verdict in set(Verdict)


@settings(max_examples=100, deadline=None)
@given(_BODIES)
def test_any_page_has_a_family_and_perhaps_parts(body):
    assert detect(body, URL) in PLATFORMS
    assert isinstance(article_parts(body, URL), tuple)


@given(st.integers(2, 400), st.sampled_from(["共{}页", "共计&nbsp;{}&nbsp;页", "第1/{}页", "总页数：{}", "1/{}页"]))
@settings(max_examples=60, deadline=None)
def test_a_number_of_pages_without_a_way_to_them_is_never_silence(pages, words):
    step = read_listing(page(rows(*REPORTS) + f"<div>{words.format(pages)}</div>"), URL)
    assert (step.verdict, step.pages) == (Verdict.UNKNOWN_PAGINATION, pages)
    assert Tally.begin(URL).take(step).verdict()[0] is Verdict.UNKNOWN_PAGINATION


@pytest.mark.parametrize(
    ("box", "pages"),
    [
        ("<a href='index.html'>1</a> <a href='index_2.html'>2</a> <a href='index_3.html'>3</a>", [2, 3]),
        ("<ul><li>1</li><li><a href='./index_2.html'>2</a></li></ul>", [2]),
        ("<a href='#'>1</a> <a href='javascript:show(2)'>2</a>", []),
        ("<a href='/ad/1.html'>1</a> <a href='/ad/2.html'>2</a>", []),
        ("".join(f"<a href='day_{n}.html'>{n}</a> " for n in range(1, 31)), []),
    ],
)
def test_numbers_without_words_turn_pages_where_they_lead_beside_the_list(box, pages):
    step = read_listing(page(f"{rows(*REPORTS)}<div>{box}</div>"), URL)
    assert [ask.page for ask in step.further] == pages
    assert step.verdict is Verdict.COMPLETE


@pytest.mark.parametrize(
    ("named", "further"),
    [
        ("<link rel='next' href='index_1.html'>", ["https://www.example.gov.cn/zwgk/zfxxgknb/index_1.html"]),
        (
            "<a rel='nofollow next' href='./index_1.html'><i></i></a>",
            ["https://www.example.gov.cn/zwgk/zfxxgknb/index_1.html"],
        ),
        ("<link rel='next' href='/zwdt/index_1.html'>", []),
        ("<link rel='next' href='index.html'>", []),
        ("<link rel='prev' href='index_1.html'>", []),
    ],
)
def test_the_next_page_that_a_page_names_for_programs_is_asked_for(named, further):
    step = read_listing(page(named + rows(*REPORTS)), URL)
    assert [ask.url for ask in step.further] == further


@given(st.integers(5, 9000), st.sampled_from(["共{}条", "共有 {} 条记录", "总记录数：{}", "共{}篇"]))
@settings(max_examples=60, deadline=None)
def test_a_number_of_entries_that_is_not_reached_is_never_complete(records, words):
    step = read_listing(page(rows(*REPORTS) + f"<div>{words.format(records)}</div>"), URL)
    assert Tally.begin(URL).take(step).verdict() == (Verdict.INCOMPLETE, f"4 of {records} links") or (
        step.verdict is Verdict.INCOMPLETE and str(records) in step.reason
    )


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        "<datastore>",
        "<record><![CDATA[",
        "<!--",
        "document.write(\"<a href='x'>",
        "createPageHTML(",
        "共 ",
        "<ul><li>",
        "$('#1').jpage({",
        'a="',
    ],
)
def test_marks_that_are_never_closed_cost_no_more_than_they_weigh(piece):
    body = f"<datastore><script>{piece * 15_000}"
    read_listing(body, URL)
    read_answer(body, Ask(URL, platform="jpage", interface=True, base=URL))


_PARTS = "".join(
    f'<a href="/col/col210{n}/index.html">{name}</a>' for n, name in enumerate(("区政府年报", "部门年报", "镇街年报"))
)


def test_columns_that_part_the_reports_by_body_are_all_that_a_page_without_entries_has_to_say():
    step = read_listing(page(_PARTS), "https://www.example.gov.cn/col/col2109/index.html")
    assert (step.verdict, len(step.columns), step.links) == (Verdict.COMPLETE, 3, ())


def test_beside_the_tab_of_the_page_itself_they_are_no_answer():
    step = read_listing(page(_PARTS), "https://www.example.gov.cn/col/col2101/index.html")
    assert (step.verdict, step.columns) == (Verdict.INCOMPLETE, ())


def test_one_more_column_of_reports_elsewhere_is_no_part_of_a_page_that_is_not_understood():
    alone = '<a href="/col/col2101/index.html">部门年报</a><a href="/col/col2104/index.html">政府信息公开年报</a>'
    assert read_listing(page(alone), "https://www.example.gov.cn/col/col2100/index.html").verdict is Verdict.INCOMPLETE
