# ruff: noqa: E501 – names and addresses stand side by side
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.columns import ColumnKind, find_columns
from crawler.discovery.columns.names import names_directory, names_reports, slug_of
from crawler.discovery.links import Column, Link
from crawler.platforms import ListPage

HOME = "https://www.example.gov.cn/"
NB = HOME + "zwgk/zfxxgk/zfxxgknb/"


def links(*pairs, at=HOME):
    return [Link(urljoin(at, href), title) for href, title in pairs]


def found(pairs, url=HOME, within=None, at=HOME):
    return [(c.kind, c.title) for c in find_columns(links(*pairs, at=at), url, within)]


@pytest.mark.parametrize(
    "name",
    [
        "政府信息公开年报", "政府信息公开工作年度报告", "信息公开年报", "年度报告", "公开年报", "年报汇总", "政府信息公开年度报告",
        "部门年报", "街道年报", "政府信息公开年报 >>", "【信息公开年报】", "政府信息\n公开年报", "政府信息公开年报(12)", "２０２３年政府信息公开年报",
        "政府資訊公開年報".replace("資訊", "信息"), "区政府信息公开工作年度报告", "历年政府信息公开年报", "区财政局政府信息公开年报", "统计局年报",
    ],
)  # fmt: skip
def test_names_of_columns_of_reports_are_known(name):
    assert names_reports(name)


@pytest.mark.parametrize(
    "name",
    [
        "企业年报", "统计年报", "法治政府建设年度报告", "政府网站工作年度报表", "政府网站年度报告", "财政预决算", "政府工作报告", "年报解读", "一图读懂年度报告", "图解：年度报告",
        "政府信息公开指南", "政府信息公开", "上市公司年报", "环境质量年报", "工商年报公示", "",
    ],
)  # fmt: skip
def test_other_reports_are_not_taken_for_them(name):
    assert not names_reports(name)


@pytest.mark.parametrize(
    "name",
    [
        "部门信息公开目录",
        "街道乡镇",
        "区级部门",
        "区政府部门",
        "各部门",
        "部门街道",
        "镇街信息公开",
        "乡镇街道",
        "地方部门平台链接",
        "部门平台",
    ],
)
def test_names_of_directories_of_agencies_are_known(name):
    assert names_directory(name)


@pytest.mark.parametrize("name", ["区教育局", "政府信息公开年报", "新闻中心", "政策文件", "首页"])
def test_an_agency_is_no_directory(name):
    assert not names_directory(name)


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("/zwgk/zfxxgk/zfxxgknb/", "zfxxgknb"), ("/xxgk/xxgknb/index.html", "xxgknb"), ("/zwgk/zfxxgkndbg/", "zfxxgkndbg"),
        ("/gongkai/ndbg/", "ndbg"), ("/zfxxgkzl/gknb/2023nb/", "gknb"), ("/zwgk/gknb2017/", "gknb2017"), ("/bm/zfxxgknb30/", "zfxxgknb30"),
        ("/wzxxgknb/", "wzxxgknb"), ("/zfxxyjxndbg/", "zfxxyjxndbg"), ("/bmxxgknb/", "bmxxgknb"), ("/zwgk_97461/zfxxgknb_97478/", "zfxxgknb_97478"),
        ("/qzfbm/zfxxgkgzndbg/", "zfxxgkgzndbg"), ("/zfgknb/2021/", "zfgknb"), ("/xxgk-xxgknb", ""), ("/zwgk/tzgg/", ""), ("/nba/", ""),
    ],
)  # fmt: skip
def test_slugs_of_addresses_are_known(url, slug):
    assert slug_of(HOME + url.lstrip("/")) == slug


def test_from_a_home_page_the_reports_come_first_and_disclosure_after_them():
    pairs = [
        ("", "首页"), ("zwgk/", "政务公开"), ("zwgk/zfxxgk/", "政府信息公开"), ("zwgk/zfxxgk/bmml/", "部门信息公开目录"),
        ("zwgk/zfxxgk/zfxxgknb/", "政府信息公开年报"), ("news/", "新闻中心"), ("jyj/", "区教育局"), ("2023/", "2023年"),
        ("art/2024/1/16/art_1_2.html", "示例区2023年政府信息公开工作年度报告"), ("qy/nb/", "企业年报"),
    ]  # fmt: skip
    assert found(pairs) == [
        (ColumnKind.REPORTS, "政府信息公开年报"),
        (ColumnKind.DIRECTORY, "部门信息公开目录"),
        (ColumnKind.DISCLOSURE, "政府信息公开"),
        (ColumnKind.PORTAL, "政务公开"),
    ]


