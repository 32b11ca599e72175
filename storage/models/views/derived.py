"""What is worked out: ``indicators`` of each report, and ``series`` that run through the forms with their grade."""

import forms
from storage.models.views.common import DISTRICT, FAILING, FORMAT, HEAD, SCOPE, SOURCE, WHOSE
from storage.models.views.view import Kind, Shown, View

_UNREPORTED = Shown(
    "unreported",
    Kind.INTEGER,
    "所需单元格中没有数字的个数；大于 0 时不计算",
    "How many of the cells it is made of have no number; where there is one, it is not worked out",
)
_GRADE = Shown(
    "grade",
    Kind.TEXT,
    "与现行格式的可比性：exact 同一单元格，close 大致可比，broken 不可合并",
    "How it compares with the form in force: exact, the very same cells; close, with care; broken, never to be joined",
)

INDICATORS = View(
    "indicators",
    "每份报告的每项指标一行；缺一个数字即为 NULL，绝不以 0 代替",
    "One row for every report and indicator; NULL as soon as one number is missing, never worked out from NULL as 0",
    (
        *HEAD,
        Shown("indicator", Kind.TEXT, "指标代号", "Which indicator; sql.md lists them"),
        Shown("value", Kind.REAL, "指标值；比率为 0 至 1", "Its value; a share is between 0 and 1"),
        Shown(
            "numerator",
            Kind.NUMBER,
            "分子（非比率指标即其值）；缺数字时为 NULL",
            "The sum above; of a plain count the count. NULL with value",
        ),
        Shown("denominator", Kind.NUMBER, "分母；非比率指标或缺数字时为 NULL", "The sum below; NULL for a plain count"),
        _UNREPORTED,
        Shown(
            "flag",
            Kind.TEXT,
            "value 为 NULL 的原因：unreported 缺数字，zero_denominator 分母为零",
            "Why there is no value: unreported, or zero_denominator; NULL where there is one",
        ),
        _GRADE,
        FAILING,
        SOURCE,
    ),
)

HEADLINES = View(
    "headlines",
    "每个区县每年每项指标一行：各机关合计（不含全区汇总），每次入库后更新",
    "One row for every district, year and indicator: its agencies added up, without summaries; renewed after each load",
    (
        *DISTRICT,
        WHOSE[-1],
        Shown("indicator", Kind.TEXT, "指标代号", "Which indicator"),
        Shown("value", Kind.REAL, "合计值；比率为合计之比", "The sum, or of a share one sum in the other"),
        Shown("numerator", Kind.REAL, "分子合计", "The sums above, added up"),
        Shown(
            "denominator", Kind.REAL, "分母合计；非比率指标为 NULL", "The sums below, added up; NULL for a plain count"
        ),
        Shown("counted", Kind.INTEGER, "计入的报告数", "How many reports are in it"),
        Shown(
            "left_out", Kind.INTEGER, "因缺数字未计入的报告数", "How many reports are not, since a number is missing"
        ),
        Shown(
            "failing",
            Kind.INTEGER,
            "计入的报告中有硬性勾稽关系未通过的份数",
            "In how many of those counted an identity that must hold fails",
        ),
    ),
)

SERIES = View(
    "series",
    "每个机关每年每个概念一行，跨四种格式",
    "One row for every agency, year and concept, through all forms",
    (
        *HEAD,
        Shown(
            "continues_as",
            Kind.TEXT,
            "最终承继机关；无承继或被拆分则为本机关",
            "The agency that took over in the end; itself where none did, or several (a split)",
        ),
        Shown("concept", Kind.TEXT, "概念代号", "What is followed from form to form; sql.md lists them"),
        Shown("value", Kind.NUMBER, "数值", "The number; NULL as soon as one of its cells has none"),
        Shown("unit", Kind.TEXT, "单位", "Its unit in this form"),
        _UNREPORTED,
        _GRADE,
        Shown("note", Kind.TEXT, "可比性说明", "What differs, where the grade is not exact"),
        FAILING,
        SOURCE,
    ),
)

PANEL = View(
    "panel",
    "每份报告一行，各概念并列，每次入库后更新；缺数字或该格式口径不同（broken）时为 NULL",
    "One row a report with the concepts of series side by side, renewed after each load; NULL where a number is missing"
    " or where the form counts something else (broken)",
    (
        *WHOSE,
        FORMAT,
        SCOPE,
        *(Shown(c.key, Kind.NUMBER, c.label, c.label_en, c.unit) for c in forms.concepts()),
        FAILING,
    ),
)

AGENCY_TOTALS = View(
    "totals",
    "每个机关每个概念一行：历年合计（不含全区汇总及存量），每次入库后更新",
    "One row for every agency and concept: its years added up, without summaries and without what is a stock; renewed"
    " after each load",
    (
        *WHOSE[:-1],
        Shown("concept", Kind.TEXT, "概念代号", "Which concept"),
        Shown("value", Kind.NUMBER, "历年合计", "The sum of its years"),
        Shown("counted", Kind.INTEGER, "计入的年数", "How many years are in it"),
        Shown(
            "left_out",
            Kind.INTEGER,
            "因缺数字或口径不同未计入的年数",
            "How many years are not: a number is missing, or the form counts something else",
        ),
        Shown(
            "failing",
            Kind.INTEGER,
            "计入的年份中有硬性勾稽关系未通过的年数",
            "In how many of those counted an identity that must hold fails",
        ),
    ),
)
