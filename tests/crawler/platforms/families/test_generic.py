# ruff: noqa: E501 – markup is quoted in the lines in which it stands
from datetime import date
from urllib.parse import urlsplit

import pytest

from crawler.platforms import Ask, Tally, Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import REPORTS, page, rows

URL = "https://www.example.gov.cn/xxgk/gknb/index.html"
FOLDER = "https://www.example.gov.cn/xxgk/gknb/"


def links(step):
    return [link.title for link in step.links if not link.beside]


def urls(step):
    return [ask.url for ask in step.further]


def test_a_next_page_is_asked_for():
    step = read_listing(page(rows(*REPORTS) + '<div class="page"><a href="index_2.html">下一页</a></div>'), URL)
    assert (step.platform, urls(step), step.verdict) == ("generic", [FOLDER + "index_2.html"], Verdict.COMPLETE)


def test_two_numbered_pages_and_a_total_tell_all_of_them():
    pager = '<div class="pages">共5页 <b>1</b> <a href="list-2.html">2</a> <a href="list-3.html">3</a> … <a href="list-2.html">下一页</a></div>'
    assert urls(read_listing(page(rows(*REPORTS) + pager), URL)) == [FOLDER + f"list-{n}.html" for n in (2, 3, 4, 5)]


def test_pages_in_the_query_are_told_apart_by_it():
    pager = '<p>第1页 <a href="?cid=7&page=2">2</a> <a href="?cid=7&page=3">3</a> <a href="?cid=7&page=3">尾页</a> 共3页</p>'
    step = read_listing(page(rows(*REPORTS) + pager), URL + "?cid=7")
    assert urls(step) == [URL + "?cid=7&page=2", URL + "?cid=7&page=3"]


def test_numbers_beside_how_many_of_how_many_are_a_pager():
    pager = '<div>共9条 1/3页 <a href="list.do?lm=7&page=2">2</a> <a href="list.do?lm=7&page=3">3</a></div>'
    assert urls(read_listing(page(rows(*REPORTS) + pager), FOLDER + "list.do?lm=7")) == [
        FOLDER + f"list.do?lm=7&page={n}" for n in (2, 3)
    ]


def test_the_single_entry_of_a_last_page_is_one_though_the_menu_has_its_shape():
    menu = "<table><tr><td><a href='/a.asp'>首页</a></td><td><a href='/b.asp'>新闻</a></td><td><a href='/c.asp'>互动</a></td></tr></table>"
    row = "<table><tr><td>· <a href='show.asp?id=1236'>示例区审计局2017年政府信息公开…</a></td><td>[2018-1-11]</td></tr></table>"
    step = read_listing(f"<html><body>{menu}{row}</body></html>", FOLDER + "list.asp?class=7&page=6")
    assert links(step) == ["示例区审计局2017年政府信息公开…"]


def test_a_choice_of_pages_is_a_pager():
    pager = '<div class="pagination">跳转到 <select onchange="go(this)"><option>1</option><option value="gknb_2.html">2</option></select> 共2页</div>'
    assert urls(read_listing(page(rows(*REPORTS) + pager), URL)) == [FOLDER + "gknb_2.html"]


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="page">共3页 <a href="javascript:goPage(2)">下一页</a></div>',
        '<div class="page"><a href="javascript:;" onclick="turn(this)">下一页</a></div>',
        '<div class="page"><span>1</span>/<span>3</span>页 <button onclick="nextPage()">下一页</button></div>',
        "<p>共计 12 页</p>",
        '<div class="pagination"><b>1</b> <a href="javascript:;">2</a> <a href="javascript:;">3</a></div>',
        "<script>laypage.render({elem: 'page', count: 52, limit: 4, jump: function(o, f){ if(!f){ load(o.curr); } }});</script>",
        "<script>$('#page').pagination(52, {items_per_page: 4, callback: load});</script>",
        "<script>$('.page').jqPaginator({totalPages: 5, currentPage: 1});</script>",
    ],
)
def test_pages_that_cannot_be_told_are_unknown_pagination(pager):
    step = read_listing(page(rows(*REPORTS) + pager), URL)
    assert (step.further, step.verdict) == ((), Verdict.UNKNOWN_PAGINATION)
    assert step.reason


