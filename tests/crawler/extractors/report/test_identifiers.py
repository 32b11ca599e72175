"""What a page says of itself beside the report."""

import pytest

from crawler.extractors.document import Document, Paragraph
from crawler.extractors.report.facts import identifiers
from storage.records import Scope, Section


def page(*lines: str, **meta: str) -> Document:
    return Document("text/html", tuple(Paragraph(line) for line in lines), meta)


@pytest.mark.parametrize(
    ("footer", "code"),
    [
        ("主办：某区人民政府办公室 政府网站标识码：1101020002 京公网安备11010202000001号", "1101020002"),
        ("网站标识码 3213220037", "3213220037"),
        ("京公网安备11010202000001号", None),
        ("政府网站标识码：11010200021", None),
        ("联系电话：1101020002", None),
    ],
)
def test_the_code_of_a_site_stands_in_its_footer(footer: str, code: str | None) -> None:
    assert identifiers.site_code(page("年度报告", footer)) == code


def test_the_code_of_a_site_may_be_among_the_facts_of_the_page() -> None:
    assert identifiers.site_code(page("年度报告", siteidcode="1101020002")) == "1101020002"


@pytest.mark.parametrize(
    ("code", "district"), [("1101020002", "110102"), ("4419000001", "441900"), ("1100000092", None), (None, None)]
)
def test_the_code_of_a_site_tells_the_district_unless_it_is_a_whole_province(
    code: str | None, district: str | None
) -> None:
    assert identifiers.district_code(code) == district


def test_the_index_number_is_taken_as_printed() -> None:
    assert identifiers.index_number(page("年度报告", 索引号=" 014314799/2024-00002 ")) == "014314799/2024-00002"
    assert identifiers.index_number(page("索引号的说明")) is None


@pytest.mark.parametrize(
    ("title", "text", "scope"),
    [
        ("某区2024年政府信息公开工作年度报告", "本报告汇总了全区各部门的数据。", Scope.SUMMARY),
        ("某区2024年政府信息公开工作年度报告", "本报告由区政府办公室根据各街道、各部门年报汇总编制。", Scope.SUMMARY),
        ("某区2024年政府信息公开工作年度报告（汇总）", "全年平稳。", Scope.SUMMARY),
        ("某区2024年政府信息公开工作年度报告", "2024年，全区共收到政府信息公开申请50件。", Scope.SUMMARY),
        ("某区人民政府2024年政府信息公开工作年度报告", "全区各单位累计受理申请50件。", Scope.SUMMARY),
        ("某区人民政府办公室2024年政府信息公开工作年度报告", "全区共收到政府信息公开申请50件。", Scope.AGENCY),
        ("某区民政局2024年政府信息公开工作年度报告", "全区共收到救助申请50件。", Scope.AGENCY),
        ("某区2024年政府信息公开工作年度报告", "全区政务公开工作取得进展。", Scope.AGENCY),
        ("某局2024年政府信息公开工作年度报告", "定期向区政府汇报。", Scope.AGENCY),
    ],
)
def test_a_report_is_of_a_whole_district_only_where_it_says_so(title: str, text: str, scope: Scope) -> None:
    assert identifiers.scope(title, [Section("overview", "一、总体情况", text)], Document("text/html", ())) is scope


@pytest.mark.parametrize(
    ("title", "lead", "scope"),
    [
        (
            "某区2024年政府信息公开工作年度报告",
            "本报告根据全区各级行政机关政府信息公开工作情况汇总编制。",
            Scope.SUMMARY,
        ),
        (
            "某区人民政府2024年政府信息公开工作年度报告",
            "本报告涵盖各街道、区政府各工作部门的公开工作情况。",
            Scope.SUMMARY,
        ),
        ("某区2024年政府信息公开工作年度报告", "综合各街道办事处和区政府各部门的报告和统计数据而成。", Scope.SUMMARY),
        ("某区民政局2024年政府信息公开工作年度报告", "根据区政府办汇总全区各部门年报的要求编制。", Scope.AGENCY),
        ("某区2024年政府信息公开工作年度报告", "本报告涵盖总体情况等六个部分。", Scope.AGENCY),
    ],
)
def test_what_stands_before_the_sections_tells_the_scope_of_a_government(title: str, lead: str, scope: Scope) -> None:
    document = page(title, lead, "一、总体情况", "本报告涵盖全区各部门。")
    assert identifiers.scope(title, [Section("overview", "一、总体情况", "做得好。")], document) is scope
