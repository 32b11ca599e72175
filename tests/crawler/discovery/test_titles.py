"""Titles as they occur on government sites, and the tabulated real ones where the corpus is present."""

import csv
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.titles import TitleKind, read_title

CORPUS = Path(os.environ.get("NIANBAO_CORPUS") or Path(__file__).parents[4] / "shared" / "corpus")

REPORTS = [
    ("北京市西城区信访办公室2024年政府信息公开工作年度报告", 2024, "北京市西城区信访办公室"),
    ("北京市西城区信访办公室 2024 年 政府信息公开工作 年度报告 .doc", 2024, "北京市西城区信访办公室"),
    ("西城区金融办二〇二四年政府信息公开工作年度报告（图片版）", 2024, "西城区金融办"),
    ("２０２３年西城区发改委政府信息公开年报", 2023, "西城区发改委"),
    ("【区级】西城区人民政府信息公开年度报告（2022年）", 2022, "西城区人民政府"),
    ("（2023年度）西城区统计局政府信息公开工作年度报告", 2023, "西城区统计局"),
    ("西城区民政局政府信息公开2023年度报告", 2023, "西城区民政局"),
    ("西城区民政局信息公开工作2023年年度报告", 2023, "西城区民政局"),
    ("渝中区人民政府关于2020年政府信息公开工作情况的报告", 2020, "渝中区人民政府"),
    ("关于2021年度政府信息公开工作的年度报告", 2021, None),
    ("2023年政府信息公开工作年度报告（区民政局）", 2023, "区民政局"),
    ("2023年政府信息公开工作年度报告_北京市西城区人民政府", 2023, None),
    ("应急管理局政府信息公开工作年度报告", None, "应急管理局"),
    ("西城区德胜街道办事处2024年政府信息公开工作年度报告2025-01-20", 2024, "西城区德胜街道办事处"),
    ("2021年西街街道2020年政府信息公开年度报告", 2020, "西街街道"),
    ("西城区市场监督管理局(知识产权局)2022年政府信息公开工作年度报告", 2022, "西城区市场监督管理局(知识产权局)"),
    ("政府信息公开年报_西城区民政局2023年政府信息公开年度报告", 2023, "西城区民政局"),
    ("區科技局2020年信息公開工作年度報告", 2020, "區科技局"),
    ("区委机构编制委员会办公室2023年政府信息公开工作年度报告", 2023, "区委机构编制委员会办公室"),
    ("西城区国家保密局2023年政府信息公开年报", 2023, "西城区国家保密局"),
    ("区纪律检查委员会2023年政府信息公开年报", 2023, "区纪律检查委员会"),
    ("企业服务局2023年政府信息公开工作年度报告", 2023, "企业服务局"),
    ("2020度年政府信息公开年度报告", 2020, None),
    ("附件：3.某镇2019年政府信息公开年度报告.pdf", 2019, "某镇"),
]

OTHERS = [
    ("《西城区人民政府2023年政府信息公开工作年度报告》解读", "解读"),
    ("一图读懂西城区2023年政府信息公开年报", "解读"),
    ("怀化市关于认真做好2021年政府信息公开工作年度报告编制发布工作的通知", "通知"),
    ("关于报送2020年政府信息公开工作年度报告的函", "通知"),
    ("西城区民政局2024年政府信息公开工作年度报告（样表）", "模板"),
    ("2024年第一季度政府信息公开统计表", "第一季度"),
    ("2024年上半年政府信息公开工作报告", "上半年"),
    ("西城区法治政府建设年度报告2023", "法治政府"),
    ("2023年政府网站工作年度报表", "政府网站年报"),
    ("企业年报公示须知", "企业年报"),
    ("2023年度部门决算信息公开", "预算决算"),
    ("某公司2022年环境信息公开年度报告", "环境信息公开"),
    ("某中学2022-2023学年信息公开工作年度报告", "学年"),
    ("西城区2022年政务公开工作总结", "政务公开工作总结"),
    ("西城区召开2024年政务公开工作会议", "新闻"),
    ("我区政府信息公开年报获评优秀", "新闻"),
    ("政府信息公开指南", "制度"),
    ("2023年西城区政府工作报告", "政府工作报告"),
    ("区领导走访慰问困难群众", "unrelated"),
    ("", "empty"),
]