def test_agencies_side_by_side_on_a_page_of_disclosure_are_its_directory_where_it_names_no_reports():
    agencies = [("list?tid=20", "教育局"), ("list?tid=21", "财政局"), ("list?tid=22", "云溪街道办事处")]
    disclosure = Column("政府信息公开")
    candidates = find_columns(links(*agencies), HOME, disclosure)
    assert [(each.kind, each.column.agency) for each in candidates] == [
        (ColumnKind.AGENCY, name) for _, name in agencies
    ]
    assert find_columns(links(*agencies), HOME, Column()) == ()
    assert find_columns(links(*agencies[:2]), HOME, disclosure) == ()
    with_reports = find_columns(links(*agencies, ("nb/", "政府信息公开年报")), HOME, disclosure)
    assert [each.kind for each in with_reports] == [ColumnKind.REPORTS]


def test_an_agency_s_number_at_the_end_of_an_address_makes_no_article_of_its_column():
    agencies = [("/public/21981", "区教育局"), ("/public/21982", "区民政局"), ("/public/21983", "区审计局")]
    articles = [(f"{href}.html", title) for href, title in agencies]
    column = Column("信息公开")
    assert [kind for kind, _ in found(agencies, within=column)] == [ColumnKind.AGENCY] * 3
    assert found(articles, within=column) == []


def test_a_link_called_more_is_told_by_its_slug():
    (candidate,) = find_columns(links(("zwgk/zfxxgk/zfxxgknb_3297/", "更多>>"), ("news/", "更多>>")), HOME)
    assert (candidate.kind, candidate.reason) == (ColumnKind.REPORTS, "has the slug zfxxgknb_3297")


def test_within_the_column_of_reports_years_and_agencies_are_its_divisions():
    pairs = [
        ("2023n/", "2023年"),
        ("2022nb/index.html", "2022年度"),
        ("jyj/", "区教育局"),
        ("qh/", "清河街道"),
        ("../zn/", "政府信息公开指南"),
        ("qt/", "其他单位"),
    ]
    result = find_columns(links(*pairs, at=NB), NB, Column("政府信息公开年报", reports=True))
    assert [(c.kind, c.column.year, c.column.agency) for c in result] == [
        (ColumnKind.YEAR, 2023, None),
        (ColumnKind.YEAR, 2022, None),
        (ColumnKind.AGENCY, None, "区教育局"),
        (ColumnKind.AGENCY, None, "清河街道"),
        (ColumnKind.AGENCY, None, None),
    ]
    assert all(c.column.reports for c in result)


def test_the_view_of_annual_reports_is_a_column_until_it_is_asked_for_a_year():
    view = "https://www.example.gov.cn/module/xxgk/xxgkAnnualReport.jsp"
    entry = links(("?area=&fbtime=", "政府信息公开年报"), at=view)
    assert [c.kind for c in find_columns(entry, HOME, Column("政府信息公开"))] == [ColumnKind.REPORTS]
    beside = links(("?area=1133A&fbtime=", "某区财政局"), ("?area=1133A&fbtime=2023", "2023年"), at=view)
    (agency,) = find_columns(beside, f"{view}?area=&fbtime=", Column("政府信息公开年报", reports=True))
    assert (agency.url, agency.column.agency) == (f"{view}?area=1133A&fbtime=", "某区财政局")


@pytest.mark.parametrize("name", ["2022年度部门决算公开", "2021年法治政府建设年度报告", "关于做好年报编制工作的通知"])
def test_what_says_that_it_is_something_else_is_no_division_of_a_column_of_reports(name):
    assert not found([("show.aspx?guid=x2", name)], NB, Column("政府信息公开年报", reports=True), NB)


def test_below_a_column_in_the_root_of_a_site_stands_no_division_of_it():
    nb = "https://www.example.gov.cn/list.asp?class=7"
    menu = links(("admin/login.asp", "管理"), ("list.asp?class=7&year=2023", "2023年"), at=nb)
    assert [c.kind for c in find_columns(menu, nb, Column("政府信息公开年报", reports=True))] == [ColumnKind.YEAR]


