# ruff: noqa: E501 – markup is quoted in the lines in which it stands
from datetime import date

import pytest

from crawler.platforms import Ask, Verdict, article_parts, read_answer, read_listing
from tests.crawler.platforms.shell import REPORTS, page, rows

URL = "https://www.example.gov.cn/zwgk/zfxxgk/zfxxgknb/"


def urls(step):
    return [ask.url.removeprefix(URL) for ask in step.further]


def test_the_second_page_of_a_list_is_index_1():
    body = page(rows(*REPORTS) + '<script>createPageHTML(4, 0, "index", "html");</script>')
    step = read_listing(body, URL)
    assert (step.platform, step.verdict, step.pages) == ("trs", Verdict.COMPLETE, 4)
    assert urls(step) == ["index_1.html", "index_2.html", "index_3.html"]
    assert [ask.page for ask in step.further] == [2, 3, 4]
    first = step.links[0]
    assert first.url == URL + "202401/t20240116_128816.html"
    assert (first.title, first.listed) == ("示例区教育局2023年政府信息公开工作年度报告", date(2024, 1, 16))
    assert len(step.links) == len(REPORTS)


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ('createPageHTML(3,0,"index","shtml")', ["index_1.shtml", "index_2.shtml"]),
        ("createPage(3, 0, 'index', 'htm', 41);", ["index_1.htm", "index_2.htm"]),
        ("createPage(2,0)", ["index_1.html"]),
        ('var countPage = 3;\nvar currentPage = 0;\ncreatePageHTML(countPage, currentPage, "index", "html");', ["index_1.html", "index_2.html"]),
        ('createPageHTML(3, 2, "index", "html")', ["index.html", "index_1.html"]),
    ],
)  # fmt: skip
def test_every_dialect_of_the_call_names_the_other_pages(script, names):
    step = read_listing(page(rows(*REPORTS) + f"<script>{script}</script>"), URL)
    assert step.platform == "trs"
    assert urls(step) == names


def test_the_definition_of_the_function_is_no_call():
    script = "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ var n = 5; }"
    step = read_listing(
        page(rows(*REPORTS) + f"<script>{script}\ncreatePageHTML(1, 0, 'index', 'html');</script>"), URL
    )
    assert (step.pages, step.further, step.verdict) == (1, (), Verdict.COMPLETE)


def test_a_pager_written_by_hand_is_read_from_its_variables():
    script = """
    var currentPage = 0;//所在页从0开始
    var countPage = 3//共多少页
    document.write("<a href="index"+"_" + nextPage + "."+"shtml">下一页</a>");
    """
    step = read_listing(page(rows(*REPORTS) + f"<script>{script}</script>"), URL)
    assert (step.platform, urls(step)) == ("trs", ["index_1.shtml", "index_2.shtml"])


def test_the_last_page_of_a_list_has_its_entries_and_no_page_behind_it():
    body = page(rows(REPORTS[3]) + '<script>createPageHTML(2, 1, "index", "html");</script>')
    step = read_answer(body, Ask(URL + "index_1.html", platform="trs", base=URL, page=2))
    assert [link.url for link in step.links] == [URL + "202401/t20240119_128819.html"]
    assert urls(step) == ["index.html"]


def test_a_list_without_entries_that_has_more_pages_is_not_empty():
    step = read_listing(page('<ul></ul><script>createPageHTML(3, 0, "index", "html");</script>'), URL)
    assert step.further
    assert step.verdict is Verdict.COMPLETE  # so far: what the other pages give decides


def test_a_page_cut_off_in_the_middle_gives_what_it_has():
    body = page(rows(*REPORTS) + '<script>createPageHTML(4, 0, "index", "html");</script>')
    cut = body[: body.index("128818") + 20]
    step = read_listing(cut, URL)
    assert [link.title for link in step.links][:2] == [title for _, title, _ in REPORTS[:2]]