@pytest.mark.parametrize(
    "pager",
    [
        "",
        '<div class="page">共1页 <a href="javascript:void(0)">下一页</a></div>',
        '<div class="page"><span class="disabled">下一页</span></div>',
        '<div class="page"><a class="next disabled" href="javascript:;">下一页</a></div>',
        '<div class="page"><a>下一页</a></div>',
        '<div class="page">共4条 <a href="#">下一页</a></div>',
        '<table class="calendar"><tr><th>一</th><th>二</th></tr><tr><td><a href="/day/1.html">1</a></td><td><a href="/day/2.html">2</a></td></tr></table><a href="/cal/202402.html">下一月</a>',
        '<p>上一篇：<a href="/1.html">…</a> 下一篇：<a href="/2.html">…</a></p>',
    ],
)
def test_a_single_page_is_complete(pager):
    step = read_listing(page(rows(*REPORTS) + pager), URL)
    assert (step.further, step.verdict) == ((), Verdict.COMPLETE)
    assert len(links(step)) == 4


@pytest.mark.parametrize(
    ("pager", "names"),
    [
        (
            "<script>laypage({cont: 'page', pages: 3, jump: function(e, first){ if(!first){ location.href = 'list_' + e.curr + '.html'; } }});</script>",
            ["list_2.html", "list_3.html"],
        ),
        (
            "<script>laypage.render({count: 11, limit: 4, jump: function(o, f){ if(!f) window.location.href='?p='+o.curr; }});</script>",
            ["index.html?p=2", "index.html?p=3"],
        ),
        (
            '<p>共3页</p><script>function turn(n){ location.href = "index_" + (n-1) + ".html"; }</script>',
            ["index_1.html", "index_2.html"],
        ),
        (
            "<div class='page'><a href='javascript:go(2)'>2</a> <a href='javascript:go(3)'>尾页</a> <a href='javascript:go(2)'>下一页</a></div><script>function go(n){ location.href = 'p' + n + '.html'; }</script>",
            ["p2.html", "p3.html"],
        ),
    ],
)
def test_a_script_that_says_where_it_goes_is_followed(pager, names):
    step = read_listing(page(rows(*REPORTS) + pager), URL)
    assert urls(step) == [FOLDER + name for name in names]


def test_a_full_page_below_a_script_pager_without_totals_is_unknown_pagination():
    entries = [
        (f"/a/2024{n:04d}.html", f"示例区第{n}街道2023年政府信息公开工作年度报告", "2024-01-05") for n in range(10)
    ]
    script = "<script>$('#page').pagination({dataSource: load});</script>"
    assert read_listing(page(rows(*entries) + script), URL).verdict is Verdict.UNKNOWN_PAGINATION
    assert read_listing(page(rows(*entries[:4]) + script), URL).verdict is Verdict.COMPLETE


def test_fewer_links_than_counted_are_incomplete():
    step = read_listing(page(rows(*REPORTS) + "<p>共有 20 条记录</p>"), URL)
    assert (step.verdict, step.expected, step.reason) == (Verdict.INCOMPLETE, 20, "the page shows 4 of 20 links")


@pytest.mark.parametrize("words", ["暂无数据", "没有找到相关信息", "共 0 条"])
def test_a_page_that_says_it_has_nothing_is_empty(words):
    assert read_listing(page(f"<div>{words}</div>"), URL).verdict is Verdict.EMPTY


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html></html>",
        "系统错误",
        page("<div>本栏目介绍。</div>"),
        page("<ul><li v-for='x in list'>{{x.title}}</li></ul>"),
    ],
)
def test_a_page_without_a_list_is_incomplete_and_says_why(body):
    step = read_listing(body, URL)
    assert (step.links, step.verdict) == ((), Verdict.INCOMPLETE)
    assert step.reason


def test_a_page_whose_list_stands_in_a_frame_leads_there():
    step = read_listing(
        page('<iframe src="nblist.html"></iframe><iframe src="https://tianqi.example.com/"></iframe>'), URL
    )
    assert [link.url for link in step.frames] == [FOLDER + "nblist.html"]