DOUBTFUL = [
    ("政府信息公开年报", None, None),
    ("政府信息公开年报 2025-01-20", None, None),
    ("2023年", 2023, None),
    ("西城区卫生健康委员会", None, "西城区卫生健康委员会"),
    ("西城区审计局2020年年报", 2020, "西城区审计局"),
    ("关于公布西城区民政局2021年政府信息公开工作年度报告的公告", 2021, "西城区民政局"),
    ("2023年各街道政府信息公开工作年度报告汇总", 2023, None),
    ("附件2：西城区民政局2018年度政府信息公开情况统计表.xls", 2018, "西城区民政局"),
    ("2008-2010年西城区政府信息公开年报", None, "西城区"),
]


def tabulated():
    """``titles.tsv``: what each title is; of one that is OTHER year and agency are not asked."""
    with Path(__file__).with_name("titles.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            title = re.sub(
                r"\\(n|u[0-9a-f]{4})", lambda mark: "\n" if mark[1] == "n" else chr(int(mark[1][1:], 16)), row["title"]
            )
            yield title, row["kind"], row["year"], row["agency"]


@pytest.mark.parametrize(("title", "kind", "year", "agency"), list(tabulated()))
def test_a_title_is_not_taken_for_another_agency_s_another_year_s_or_another_thing(title, kind, year, agency):
    facts = read_title(title)
    assert facts.kind == kind
    if facts.kind is not TitleKind.OTHER:
        assert (str(facts.year or ""), facts.agency or "") == (year, agency)


@pytest.mark.parametrize(("title", "year", "agency"), REPORTS)
def test_a_report_s_title_names_its_year_and_agency(title, year, agency):
    facts = read_title(title)
    assert (facts.kind, facts.year, facts.agency) == (TitleKind.REPORT, year, agency)


@pytest.mark.parametrize(("title", "reason"), OTHERS)
def test_a_look_alike_is_told_by_a_word(title, reason):
    facts = read_title(title)
    assert (facts.kind, facts.reason) == (TitleKind.OTHER, reason)


@pytest.mark.parametrize(("title", "year", "agency"), DOUBTFUL)
def test_what_a_title_leaves_open_is_left_to_its_column(title, year, agency):
    facts = read_title(title)
    assert (facts.kind, facts.agency) == (TitleKind.MAYBE, agency)
    assert facts.year == year
    assert facts.reason


def test_the_year_before_the_words_of_the_report_wins_over_any_other():
    assert read_title("2021年西街街道2020年政府信息公开年度报告(2021年1月发布)").year == 2020


@given(
    agency=st.sampled_from(["西城区民政局", "海棠区卫生健康委员会", "太平乡", "七都街道办事处", "区政府办公室"]),
    year=st.integers(2008, 2040),
    spelling=st.sampled_from(["{}年", "{}年度", " {} 年", "{}年 ", "{}年度 "]),
    core=st.sampled_from(
        [
            "政府信息公开工作年度报告",
            "政府信息公开年度报告",
            "信息公开年报",
            "政府信息公开 工作报告",
            "信息公开年度工作报告",
        ]
    ),
    ending=st.sampled_from(["", ".doc", " .pdf", "（全文）", "(图片版)", " 2025-01-20", "[2025-01-20]"]),
    agency_first=st.booleans(),
)
def test_every_spelling_gives_the_same_facts(agency, year, spelling, core, ending, agency_first):
    dated = spelling.format(year)
    title = (agency + dated if agency_first else dated + agency) + core + ending
    facts = read_title(title)
    assert (facts.kind, facts.year, facts.agency) == (TitleKind.REPORT, year, agency)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    facts = read_title(text)
    assert facts.kind is TitleKind.REPORT or facts.reason


@pytest.mark.corpus
def test_real_titles_give_the_years_noted_beside_them():
    table = CORPUS / "urls.tsv"
    if not table.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    with table.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["title"]]
    facts = [(row, read_title(row["title"])) for row in rows]
    right_year = sum(str(found.year or "") == row["year"] for row, found in facts)
    not_reports = [
        (row, found) for row, found in facts if any(mark in row["title"] for mark in ("非年报", "列表", "入口"))
    ]
    told_apart = sum(found.kind is not TitleKind.REPORT for _, found in not_reports)
    recognised = sum(found.kind is TitleKind.REPORT for _, found in facts)
    print(f"years {right_year}/{len(rows)}, reports {recognised}, negatives {told_apart}/{len(not_reports)}")
    assert right_year == len(rows)
    assert told_apart == len(not_reports)
    assert recognised >= 0.97 * (len(rows) - len(not_reports))
