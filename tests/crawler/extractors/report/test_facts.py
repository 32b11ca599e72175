"""Agency, year and title as a page states them, and what its footer must not lend."""

from datetime import date

import pytest

from crawler.discovery.titles import TitleKind
from crawler.extractors import reading
from crawler.extractors.document import Document, Paragraph
from crawler.extractors.report import facts
from storage.records import Context, Outcome, Role

TITLE = "某区教育局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize("label", ["标题：", "题名:", "名称：", "标题: ", "正文：", ""])
def test_a_label_before_a_title_belongs_to_neither_title_nor_agency(label: str) -> None:
    found = facts.find(Document("text/html", (Paragraph(f"{label}{TITLE}"), Paragraph("一、总体情况"))))
    assert (found.title, found.agency, found.year) == (TITLE, "某区教育局", 2024)


@pytest.mark.parametrize(
    ("prose", "agency"),
    [
        ("某区人民政府根据《中华人民共和国政府信息公开条例》编制本报告。", "某区人民政府"),
        ("2024年，某区教育局严格按照《政府信息公开条例》要求，推进公开。", "某区教育局"),
        ("本报告由某区民政局依据《中华人民共和国政府信息公开条例》编制。", "某区民政局"),
        ("某区住房和城乡建设局根据《中华人民共和国政府信息公开条例》编制本报告。", "某区住房和城乡建设局"),
        ("某区文化和旅游局编制本报告，统计期限为全年。", "某区文化和旅游局"),
        ("某区人力资源和社会保障局按照《政府信息公开条例》要求编制。", "某区人力资源和社会保障局"),
        ("某区教育局和财政局根据《中华人民共和国政府信息公开条例》编制本报告。", None),
        ("按照区委和区政府要求，区科技和区教育局根据《政府信息公开条例》编制。", None),
        ("本机关根据《中华人民共和国政府信息公开条例》编制本报告。", None),
        ("区政府办公室根据《中华人民共和国政府信息公开条例》编制本报告。", None),
        ("在区委、区政府的领导下，区教育局按照《政府信息公开条例》开展工作。", None),
        ("全区各部门根据《中华人民共和国政府信息公开条例》报送。", None),
    ],
)
def test_who_opens_the_prose_reports_where_nothing_else_says_who(prose: str, agency: str | None) -> None:
    lines = (Paragraph("2024年政府信息公开工作年度报告", heading=True), Paragraph(prose), Paragraph("一、总体情况"))
    assert facts.find(Document("text/html", lines)).agency == agency


@pytest.mark.parametrize(
    ("column", "who", "agency"),
    [
        ("城东街道", "某区城东街道办事处", "某区城东街道办事处"),
        ("石桥镇", "石桥镇人民政府", "石桥镇人民政府"),
        ("城东街道", "某区新城东街道办事处", "城东街道"),
        ("石桥镇", "某区人民政府", "石桥镇"),
        ("教育局", "某区教育局", "教育局"),
        ("城东街道", "某区城东街道综合行政执法队", "城东街道"),
    ],
)
def test_a_town_or_subdistrict_is_called_in_full_where_its_text_does(column: str, who: str, agency: str) -> None:
    for prose in (f"{who}根据《中华人民共和国政府信息公开条例》编制本报告。", f"本报告由{who}编制，统计期限为全年。"):
        lines = (Paragraph("2024年政府信息公开工作年度报告", heading=True), Paragraph(prose), Paragraph("一、总体情况"))
        context = Context("x", "990101", "某区", role=Role.REPORT, agency=column)
        assert facts.find(Document("text/html", lines), context=context).agency == agency


@pytest.mark.parametrize("line", ["首页", "网站首页", "返回首页", "当前位置：", "您所在的位置", "关闭窗口", "打印"])
def test_what_leads_about_the_site_is_no_first_half_of_a_title(line: str) -> None:
    found = facts.find(Document("text/html", (Paragraph(line), Paragraph(TITLE), Paragraph("一、总体情况"))))
    assert (found.title, found.agency) == (TITLE, "某区教育局")


@pytest.mark.parametrize(
    "line",
    [
        "首页政府信息公开年报工作动态",
        "政务公开",
        "某区新闻 互动交流",
        "您现在的位置：首页 > 某区教育局 > 政府信息公开年报",
        "政府信息公开年报 > 2024年",
        "2024年 > 某区民政局",
        "政府信息公开年报",
        "报告见附件",
        "发布时间：2025-01-20 来源：",
    ],
)
def test_what_stands_above_a_title_lends_it_no_agency(line: str) -> None:
    for above in ((line,), ("某区人民政府", line)):
        lines = (*above, "北山区2024年政府信息公开工作年度报告", "一、总体情况")
        found = facts.find(Document("text/html", tuple(map(Paragraph, lines))))
        assert (found.title, found.agency) == ("北山区2024年政府信息公开工作年度报告", "北山区")