def test_every_way_of_setting_a_row_gives_title_and_date():
    body = page("""
    <table><tr><td>序号</td><td>标题</td><td>发布日期</td></tr>
    <tr><td>1</td><td><a href="/a/100001.html" title="标题：示例区教育局2023年政府信息公开工作年度报告
发布时间：2024-01-05">示例区教育局2023年…</a></td><td>2024年1月5日</td></tr>
    <tr><td>2</td><td>示例区民政局2023年政府信息公开工作年度报告</td><td>2024/1/6 <a href="/a/100002.html">[查看]</a></td></tr>
    <tr><td>3</td><td><a href="/bm/">[部门]</a><a href="/a/100003.html">示例区审计局2023年政府信息公开工作年度报告</a></td><td>2024.01.07</td></tr>
    </table>""")
    step = read_listing(body, URL)
    assert [(link.url.rpartition("/")[2], link.title, link.listed) for link in step.links] == [
        ("100001.html", "示例区教育局2023年政府信息公开工作年度报告", date(2024, 1, 5)),
        ("100002.html", "示例区民政局2023年政府信息公开工作年度报告", date(2024, 1, 6)),
        ("100003.html", "示例区审计局2023年政府信息公开工作年度报告", date(2024, 1, 7)),
    ]


def test_rows_of_nested_boxes_and_a_day_above_its_month_are_read():
    body = page(
        "".join(
            f'<div class="item"><div class="day"><b>{n}</b><i>2024-01</i></div><div class="txt"><h4><a href="/show/88{n}.html">示例区第{n}镇2023年政府信息公开年报</a></h4></div></div>'
            for n in (11, 12, 13)
        )
    )
    step = read_listing(body, URL)
    assert [link.listed for link in step.links] == [date(2024, 1, n) for n in (11, 12, 13)]


def test_rows_that_open_a_page_when_clicked_are_entries():
    row = "<li onclick=\"window.open('/a/10000{n}.html')\"><span>示例区第{n}镇2023年政府信息公开年报</span><i>2024-01-0{n}</i></li>"
    step = read_listing(page("<ul>" + row.replace("{n}", "1") + row.replace("{n}", "2") + "</ul>"), URL)
    assert [(link.url.rpartition("/")[2], link.title, link.listed) for link in step.links] == [
        ("100001.html", "示例区第1镇2023年政府信息公开年报", date(2024, 1, 1)),
        ("100002.html", "示例区第2镇2023年政府信息公开年报", date(2024, 1, 2)),
    ]


def test_in_a_table_of_agencies_and_years_each_link_is_called_by_both():
    line = (
        '<tr><td>区{}</td><td><a href="/a/{}0001.html">2023年</a></td><td><a href="/a/{}0002.html">2022</a></td></tr>'
    )
    body = page(
        "<table><tr><th>单位</th><th>2023</th><th>2022</th></tr>"
        + line.format("教育局", 1, 1)
        + line.format("民政局", 2, 2)
        + "</table>"
    )
    assert links(read_listing(body, URL)) == ["区教育局2023年", "区教育局2022", "区民政局2023年", "区民政局2022"]


def test_a_list_in_two_blocks_of_other_classes_is_one_list():
    half = '<li class="{1}"><a href="/a/10000{0}.html">示例区第{0}镇2023年政府信息公开年报</a></li>'
    body = page(
        '<ul class="l">'
        + half.format(1, "a")
        + half.format(2, "b")
        + '</ul><ul class="l last">'
        + half.format(3, "a")
        + "</ul>"
    )
    assert len(links(read_listing(body, URL))) == 3


def test_a_report_beside_the_list_is_kept_but_not_counted():
    hot = '<div class="hot"><h3>热点</h3><p><a href="/a/202302/t20230201_7.html">示例区2022年政府信息公开工作年度报告</a></p></div>'
    step = read_listing(page(rows(*REPORTS) + hot), URL)
    assert [link.title for link in step.links if link.beside] == ["示例区2022年政府信息公开工作年度报告"]
    assert len(links(step)) == 4


def test_an_address_that_stands_twice_is_one_link_with_the_longer_title():
    body = page(rows(("/a/100001.html", "示例区教育局2023年…", "2024-01-05"), ("http://www.example.gov.cn/a/100001.html#top", "示例区教育局2023年政府信息公开工作年度报告", ""), ("/a/100002.html", "示例区民政局2023年政府信息公开工作年度报告", "2024-01-06")))  # fmt: skip
    step = read_listing(body, URL)
    assert links(step) == ["示例区教育局2023年政府信息公开工作年度报告", "示例区民政局2023年政府信息公开工作年度报告"]


def test_a_chain_of_next_links_that_goes_in_circles_ends():
    tally = Tally.begin(URL).take(read_listing(page(rows(*REPORTS) + '<a href="p2.html">下一页</a>'), URL))
    for _ in range(10):
        ask, tally = tally.next()
        if ask is None:
            break
        back = {"p2.html": "p3.html", "p3.html": "p2.html"}[ask.url.rpartition("/")[2]]
        tally = tally.take(read_answer(page(rows(*REPORTS) + f'<a href="{back}">下一页</a>'), ask))
    assert len(tally.steps) == 3
    assert tally.verdict()[0] is Verdict.COMPLETE


