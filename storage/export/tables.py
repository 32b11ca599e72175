"""What the files of an export are: their columns, types and keys; the descriptor and every writer go by this."""

from storage.export.columns import (
    ADDRESS,
    AGENCY,
    CAPTURED,
    DIGEST,
    DISTRICT,
    FORMAT,
    PLACE,
    STATES,
    VERSION,
    YEAR,
)
from storage.export.schema import Column, Kind, Reference, Table, Words
from storage.records import AgencyRow, CellRow, FindingRow, MeasureRow, Outcome, ReportRow

_OF_REPORT = Reference(("district_code", "agency", "year"), "reports")

CELLS = Table(
    "cells",
    Words("One row for every cell that a form asks for", "每行为报告格式所要求的一个单元格"),
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        FORMAT,
        *PLACE,
        Column(
            "value",
            Words("Value", "数值"),
            Words(
                "The number, exact, in the unit that the table measures names; only where state is reported",
                "精确数值，单位见 measures 表；仅当 state 为 reported 时有值",
            ),
            Kind.NUMBER,
            required=False,
        ),
        Column(
            "state",
            Words("State", "状态"),
            Words(
                "What stood in the cell. 0, a dash, a slash, 无, an empty cell and an absent one are different facts",
                "单元格内所印内容的类别。0、横线、斜线、“无”、空白、缺失各为不同事实",
            ),
            among=STATES,
        ),
        Column(
            "raw",
            Words("As printed", "原文"),
            Words("Exactly what was printed", "单元格内所印原文，一字不改"),
            required=False,
        ),
        ADDRESS,
        DIGEST,
        CAPTURED,
        Column(
            "extractor",
            Words("Extractor", "识读程序版本"),
            Words("Version of the program part that read the document", "读取该文件的程序版本"),
        ),
    ),
    ("district_code", "agency", "year", "table", "row", "column"),
    (_OF_REPORT, Reference(("format", "table", "row", "column"), "measures")),
)

REPORTS = Table(
    "reports",
    Words("One row for every report", "每行为一份年度报告"),
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        FORMAT,
        Column("title", Words("Title", "标题"), Words("As printed", "所印标题"), required=False),
        Column(
            "published",
            Words("Published", "公布日期"),
            Words("Date of publication as the page states it", "网页所标公布日期"),
            Kind.DATE,
            required=False,
        ),
        ADDRESS,
        Column("media_type", Words("Media type", "文件类型"), Words("What the bytes are", "按字节判定的文件类型")),
        DIGEST,
        CAPTURED,
        Column(
            "status",
            Words("Status", "状态"),
            Words("What has become of the report", "该报告目前的情况"),
            among=(
                ("current", Words("Is on the site", "网站上现有")),
                ("withdrawn", Words("Was on the site and is gone", "曾经公布，现已不在网站上")),
                ("superseded", Words("An earlier version", "较早的版本")),
            ),
        ),
        VERSION,
    ),
    ("district_code", "agency", "year"),
    (Reference(("district_code", "agency"), "agencies"),),
)

AGENCIES = Table(
    "agencies",
    Words("One row for every agency", "每行为一个行政机关"),
    (
        *DISTRICT,
        AGENCY,
        Column(
            "kind",
            Words("Kind", "类别"),
            Words("What kind of agency, by its name", "按名称判定的机关类别"),
            required=False,
            among=(
                ("government", Words("People's government of the district", "区县人民政府")),
                ("department", Words("Department", "工作部门")),
                ("subdistrict", Words("Subdistrict office", "街道办事处")),
                ("town", Words("Town or township government", "乡镇人民政府")),
                ("zone", Words("Management committee of an area", "功能区管理委员会")),
                ("other", Words("Something else", "其他")),
            ),
        ),
        Column(
            "valid_from",
            Words("First year", "起始年度"),
            Words("First report year, where known", "已知的首个报告年度"),
            Kind.YEAR,
            required=False,
        ),
        Column(
            "valid_to",
            Words("Last year", "终止年度"),
            Words("Last report year, where it ended", "机关撤并时的末个报告年度"),
            Kind.YEAR,
            required=False,
        ),
        Column(
            "successor",
            Words("Successor", "承继机关"),
            Words(
                "The agency that took over; empty where it was split among several",
                "承继其职能的机关；被拆分为多个机关时为空",
            ),
            required=False,
        ),
    ),
    ("district_code", "agency"),
)

FINDINGS = Table(
    "findings",
    Words("One row for every identity that does not simply hold", "每行为一项未能直接成立的勾稽关系"),
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        Column("identity", Words("Identity", "勾稽关系"), Words("Which one, see the codebook", "代码，见数据说明")),
        Column(
            "bind",
            Words("Where", "对象"),
            Words("For which column or row: a JSON object", "所涉行或列，JSON 对象"),
        ),
        Column(
            "outcome",
            Words("Outcome", "结果"),
            Words("What checking gave", "核对结果"),
            among=(
                (Outcome.FAIL, Words("Does not hold", "不成立")),
                (Outcome.PASS, Words("Holds", "成立")),
                (Outcome.NOT_STATED, Words("The total is not printed", "未印合计数")),
                (Outcome.NOT_EVALUATED, Words("A number is missing", "缺少数据，无法核对")),
                (Outcome.NOT_APPLICABLE, Words("Does not apply", "不适用")),
            ),
        ),
        Column("left", Words("Left side", "左边"), Words("Left side", "等式左边"), Kind.NUMBER, required=False),
        Column("right", Words("Right side", "右边"), Words("Right side", "等式右边"), Kind.NUMBER, required=False),
        Column(
            "verdict",
            Words("Verdict", "人工判定"),
            Words("What a person decided about it", "人工核查的判定"),
            required=False,
        ),
        Column("reason", Words("Reason", "理由"), Words("Why it was decided so", "判定理由"), required=False),
        ADDRESS,
    ),
    (),
    (_OF_REPORT,),
)

MEASURES = Table(
    "measures",
    Words(
        "One row for every cell of every form: the codebook for programs",
        "每行为各报告格式的一个单元格，即指标表",
    ),
    (
        FORMAT,
        *PLACE,
        Column(
            "label_zh",
            Words("Label", "标签"),
            Words("Label in the form, with the headings above it", "表内标签，含其上级标题"),
        ),
        Column("label_en", Words("English label", "英文标签"), Words("The same in English", "标签的英文译法")),
        Column(
            "unit",
            Words("Unit", "单位"),
            Words("Unit of the value; empty where the form names none", "数值单位；格式未规定者为空"),
            required=False,
        ),
    ),
    ("format", "table", "row", "column"),
)

ROWS = {CELLS: CellRow, REPORTS: ReportRow, AGENCIES: AgencyRow, FINDINGS: FindingRow, MEASURES: MeasureRow}
"""Which rows fill which file; their fields are its columns."""

__all__ = ["AGENCIES", "CELLS", "FINDINGS", "MEASURES", "REPORTS", "ROWS", "VERSION"]
