"""The statutory tables as they are printed: 表二 ``disclosure``, 表三 ``requests``, 表四 ``disputes``.

NULL where no number is printed; ``cells`` has the state. Columns are made from the forms.
"""

from collections.abc import Iterator

import forms
from storage.models.views.common import FAILING, HEAD, SOURCE
from storage.models.views.view import Kind, Shown, View

DISCLOSED = ("t2a", "t2b")
"""The tables of ``disclosure``: where both forms have a cell of the same row and column, it is one column."""


def disclosed_column(measure: forms.Measure) -> str:
    """``licensing_decisions``."""
    return f"{measure.row}_{measure.column}"


def _disclosure() -> Iterator[Shown]:
    seen: dict[str, list[forms.Measure]] = {}
    for key in DISCLOSED:
        for measure in forms.TABLES[key].measures():
            seen.setdefault(disclosed_column(measure), []).append(measure)
    for name, measures in seen.items():
        table, measure = forms.TABLES[measures[0].table], measures[0]
        row, column = table.row(measure.row), table.column(measure.column)
        assert row is not None  # noqa: S101 – neither table is a one-row table
        where = "" if len(measures) > 1 else f" ({_form_of(measure.table)})"
        yield Shown(
            name,
            Kind.NUMBER,
            f"{row.label}：{column.label}{where}",
            f"{row.label_en}: {column.label_en}{where}",
            table.unit(measure) if len({forms.TABLES[m.table].unit(m) for m in measures}) == 1 else None,
        )


def _form_of(table: str) -> str:
    return next(key for key, form in forms.FORMS.items() if table in form.tables)


def _requests() -> Iterator[Shown]:
    for row in forms.TABLES["t3"].rows:
        if row.kind is not forms.RowKind.GROUP:
            where = f" ({' '.join(row.formats)})" if row.formats else ""
            yield Shown(row.key, Kind.NUMBER, f"{row.label}{where}", f"{row.label_en}{where}", row.unit)


def _disputes() -> Iterator[Shown]:
    table = forms.TABLES["t4"]
    groups = {group.key: group.label for group in table.groups}
    for column in table.columns:
        heading = groups.get(column.parent or "", "")
        yield Shown(column.key, Kind.NUMBER, f"{heading}：{column.label}", column.label_en, column.unit)


DISCLOSURE = View(
    "disclosure",
    "表二，每份报告一行；a2021 与 b2019 含义不同，见 format",
    "表二, one row a report; a2021 and b2019 ask for different things, see format",
    (*HEAD, *_disclosure(), FAILING, SOURCE),
)

REQUESTS = View(
    "requests",
    "表三，每份报告的每类申请人一行；applicant 为 total 的一行已含其余各行",
    "表三, one row for every report and kind of applicant; the row whose applicant is total holds the others",
    (
        *HEAD,
        Shown("applicant", Kind.TEXT, "申请人类别：total 为总计", "Kind of applicant: natural_person, lp_…, or total"),
        *_requests(),
        FAILING,
        SOURCE,
    ),
)

DISPUTES = View(
    "disputes",
    "表四，每份报告一行",
    "表四, one row a report",
    (*HEAD, *_disputes(), FAILING, SOURCE),
)
