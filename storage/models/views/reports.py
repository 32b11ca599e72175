"""The views ``reports``, ``cells`` and ``findings``, with the columns of the export and what SQL needs beside them."""

from storage.models.views.common import FAILING, FETCHED, FORMAT, SCOPE, SOURCE, WHOSE
from storage.models.views.view import Kind, Shown, View

REPORTS = View(
    "reports",
    "每份报告一行（当前版本）",
    "One row for every report, in its current version",
    (
        *WHOSE,
        Shown(
            "kind",
            Kind.TEXT,
            "机关类别，按名称判定",
            "What kind of agency, by its name: government, department, town …",
        ),
        Shown(
            "division_code",
            Kind.TEXT,
            "机关所辖区划的代码：区县人民政府六位，街道、乡镇九位；部门为 NULL",
            "Code of the division that it governs: six digits for the district's government, nine for a subdistrict",
        ),
        Shown(
            "parent",
            Kind.TEXT,
            "所属机关（库中有年报的机关之一）：二级单位为其主管部门，部门、街道、乡镇为本级人民政府；不能确定时为 NULL",
            "The agency that it is under, of those stored: a bureau or the government; NULL where not certain",
        ),
        FORMAT,
        Shown("title", Kind.TEXT, "标题原文", "As printed"),
        Shown("published", Kind.DATE, "网页所示公开日期", "Date of publication as the page states it"),
        SOURCE,
        Shown("media_type", Kind.TEXT, "文件类型", "What the bytes are"),
        *FETCHED,
        Shown("status", Kind.TEXT, "current 有效，withdrawn 已撤下", "current, or withdrawn: no page has it any more"),
        Shown("version", Kind.INTEGER, "版本号，从 1 起", "Counts from 1 within the report"),
        SCOPE,
    ),
)

REVISIONS = View(
    "revisions",
    "每份报告的每个版本一行，含现已不再显示的版本",
    "One row for every version of every report, also of those that are shown no more",
    (
        *WHOSE,
        FORMAT,
        SCOPE,
        Shown("version", Kind.INTEGER, "版本号，从 1 起", "Counts from 1 within the report"),
        Shown(
            "what",
            Kind.TEXT,
            "由来：first_seen 首次发现，revised 同一网址换了内容，republished 另一网址也有，reread 同一文件重读",
            "How it came about: first_seen; revised, another document at the same address; republished, at an address"
            " that had it not before; reread, the same document by another extractor",
        ),
        Shown(
            "before",
            Kind.INTEGER,
            "同一网址的上一版本；首次出现时为 NULL",
            "The version before it from the same address; NULL for the first one from there",
        ),
        Shown("shown", Kind.INTEGER, "1 为当前显示的版本", "1 for the version that is shown, else 0"),
        Shown("title", Kind.TEXT, "标题原文", "As printed"),
        Shown("published", Kind.DATE, "网页所示公开日期", "Date of publication as the page states it"),
        SOURCE,
        *FETCHED,
        Shown(
            "extractor",
            Kind.TEXT,
            "读取程序的版本",
            "Version of the program part that read the document",
        ),
        FAILING,
    ),
)

CELLS = View(
    "cells",
    "格式要求的每个单元格一行",
    "One row for every cell that a form asks for",
    (
        *WHOSE,
        FORMAT,
        Shown("table", Kind.TEXT, "统计表代号", "The statutory table"),
        Shown("row", Kind.TEXT, "行代号", "Row of the table"),
        Shown("column", Kind.TEXT, "列代号", "Column of the table"),
        Shown(
            "value",
            Kind.NUMBER,
            "数值，单位从表格；无数字时为 NULL，绝不为 0",
            "The number in the unit of the form; NULL where none is printed, never 0 for it",
        ),
        Shown(
            "state",
            Kind.TEXT,
            "单元格状态",
            "What stood there: reported, dash, slash, none_word, blank …",
        ),
        Shown("raw", Kind.TEXT, "印刷原文", "Exactly what was printed"),
        SOURCE,
        *FETCHED,
        Shown("extractor", Kind.TEXT, "读取程序的版本", "Version of the program part that read the document"),
        SCOPE,
    ),
)

FINDINGS = View(
    "findings",
    "每条未能直接成立的勾稽关系一行",
    "One row for every identity that does not simply hold",
    (
        *WHOSE,
        Shown("identity", Kind.TEXT, "勾稽关系代号", "Which identity; the codebook says what it says"),
        Shown("bind", Kind.TEXT, "针对的行或列（JSON）", "For which column or row: a JSON object"),
        Shown("outcome", Kind.TEXT, "检查结果", "What checking gave: fail, not_stated, not_evaluated, not_applicable"),
        Shown("left", Kind.NUMBER, "左边", "Left side"),
        Shown("right", Kind.NUMBER, "右边", "Right side"),
        Shown("verdict", Kind.TEXT, "人工判断", "What a person decided about it"),
        Shown("reason", Kind.TEXT, "判断理由", "Why"),
        SOURCE,
    ),
)
