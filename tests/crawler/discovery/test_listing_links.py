# ruff: noqa: E501 – names and addresses stand side by side
import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.addresses import Hosts
from crawler.discovery.details import leads_to_column, leads_to_detail
from crawler.discovery.links import Column, Link
from crawler.discovery.listing_links import LinkKind, judge, without_posters
from crawler.discovery.titles import TitleKind, read_title
from crawler.discovery.titles.names import publisher

ARTICLE = "https://www.example.gov.cn/zfxxgknb/202401/t20240116_128816.html"
FOLDER = "https://www.example.gov.cn/zfxxgknb/2023n/"
PUBLISHED = Link(ARTICLE, "2023年政府信息公开工作年度报告", agency="区民政局")
REPORTS = Column("政府信息公开年报", reports=True)
OF_AN_AGENCY = Column("政府信息公开年报", reports=True, agency="区教育局")

CASES = [
    # title, address, column, kind, year, agency
    ("示例区民政局2023年政府信息公开工作年度报告", ARTICLE, None, LinkKind.REPORT, 2023, "示例区民政局"),
    ("示例区民政局2023年政府信息公开工作年度报告", ARTICLE, OF_AN_AGENCY, LinkKind.REPORT, 2023, "示例区民政局"),
    ("2023年政府信息公开工作年度报告", ARTICLE, OF_AN_AGENCY, LinkKind.REPORT, 2023, "区教育局"),
    ("政府信息公开工作年度报告", ARTICLE, OF_AN_AGENCY, LinkKind.REPORT, None, "区教育局"),
    ("政府信息公开工作年度报告", ARTICLE, None, LinkKind.MAYBE, None, None),
    ("政府信息公开工作年度报告", ARTICLE, REPORTS, LinkKind.MAYBE, None, None),
    ("2023年", ARTICLE, OF_AN_AGENCY, LinkKind.REPORT, 2023, "区教育局"),
    ("2023年", ARTICLE, None, LinkKind.OTHER, 2023, None),
    ("示例区民政局", ARTICLE, Column("2023年", reports=True, year=2023), LinkKind.REPORT, 2023, "示例区民政局"),
    ("示例区民政局", ARTICLE, None, LinkKind.OTHER, None, "示例区民政局"),
    ("2023年", FOLDER, REPORTS, LinkKind.COLUMN, 2023, None),
    ("2023年政府信息公开年报", FOLDER, REPORTS, LinkKind.COLUMN, 2023, None),
    ("示例区民政局", FOLDER, REPORTS, LinkKind.COLUMN, None, "示例区民政局"),
    ("关于做好2023年政府信息公开工作年度报告的通知", ARTICLE, REPORTS, LinkKind.OTHER, 2023, None),
    ("一图读懂2023年政府信息公开工作年度报告", ARTICLE, REPORTS, LinkKind.OTHER, 2023, None),
    ("我区召开政务公开工作会议", ARTICLE, REPORTS, LinkKind.OTHER, None, None),
    ("", ARTICLE, REPORTS, LinkKind.MAYBE, None, None),
    ("", FOLDER, REPORTS, LinkKind.OTHER, None, None),
    ("点击查看", ARTICLE, REPORTS, LinkKind.MAYBE, None, None),
    ("点击查看", ARTICLE, None, LinkKind.OTHER, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "url", "column", "kind", "year", "agency"), CASES)
def test_title_address_and_column_decide_together(title, url, column, kind, year, agency):
    judged = judge(Link(url, title), column)
    assert (judged.kind, judged.year) == (kind, year), judged.reason
    if kind is not LinkKind.OTHER:
        assert judged.agency == agency
    assert judged.reason


@given(st.text(max_size=60), st.booleans(), st.sampled_from([ARTICLE, FOLDER]))
def test_every_judgement_has_its_reason(title, reports, url):
    assert judge(Link(url, title), Column("年报", reports=reports)).reason


DETAILS = [
    "/xxgk/202401/t20240116_128816.html", "/art/2025/1/16/art_1229233089_4327349.html", "/zfxxgknb/art/2024/art_d59836f6cd784887994011ec81c0a919.html",
    "/info/4806/183222.htm", "/gmbs/gkmlpt/content/8/8526/post_8526627.html", "/public/21981/23672221.html", "/openness/OpennessAnnualReport/show/489.html",
    "/bjsdxqrmzf/2016n/qzfbm28/734351/index.html", "/hebdlq/c112289c/202602/c01_1108994.shtml", "/gongkai/site_a/channel_1/doc_61e4cd8e91b9b931d743a66e.html",
    "/zwgk/gknb/bmnb/1619593655548706818.html", "/doc/2024/01/08/4153378.shtml", "/module/xxgk/xxgkAnnualReport.jsp?area=001&fbtime=2024", "/show-8258.html",
    "/single/29/44041.html", "/xxgk/xxgkndbg/20200214/i1180025.html", "/zfxxgk.html?nbYear=2023", "/zwgk/202401/P020240116.pdf", "/xxgk-show-136188.html",
]  # fmt: skip
COLUMNS = [
    "/", "/zwgk/zfxxgk/zfxxgknb/", "/zwgk/zfxxgk/zfxxgknb/index.html", "/col/col1229187636/index.html", "/zfxxgknb/nlist.htm", "/slq/gknb/xxgk_list.shtml",
    "/public/column/21981?type=4&catId=1", "/zwgk/zfxxgknb/index_2.html", "/xxgk-xxgknb", "/c100092/common_list.shtml",
]  # fmt: skip