def test_the_platform_of_a_site_file_overrules_the_marks():
    body = page(rows(*REPORTS) + '<script>createPageHTML(4, 0, "index", "html");</script>')
    assert read_listing(body, URL, "generic").platform == "generic"


def test_a_further_page_that_is_a_stub_gives_nothing_and_does_not_complain():
    step = read_answer("<html><body>stub</body></html>", Ask(FOLDER + "index_9.html", platform="trs", page=10))
    assert (step.links, step.further, step.verdict) == ((), (), Verdict.COMPLETE)


def test_entries_without_dates_are_told_from_columns_by_their_long_titles():
    titles = (
        "关于印发示例区政府信息公开审查制度的通知",
        "示例区教育局关于公开征求意见的公告",
        "示例区民政局政府信息公开工作情况说明",
    )
    items = "".join(f"<li><a href='/n/{n}.do'>{title}</a></li>" for n, title in enumerate(titles))
    assert [link.title for link in read_listing(page(f"<ul class='text'>{items}</ul>"), URL).links] == list(titles)


def test_a_page_of_bodies_leads_to_their_columns():
    body = page("<a href='/ui?pageId=1'>区级部门</a><a href='/ui?pageId=2'>街道乡镇</a>")
    assert [link.title for link in read_listing(body, URL).columns] == ["区级部门", "街道乡镇"]


_BODIES, _YEARS = ("示例区财政局", "示例区教育局", "示例区清河街道办事处"), (2021, 2022, 2023, 2024)


@pytest.mark.parametrize("address", ["/gk/nb/{n:04x}.html", "/gk/nb/{n}.html", "/files/{n}.pdf"])
@pytest.mark.parametrize("years_down", [False, True])
def test_links_that_say_nothing_have_the_agency_and_the_year_that_cross_in_a_table(address, years_down):
    down, across = (_YEARS, _BODIES) if years_down else (_BODIES, _YEARS)
    said = {each: f"{each}年" if isinstance(each, int) else each for each in (*down, *across)}
    expected, lines = (
        [],
        [f"<tr><td colspan='2'>单位/年份</td>{''.join(f'<th>{said[each]}</th>' for each in across)}</tr>"],
    )
    for one in down:
        cells = ""
        for other in across:
            body, year = (other, one) if years_down else (one, other)
            url = address.format(n=len(expected))
            expected.append((url, f"{body}{year}年"))
            cells += f"<td><a href='{url}'>查看</a></td>"
        lines.append(f"<tr><td colspan='2'>{said[one]}</td>{cells}</tr>")
    found = read_listing(page(f"<table>{''.join(lines)}</table>"), URL)
    assert [(urlsplit(link.url).path, link.title) for link in found.links] == expected


def test_numbers_groups_and_cells_that_span_rows_do_not_shift_a_table_of_agencies_and_years():
    lines = "<tr><th>类别</th><th>序号</th><th>单位</th>" + "".join(f"<th>{year}年</th>" for year in _YEARS) + "</tr>"
    expected = []
    for n, body in enumerate(_BODIES):
        group = f"<td rowspan='{len(_BODIES)}'>部门</td>" if n == 0 else ""
        links = [f"/nb/{n}/{year}.html" for year in _YEARS]
        lines += f"<tr>{group}<td>{n + 1}</td><td>{body}</td>"
        lines += "".join(f"<td><a href='{url}'>查看</a></td>" for url in links) + "</tr>"
        expected += [(url, f"{body}{year}年") for url, year in zip(links, _YEARS, strict=True)]
    found = read_listing(page(f"<table>{lines}</table>"), URL)
    assert [(urlsplit(link.url).path, link.title) for link in found.links] == expected


def test_numbers_side_by_side_turn_pages_though_more_stands_in_their_box():
    turning = "".join(f"<a href='list{f'_{n}' if n > 1 else ''}.html'>{n}</a> | " for n in range(1, 4))
    body = f"<h2>政府信息公开年报</h2>{rows(*REPORTS)}<p>共有以下各页</p>{turning}<a href='/help.html'>帮助</a>"
    found = read_listing(body, f"{URL}list.html")
    assert [urlsplit(ask.url).path.rpartition("/")[2] for ask in found.further] == ["list_2.html", "list_3.html"]