def test_entries_written_by_document_writeln_are_read_from_the_variables():
    entry = """<li><script type="text/javascript">
      var url="./202401/t2024012{n}_23476{n}.shtml";
      var title="示例区{agency}2023年政府信息公开工作年度报告";
      document.writeln("<a href='"+url+"' title='"+title+"'>"+title+"</a>");
      document.writeln("<span>2024-01-2{n}</span>");
    </script></li>"""
    entries = "".join(
        entry.replace("{n}", n).replace("{agency}", agency) for n, agency in (("1", "教育局"), ("2", "民政局"))
    )
    step = read_listing(page(f"<ul>{entries}</ul><script>createPageHTML(1, 0, 'index', 'shtml');</script>"), URL)
    assert [(link.url.removeprefix(URL), link.title) for link in step.links] == [
        ("202401/t20240121_234761.shtml", "示例区教育局2023年政府信息公开工作年度报告"),
        ("202401/t20240122_234762.shtml", "示例区民政局2023年政府信息公开工作年度报告"),
    ]


LATEST = """<script>require(["list2.trsapi"], function(listModel) {{ listModel({{
  quickMode: "动静结合", maxStaticIndex: 1,
  listArgs: {{ {arguments} sortfield: "-docreltime" }},
  pagebar: {{ prepage: 4, recordCount: '{records}' }} }}); }});</script>"""


def latest(records, arguments='channelid: 4711, classsql: "chnlid=1813",'):
    return page(rows(*REPORTS) + LATEST.format(records=records, arguments=arguments))


def test_a_list_of_the_latest_entries_asks_its_search_interface_for_the_others():
    step = read_listing(latest(10), URL)
    assert (step.expected, len(step.links), len(step.further)) == (10, 4, 2)
    assert all(
        ask.interface and "/fjdzapp/search?channelid=4711&classsql=chnlid%3D1813" in ask.url for ask in step.further
    )
    body = '{"count": "10", "data": [{"doctitle": "示例区审计局2018年政府信息公开工作年度报告", "chnldocurl": "./201901/t20190110_5.htm", "docreltime": "2019-01-10 09:00"}]}'
    answer = read_answer(body, step.further[0])
    assert answer.links[0].url == URL + "201901/t20190110_5.htm"
    assert answer.links[0].listed == date(2019, 1, 10)
    assert answer.expected == 10


def test_an_answer_that_is_no_list_leaves_the_walk_incomplete():
    step = read_listing(latest(10), URL)
    assert read_answer("<html>系统繁忙</html>", step.further[0]).verdict is Verdict.INCOMPLETE


def test_a_list_of_the_latest_entries_that_names_no_interface_is_unknown_pagination_with_counts():
    step = read_listing(latest(10, arguments=""), URL)
    assert (step.verdict, step.expected) == (Verdict.UNKNOWN_PAGINATION, 10)
    assert "4 of 10" in step.reason


def test_a_list_that_shows_all_it_counts_asks_for_nothing():
    assert read_listing(latest(4), URL).further == ()


def test_a_long_article_names_its_other_parts():
    url = "https://www.example.gov.cn/xxgk/201510/t20151009_67430.html"
    body = '<div class="TRS_Editor">…</div><script>createPageHTML(3, 0, "t20151009_67430", "html");</script>'
    assert [ask.url for ask in article_parts(body, url)] == [
        "https://www.example.gov.cn/xxgk/201510/t20151009_67430_1.html",
        "https://www.example.gov.cn/xxgk/201510/t20151009_67430_2.html",
    ]


def test_an_article_in_one_piece_and_a_listing_have_no_parts():
    url = "https://www.example.gov.cn/xxgk/201510/t20151009_67430.html"
    assert article_parts('<script>createPageHTML(1, 0, "t20151009_67430", "html");</script>', url) == ()
    assert article_parts('<script>createPageHTML(5, 0, "index", "html");</script>', URL) == ()


def test_entries_of_the_page_and_entries_that_its_scripts_write_are_one_list():
    written = """<li><script>var url = "./202401/t20240110_100.html"; var title = "示例区审计局2023年政府信息公开工作年度报告";
    document.writeln("<a href='" + url + "'>" + title + "</a>");</script></li>"""
    body = page(f"{rows(*REPORTS)}{written}<script>createPageHTML(1, 0, 'index', 'html');</script>")
    titles = [link.title for link in read_listing(body, URL).links if not link.beside]
    assert titles == ["示例区审计局2023年政府信息公开工作年度报告", *(title for _, title, _ in REPORTS)]