@pytest.mark.parametrize("path", DETAILS)
def test_addresses_of_articles_are_known_by_their_shape(path):
    assert leads_to_detail("https://www.example.gov.cn" + path)


@pytest.mark.parametrize("path", COLUMNS)
def test_addresses_of_columns_are_known_by_their_shape(path):
    assert leads_to_column("https://www.example.gov.cn" + path)


CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


def real_rows():
    table = CORPUS / "urls.tsv"
    if not table.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


NEGATIVE = ("非年报", "列表", "入口")


@pytest.mark.corpus
def test_real_links_are_told_apart_with_high_precision_and_recall():
    rows = [row for row in real_rows() if row["title"]]
    column = Column("政府信息公开年报", reports=True)
    taken = {
        row["url"]
        for row in rows
        if judge(Link(row["url"], row["title"]), column).kind in {LinkKind.REPORT, LinkKind.MAYBE}
    }
    truth = {row["url"] for row in rows if row["year"] and not any(mark in row["title"] for mark in NEGATIVE)}
    precision, recall = len(taken & truth) / len(taken), len(taken & truth) / len(truth)
    print(
        f"{len(rows)} titled links: precision {precision:.3f}, recall {recall:.3f}; missed {sorted(truth - taken)}; wrong {sorted(taken - truth)}"
    )
    assert precision >= 0.97
    assert recall >= 0.97


@pytest.mark.corpus
def test_real_titles_give_the_year_and_most_agencies():
    rows = [row for row in real_rows() if row["year"] and read_title(row["title"]).kind is TitleKind.REPORT]
    years = sum(str(read_title(row["title"]).year) == row["year"] for row in rows)
    agencies = sum(_same(read_title(row["title"]).agency or "", row["agency"]) for row in rows)
    print(f"{len(rows)} reports: year right {years}, agency alike {agencies}")
    assert years >= 0.98 * len(rows)
    assert agencies >= 0.8 * len(rows)


def _same(found, expected):
    """Alike, for titles abbreviate: 区人社局 for 人力资源和社会保障局."""
    core = expected.replace("办事处", "").replace("人民政府", "").replace("政府", "")
    return bool(found) and (core[:2] in found or expected in found or found.endswith(expected[-3:]))


@pytest.mark.corpus
def test_real_reports_have_addresses_of_articles_and_hijacked_copies_are_refused():
    rows = [row for row in real_rows() if row["year"]]
    shaped = [row["url"] for row in rows if leads_to_detail(row["url"])]
    print(f"{len(shaped)} of {len(rows)} addresses have the shape of an article")
    assert len(shaped) >= 0.95 * len(rows)
    hosts = Hosts.of(["https://www.bjxch.gov.cn/"])
    followed = {row["url"] for row in rows if not hosts.refusal(row["url"])}
    official = {row["url"] for row in rows if (urlsplit(row["url"]).hostname or "").endswith(".gov.cn")}
    assert followed == official
    assert not [row for row in rows if "镜像" in row["title"] + row["cms_guess"] and row["url"] in followed]


def test_an_address_that_says_annual_report_vouches_for_its_link_on_any_page():
    link = Link("https://www.example.gov.cn/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=990101", "2017年度报告")
    assert judge(link).kind is LinkKind.REPORT
    assert (
        judge(Link("https://www.example.gov.cn/module/xxgk/search.jsp?id=2017", "2017年度报告")).kind is LinkKind.OTHER
    )


def test_who_a_list_names_as_the_publisher_counts_after_title_and_column():
    assert judge(PUBLISHED, REPORTS).agency == "区民政局"
    assert judge(PUBLISHED, OF_AN_AGENCY).agency == "区教育局"


@pytest.mark.parametrize(
    ("said", "agency"),
    [
        ("区民政局", "区民政局"),
        ("区政府办公室", None),
        ("区政府办", None),
        ("区融媒体中心", None),
        ("admin", None),
        ("", None),
    ],
)
def test_a_government_s_office_and_whoever_runs_the_site_publish_for_others(said, agency):
    assert publisher(said) == agency


REPORT = "年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("rows", "agencies"),
    [
        ([(f"2023{REPORT}", "区民政局"), (f"2022{REPORT}", "区民政局")], ["区民政局", "区民政局"]),
        ([(f"示例区教育局2023{REPORT}", "区教育局"), (f"2023{REPORT}", "区民政局")], ["区教育局", "区民政局"]),
        ([(f"区教育局2023{REPORT}", "区数据局"), (f"2022{REPORT}", "区数据局")], [None, None]),
        ([(f"2023{REPORT}", "区数据局"), (f"2023{REPORT}", "区数据局")], [None, None]),
        ([("关于做好年度报告的通知", "区数据局"), (f"区教育局2023{REPORT}", "区教育局")], ["区数据局", "区教育局"]),
    ],
)
def test_who_posts_for_others_is_no_publisher_of_a_list(rows, agencies):
    links = [Link(f"{ARTICLE}?{n}", title, agency=agency) for n, (title, agency) in enumerate(rows)]
    assert [link.agency for link in without_posters(links)] == agencies