def test_a_link_that_says_nothing_in_a_table_of_other_things_has_the_title_of_its_row():
    rows_of = "".join(
        f"<tr><td>{n}</td><td>示例区第{n}街道2023年政府信息公开工作年度报告</td><td><a href='/a/10000{n}.html'>查看</a></td></tr>"
        for n in range(1, 5)
    )
    found = read_listing(page(f"<table><tr><td>序号</td><td>标题</td><td>2023年</td></tr>{rows_of}</table>"), URL)
    assert {link.title for link in found.links} == {
        f"示例区第{n}街道2023年政府信息公开工作年度报告" for n in range(1, 5)
    }


def test_a_list_that_grows_on_its_page_has_its_next_part_where_its_button_says():
    more = "<a class='more' href='javascript:void(0)' data-next='/xxgk/gknb/index_2.html'>加载更多</a>"
    assert urls(read_listing(page(rows(*REPORTS) + more), URL)) == [FOLDER + "index_2.html"]


def test_a_list_that_grows_by_script_is_never_complete():
    step = read_listing(page(rows(*REPORTS) + "<button onclick='loadMore()'>加载更多...</button>"), URL)
    assert step.verdict is Verdict.UNKNOWN_PAGINATION


def test_a_menu_that_a_script_draws_leads_to_its_columns():
    nodes = (
        "{id:1,pId:0,name:'政府信息公开指南',url:'/zwgk/zn/'},{id:2,pId:0,name:\"政府信息公开年报\",url:'/zwgk/nb/'}"
    )
    step = read_listing(page(f"<div id='tree'></div><script>var zNodes=[{nodes}];</script>"), URL)
    assert [(link.title, urlsplit(link.url).path) for link in step.menu] == [
        ("政府信息公开指南", "/zwgk/zn/"),
        ("政府信息公开年报", "/zwgk/nb/"),
    ]


@pytest.mark.parametrize(
    ("cells", "agency"),
    [
        ("<td>{}</td><td>示例区教育局</td><td>2024-01-20</td>", "示例区教育局"),
        ("<td>{}</td><td>示例区人民政府办公室</td><td>2024-01-20</td>", None),
        ("<td>示例区民政局</td><td>{}</td><td>示例区教育局</td>", None),
    ],
)
def test_a_table_names_who_reports_where_the_title_does_not(cells, agency):
    anchor = "<a href='/nb/t20240120_1.html'>2023年政府信息公开工作年度报告</a>"
    step = read_listing(page(f"<table><tr>{cells.format(anchor)}</tr></table>"), URL)
    assert [link.agency for link in step.links if not link.beside] == [agency]


def test_headings_of_agencies_and_of_years_complete_the_titles_below_them():
    def box(heading, *titles):
        items = "".join(f"<li><a href='/nb/t20240120_{heading[:4]}{title}.html'>{title}</a></li>" for title in titles)
        return f"<div><h3>{heading}</h3><ul>{items}</ul></div>"

    title = "2023年政府信息公开工作年度报告"
    by_agency = page(box("示例区教育局", title) + box("示例区民政局", title, f"示例区审计局{title}"))
    assert links(read_listing(by_agency, URL)) == [
        f"示例区教育局{title}",
        f"示例区民政局{title}",
        f"示例区审计局{title}",
    ]
    by_year = page(
        box("2023年", "示例区教育局", "示例区民政局") + box("2022年", "示例区教育局") + box("其他", "示例区审计局")
    )
    assert links(read_listing(by_year, URL)) == [
        "示例区教育局2023年",
        "示例区民政局2023年",
        "示例区教育局2022年",
        "示例区审计局",
    ]
    assert links(read_listing(page(box("示例区人民政府", title)), URL)) == [title]  # the name of the site, perhaps


def test_a_cell_that_spans_rows_names_who_reports_in_each_of_them():
    def row(n, before=""):
        return f"<tr>{before}<td><a href='/nb/t20240120_{n}.html'>{n}年度报告</a></td></tr>"

    table = "".join(
        row(2022, f"<td rowspan='2'>{name}</td>").replace("_2022", f"_2022{n}")
        + row(2023).replace("_2023", f"_2023{n}")
        for n, name in enumerate(("示例区教育局", "示例区民政局"))
    )
    step = read_listing(page(f"<table>{table}</table>"), URL)
    agencies = [link.agency for link in step.links if not link.beside]
    assert agencies == ["示例区教育局", "示例区教育局", "示例区民政局", "示例区民政局"]