@pytest.mark.parametrize("name", ["政府信息公开指南", "重点领域信息公开", "依申请公开", "机构职能", "通知公告"])
def test_what_stands_beside_the_reports_in_a_disclosure_is_no_division_of_them(name):
    nb = "https://www.example.gov.cn/public/column/21?type=3"
    beside = links(("?type=4&catId=9", name), at=nb)
    assert find_columns(beside, nb, Column("政府信息公开年报", reports=True)) == ()


def test_a_year_at_an_address_of_that_year_may_be_a_column_of_reports_and_no_other_number_is():
    url, within = f"{HOME}gk/nb/", Column("政府信息公开年报", reports=True)
    names = ("2023.html", "nb_2023.html", "2022.html", "2023_77.html", "2023.pdf")
    links = [Link(f"{HOME}nb/{name}", "2023年") for name in names]
    assert [c.url for c in find_columns(links, url, within)] == [f"{HOME}nb/2023.html", f"{HOME}nb/nb_2023.html"]
    assert not find_columns(links, url)


def test_a_year_in_the_slug_of_a_named_column_is_its_year():
    (candidate,) = find_columns(links(("2021n/", "区政府部门和街道的报告"), at=NB), NB, Column("年报", reports=True))
    assert (candidate.kind, candidate.column.year) == (ColumnKind.YEAR, 2021)


def test_an_agency_of_a_directory_hands_its_name_on():
    directory = HOME + "zwgk/bmml/"
    (agency,) = find_columns(links(("jyj/", "区教育局"), at=directory), directory, Column("部门信息公开目录"))
    assert (agency.kind, agency.column.agency, agency.column.reports) == (ColumnKind.AGENCY, "区教育局", False)
    (reports,) = find_columns(links(("zfxxgknb/", "政府信息公开年报"), at=agency.url), agency.url, agency.column)
    assert (reports.column.agency, reports.column.reports) == ("区教育局", True)


def test_a_column_on_another_platform_or_host_stays_a_candidate():
    pairs = [("http://zwgk.city.gov.cn/ng/zfxxgknb/", "政府信息公开年报"), ("public/column/21981?type=3", "年度公开")]
    assert [c.kind for c in find_columns(links(*pairs), HOME)] == [ColumnKind.REPORTS, ColumnKind.REPORTS]


def test_an_address_is_a_candidate_once_under_its_best_name():
    pairs = [("zwgk/zfxxgk/zfxxgknb/", "更多"), ("zwgk/zfxxgk/zfxxgknb/index.html", "政府信息公开年报")]
    assert [(c.title, c.rank) for c in find_columns(links(*pairs), HOME)] == [("政府信息公开年报", 10)]


def test_the_page_itself_is_no_candidate():
    assert find_columns(links(("", "政府信息公开年报"), at=NB), NB) == ()


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=8), st.booleans())
def test_any_links_give_candidates_with_reasons(pairs, reports):
    given_links = [Link(HOME + href.replace("/", "-"), title) for href, title in pairs]
    for candidate in find_columns(given_links, HOME, Column("年报", reports=reports)):
        assert candidate.reason
        assert candidate.rank > 0


def test_the_links_of_a_page_come_from_anchors_frames_and_clickable_boxes():
    body = """<base href="/zwgk/"><a href="zfxxgk/" title="政府信息公开">政府…</a><a href="javascript:void(0)">登录</a><a href="#top">顶部</a>
    <div onclick="window.open('/zwgk/zfxxgknb/')">政府信息公开年报</div><iframe src="list.html" title="列表"></iframe>
    <a href="http://[bad">x</a><a href="/logo"><img alt="信息公开年报" src="a.png"></a><a href="mailto:a@b">信箱</a>"""
    assert [(link.url, link.title) for link in ListPage(body, HOME).links] == [
        (HOME + "zwgk/zfxxgk/", "政府信息公开"),
        (HOME + "zwgk/zfxxgknb/", "政府信息公开年报"),
        (HOME + "zwgk/list.html", "列表"),
        (HOME + "logo", "信息公开年报"),
    ]


@given(st.text(max_size=200))
def test_any_text_has_links_or_none(body):
    assert isinstance(ListPage(body, HOME).links, tuple)


def test_the_word_in_an_agency_s_name_makes_no_other_report():
    pairs = [
        ("/public/column/22002?type=3", "区财政局"),
        ("/sjj/nb/", "审计局政府信息公开年报"),
        ("/cznb/", "财政年报"),
    ]
    assert [(kind, title) for kind, title in found(pairs)] == [
        ("reports", "审计局政府信息公开年报"), ("reports", "区财政局"),
    ]  # fmt: skip