@pytest.mark.parametrize(
    "lines",
    [
        ("某区教育局2024年政府信息公开", "工作年度报告"),
        ("某区教育局", "2024年政府信息公开", "工作年度报告"),
        ("某区教", "育局2024年政府信息公开工作年度报告"),
    ],
)
def test_a_title_broken_elsewhere_is_put_together(lines: tuple[str, ...]) -> None:
    found = facts.find(Document("text/html", tuple(map(Paragraph, (*lines, "一、总体情况")))))
    assert (found.title, found.agency) == (TITLE, "某区教育局")


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (("某区民政局2024年度", "政府信息公开工作年度报告"), "某区民政局", 2024),
        (("某区民政局", "政府信息公开工作年度报告", "（2024年度）"), "某区民政局", 2024),
        (("政府信息公开工作年度报告", "（2024年）"), None, 2024),
        (("某民字〔2025〕3号", "某区民政局", "2024年政府信息公开工作年度报告"), "某区民政局", 2024),
        (("某市某区", "民政局", "2024年政府信息公开工作年度报告"), "某市某区民政局", 2024),
        (("（ 某区民政局 ） 2024年 政府信息公开 工作 年度报告",), "某区民政局", 2024),
        (("某区民政局政府信息公开工作年度报告", "2025年1月20日"), "某区民政局", None),
        (("根据条例，现公布某区民政局2024年度政府信息公开工作年度报告。",), "某区民政局", 2024),
        (("政府信息公开工作年度报告", "根据《条例》要求，某区民政局编制了年度报告。"), "某区民政局", None),
        (
            ("某区民政局2024年政府信息公开工作年度报告", "根据某区教育局2023年政府信息公开年报的格式编制。"),
            "某区民政局",
            2024,
        ),
    ],
)
def test_the_lines_above_a_text_tell_agency_and_year(
    lines: tuple[str, ...], agency: str | None, year: int | None
) -> None:
    found = facts.find(Document("text/plain", tuple(map(Paragraph, (*lines, "一、总体情况", "主动公开信息21条。")))))
    assert (found.agency, found.year) == (agency, year)


def test_a_title_broken_behind_the_agency_is_put_together() -> None:
    lines = ("首页", "某区教育局", "2024年政府信息公开工作年度报告", "一、总体情况")
    found = facts.find(Document("text/html", tuple(map(Paragraph, lines))))
    assert (found.title, found.agency) == (TITLE, "某区教育局")


def test_the_word_for_the_text_that_sticks_to_a_year_is_no_part_of_the_agency() -> None:
    found = facts.find(Document("text/markdown", (Paragraph("正文2024 年某市科委政府信息公开工作年度报告"),)))
    assert (found.title, found.agency) == ("2024 年某市科委政府信息公开工作年度报告", "某市科委")


@pytest.mark.parametrize("owner", ["主办：某区政府办", "承办单位:某区数据局", "主办单位　某区人民政府办公室"])
def test_the_footer_of_a_short_page_names_no_agency(owner: str) -> None:
    lines = ("2024年政府信息公开工作年度报告汇总", "附件：各部门年报.zip", owner)
    assert facts.find(Document("text/html", tuple(map(Paragraph, lines)))).agency is None


def test_the_owner_of_the_site_is_not_the_agency() -> None:
    lines = ("2024年政府信息公开工作年度报告", "一、总体情况", "主办：某区人民政府办公室", "承办：某区数据局")
    found = facts.find(Document("text/html", tuple(map(Paragraph, lines))))
    assert found.agency is None


COLUMN = "政府信息公开年报"


@pytest.mark.parametrize("own", [TITLE, "2024年政府信息公开工作年度报告", "某区教育局政府信息公开工作年度报告"])
@pytest.mark.parametrize("above", [COLUMN, f"首页 > 政务公开 > {COLUMN}", "法定主动公开内容", "信息公开年报"])
def test_the_column_named_above_a_title_is_no_part_of_an_agency(above: str, own: str) -> None:
    lines = (Paragraph(above), Paragraph(own, heading=True), Paragraph("一、总体情况"))
    found = facts.find(Document("text/html", lines))
    assert found.agency == ("某区教育局" if "某区教育局" in own else None)


