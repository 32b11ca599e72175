"""What a release has beside the tables of an export: coverage, and what changed since the release before."""

from storage.export.columns import AGENCY, DISTRICT, PLACE, STATES, YEAR
from storage.export.gaps import PRESENCES
from storage.export.schema import Column, Kind, Reference, Table, Words

_REPORTS_UNIT = Words("reports", "份")

COVERAGE = Table(
    "coverage",
    Words("One row for every agency and year that a report is expected of", "每行为一个行政机关在一个年度应有的报告"),
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        Column(
            "state",
            Words("What is known", "收录情况"),
            Words("Whether the report is there, or why nobody can tell", "该报告是否已收录，或无法确认的原因"),
            among=PRESENCES,
        ),
        Column("evidence", Words("Evidence", "依据"), Words("How that is known", "得出上述情况的依据"), required=False),
    ),
    ("district_code", "agency", "year"),
    (Reference(("district_code", "agency"), "agencies"),),
)

COVERAGE_BY_YEAR = Table(
    "coverage_by_year",
    Words(
        "One row for every district and year: how many reports there are, and why others are not",
        "各行政区各年度收录情况",
    ),
    (
        *DISTRICT,
        YEAR,
        Column(
            "expected",
            Words("Expected", "应有"),
            Words("Reports that are expected; the sum of the columns that follow", "应有报告数，即以下各列之和"),
            Kind.INTEGER,
            unit=_REPORTS_UNIT,
        ),
        *(Column(str(state), meaning, meaning, Kind.INTEGER, unit=_REPORTS_UNIT) for state, meaning in PRESENCES),
    ),
    ("district_code", "year"),
)

CHANGES: tuple[tuple[str, Words], ...] = (
    ("new", Words("Was not in the release before", "上次发布时没有")),
    ("changed", Words("Says or is something else than before", "内容或来源有变动")),
    ("withdrawn", Words("Was on the site at the release before, and is gone", "上次发布后从网站上消失")),
    ("returned", Words("Was gone at the release before, and is there again", "上次发布时已消失，现又出现")),
    ("removed", Words("Was in the release before and is not in this one", "上次发布时有，本次没有")),
)

CHANGED_REPORTS = Table(
    "changed_reports",
    Words("One row for every report that is not as it was in the release before", "每行为一份与上次发布不同的报告"),
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        Column("change", Words("Change", "变动"), Words("What became of the report", "报告的变动类型"), among=CHANGES),
        Column(
            "columns",
            Words("Columns", "变动的列"),
            Words("Columns of reports that differ, with blanks between", "reports 表中有变动的列，以空格分隔"),
            required=False,
        ),
        Column(
            "cells",
            Words("Cells", "变动单元格数"),
            Words(
                "Cells that are not as they were; listed in changed_cells", "有变动的单元格数，明细见 changed_cells 表"
            ),
            Kind.INTEGER,
        ),
        Column(
            "sha256_before",
            Words("Document before", "原文件摘要"),
            Words("SHA-256 of the document in the release before", "上次发布所用文件的 SHA-256"),
            required=False,
        ),
        Column(
            "sha256_after",
            Words("Document now", "现文件摘要"),
            Words("SHA-256 of the document in this release", "本次发布所用文件的 SHA-256"),
            required=False,
        ),
    ),
    ("district_code", "agency", "year"),
)

_SIDES = (("before", Words("before", "原"), "上次发布"), ("after", Words("now", "现"), "本次发布"))

CHANGED_CELLS = Table(
    "changed_cells",
    Words(
        "One row for every cell of a report in both releases that is not as it was",
        "每行为两次发布均有的报告中一个有变动的单元格",
    ),
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        *PLACE,
        *(
            column
            for side, word, release in _SIDES
            for column in (
                Column(
                    f"value_{side}",
                    Words(f"Value {word.en}", f"{word.zh}数值"),
                    Words("Empty unless reported", f"{release}的数值；状态不是 reported 时为空"),
                    Kind.NUMBER,
                    required=False,
                ),
                Column(
                    f"state_{side}",
                    Words(f"State {word.en}", f"{word.zh}状态"),
                    Words(
                        "Empty where the form of the report has no such cell", f"{release}的状态；格式无此单元格时为空"
                    ),
                    required=False,
                    among=STATES,
                ),
                Column(
                    f"raw_{side}",
                    Words(f"Printed {word.en}", f"{word.zh}原文"),
                    Words("Exactly what was printed", f"{release}的原文"),
                    required=False,
                ),
            )
        ),
    ),
    ("district_code", "agency", "year", "table", "row", "column"),
    (Reference(("district_code", "agency", "year"), "changed_reports"),),
)
