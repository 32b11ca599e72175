"""A row a report with what every form asks side by side: what most questions are about, without looking for cells."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Double, cast, select

import forms
from storage.export.columns import AGENCY, DISTRICT, FORMAT, YEAR
from storage.export.keys import names_are_keys
from storage.export.schema import Column, Kind, Reference, Table, Words
from storage.models import AGENCY_YEARS, Agency, District, table_of
from storage.queries.snapshot import bytewise, stream
from storage.records import Scope

_DISTRICTS, _AGENCIES = table_of(District), table_of(Agency)
_CONCEPTS = forms.concepts()
PLACES = 6
"""Decimal places of a number: sums of fractions differ behind them from database to database."""

_KEY = ("district_code", "agency", "year")
_PANEL = Table(
    "panel",
    Words("One row for every report, the concepts that all forms have side by side", "每份报告一行，各概念并列"),
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        FORMAT,
        Column(
            "scope",
            Words("Scope", "范围"),
            Words(
                "Whether it is the report of one agency or adds up a whole district: never sum both",
                "单个机关的报告，或全区汇总；两者不可相加",
            ),
            among=(
                (Scope.AGENCY, Words("One agency", "单个机关")),
                (Scope.SUMMARY, Words("The whole district", "全区汇总")),
            ),
        ),
        *(
            Column(
                concept.key,
                Words(concept.label_en, concept.label),
                Words(
                    f"{concept.label_en}; empty where a number is missing or the form counts something else",
                    f"{concept.label}；缺数字或该格式口径不同时为空",
                ),
                Kind.NUMBER,
                required=False,
                unit=Words(concept.unit, concept.unit) if concept.unit else None,
                binary=True,
            )
            for concept in _CONCEPTS
        ),
        Column(
            "failing",
            Words("Failing identities", "未通过的硬性勾稽关系数"),
            Words("How many identities that must hold do not", "必须成立而未成立的勾稽关系数"),
            Kind.INTEGER,
        ),
    ),
    _KEY,
    (Reference(_KEY, "reports"),),
)


def panel(connection: Connection) -> tuple[Table, Iterator[tuple[Any, ...]]]:
    """The table and its rows, as ``storage.sums.headlines`` last worked them out."""
    table = _PANEL if names_are_keys(connection) else _PANEL.without_keys()
    return table, _rows(connection)


def _rows(connection: Connection) -> Iterator[tuple[Any, ...]]:
    kept = AGENCY_YEARS.c
    whose = (_DISTRICTS.c.code, _DISTRICTS.c.name, _AGENCIES.c.name, kept.year, kept.format, kept.scope)
    numbers = [cast(kept[concept.key], Double) for concept in _CONCEPTS]
    statement = (
        select(*whose, *numbers, kept.failing)
        .join_from(AGENCY_YEARS, _AGENCIES, _AGENCIES.c.id == kept.agency_id)
        .join(_DISTRICTS, _DISTRICTS.c.id == _AGENCIES.c.district_id)
        .order_by(bytewise(connection, _DISTRICTS.c.code), bytewise(connection, _AGENCIES.c.name), kept.year)
    )
    first, last = len(whose), len(whose) + len(numbers)
    for row in stream(connection, statement):
        yield (*row[:first], *map(_rounded, row[first:last]), *row[last:])


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, PLACES)