def test_the_year_of_a_page_s_number_is_not_the_report_s() -> None:
    lines = (Paragraph("信息公开年报"), Paragraph("索引号：1100/2025-0001"), Paragraph(TITLE, heading=True))
    assert facts.find(Document("text/html", lines)).year == 2024


OTHERS = [
    "某区2024年上半年政府信息公开工作情况统计",
    "关于做好2024年政府信息公开工作年度报告编制发布工作的通知",
    "2024年政府信息公开工作年度报告格式",
]


@pytest.mark.parametrize("title", OTHERS)
def test_a_page_named_for_something_else_is_no_report_whatever_its_column(title: str) -> None:
    lines = (Paragraph(COLUMN), Paragraph(f"{title}"), Paragraph("一、总体情况"))
    assert facts.find(Document("text/html", lines, {"title": title})).kind is TitleKind.OTHER
    assert facts.find(Document("text/html", (lines[0], Paragraph(title, heading=True)))).kind is TitleKind.OTHER


def test_a_page_that_only_names_reports_is_a_list() -> None:
    names = "".join(f"<li>某区教育局{year}年政府信息公开工作年度报告</li>" for year in range(2019, 2024))
    page = f"<html><head><title>{COLUMN}</title></head><body><h1>{COLUMN}</h1><ul>{names}</ul></body></html>"
    refusal = reading.read(page.encode()).refusal
    assert refusal is not None
    assert refusal.kind == "not_a_report"


def local_table(*rows: tuple[str, str, int]) -> bytes:
    cells = "".join(f"<tr><td>{label}</td><td>{unit}</td><td>{value}</td></tr>" for label, unit, value in rows)
    head = "<tr><td>指标名称</td><td>计量单位</td><td>2012年度</td></tr>"
    page = f"<h1>某区2012年政府信息公开工作年度报告</h1><table>{head}{cells}</table>"
    return f"<html><head><meta charset='utf-8'></head><body>{page}</body></html>".encode()


def received_sum(*rows: tuple[str, str, int]) -> Outcome | None:
    (report,) = reading.read(local_table(*rows)).reports
    return next((f.outcome for f in report.findings if f.identity == "S08_RECEIVED_SUM"), None)


FIRST = (
    ("主动公开文件数", "件", 300),
    ("申请公开信息总数", "条", 9),
    ("1.当面申请数", "条", 2),
    ("2.网上申请数", "条", 3),
)


def test_a_row_of_the_districts_own_may_hold_what_a_sum_lacks() -> None:
    assert received_sum(*FIRST, ("3.信函、传真申请数", "条", 4)) is Outcome.NOT_EVALUATED


def test_a_sum_whose_rows_are_all_there_still_fails() -> None:
    rest = (
        ("3.传真申请数", "条", 1),
        ("4.电子邮件申请数", "条", 0),
        ("5.信函申请数", "条", 0),
        ("6.其他形式申请数", "条", 0),
    )
    assert received_sum(*FIRST, *rest) is Outcome.FAIL


def test_a_page_that_was_out_before_its_year_s_end_has_no_year_and_a_list_s_date_is_a_doubt_only() -> None:
    document = Document("text/html", (Paragraph(TITLE), Paragraph("一、总体情况")))
    context = Context("x", "990101", "某区", role=Role.REPORT, agency=None, year=None, listed=date(2024, 1, 20))
    dated = Document("text/html", document.blocks, meta={"发布日期": "2024-01-20"})
    assert facts.find(dated).year is None
    listed = facts.find(document, context=context)
    assert (listed.year, listed.warnings) == (2024, ("the title says 2024, but it was published on 2024-01-20",))


def test_a_name_that_says_nothing_of_a_file_makes_it_nothing_else() -> None:
    document = Document("application/pdf", (Paragraph("一、总体情况"),))
    assert facts.find(document, name="x1.pdf").kind is TitleKind.MAYBE
    assert facts.find(document, name="2024年政府信息公开工作年度报告解读.pdf").kind is TitleKind.OTHER


def test_the_first_section_may_be_counted_in_other_figures() -> None:
    lines = (TITLE, "1、总体情况", "2024年，全年主动公开信息9条。", *["一段文字。"] * 20)
    found = facts.find(Document("application/msword", tuple(map(Paragraph, lines))))
    assert (found.kind, found.title) == (TitleKind.REPORT, TITLE)
