"""Reads the TOML files of this folder once, at import; a new form is a new file."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from forms.derived import Derived, Grade, parts
from forms.model import Block, Column, Form, Group, Identity, Measure, Row, RowKind, Section, Table

_HERE = resources.files("forms")


def _toml(*path: str) -> dict[str, Any]:
    return tomllib.loads(_HERE.joinpath(*path).read_text("utf-8"))


def _column(entry: dict[str, Any], *, extra: bool = False) -> Column:
    return Column(
        key=entry["key"],
        label=entry["label"],
        label_en=entry["label_en"],
        aliases=tuple(entry.get("aliases", ())),
        parent=entry.get("parent"),
        unit=entry.get("unit"),
        scale=entry.get("scale", 0),
        signed=entry.get("signed", False),
        derived=entry.get("derived", False),
        extra=extra,
    )


def _row(entry: dict[str, Any]) -> Row:
    return Row(
        key=entry["key"],
        label=entry["label"],
        label_en=entry["label_en"],
        aliases=tuple(entry.get("aliases", ())),
        parent=entry.get("parent"),
        kind=RowKind(entry.get("type", "leaf")),
        unit=entry.get("unit"),
        formats=tuple(entry.get("formats", ())),
        extension=entry.get("extension"),
        scale=entry.get("scale"),
        evidence=entry.get("evidence", ""),
    )


def _group(entry: dict[str, Any]) -> Group:
    return Group(entry["key"], entry["label"], entry.get("parent"), entry["label_en"])


def _table(name: str) -> Table:
    data = _toml("tables", name)
    return Table(
        key=data["key"],
        title=data["title"],
        title_en=data["title_en"],
        columns=tuple(map(_column, data["columns"])),
        rows=tuple(map(_row, data.get("rows", ()))),
        groups=tuple(map(_group, data.get("header_groups", ()))),
        blocks=tuple(Block(b["key"], b["label"], tuple(b["columns"]), b["label_en"]) for b in data.get("blocks", ())),
        extra_columns=tuple(_column(c, extra=True) for c in data.get("extra_columns", ())),
        header_only=tuple(data.get("header_only", ())),
        corner_note=data.get("corner_note", ""),
        single_row=data.get("single_row"),
    )


def _form(name: str) -> Form:
    data = _toml("formats", name)
    return Form(
        key=data["key"],
        name_zh=data["name_zh"],
        authority=data["authority"],
        report_year_from=data["report_year_from"],
        report_year_to=data.get("report_year_to"),
        tables=tuple(data["tables"]),
        fingerprint_any=tuple(data["fingerprint"]["any"]),
        fingerprint_none=tuple(data["fingerprint"]["none"]),
        sections=tuple(
            Section(s["key"], s["ordinal"], s["label"], tuple(s.get("aliases", ()))) for s in data["sections"]
        ),
        numbers_in=tuple(data["numbers_in"]),
    )


def _identity(entry: dict[str, Any]) -> Identity:
    foreach = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.get("foreach", {}).items()}
    return Identity(**{**entry, "formats": tuple(entry["formats"]), "foreach": foreach})


def _derived(entry: dict[str, Any], numerator: str, *, grade: str) -> Derived:
    sides = {
        side: {form: parts(texts, form, TABLES) for form, texts in entry.get(side, {}).items()}
        for side in (numerator, "denominator")
    }
    return Derived(
        key=entry["key"],
        label=entry["label"],
        label_en=entry["label_en"],
        unit=entry["unit"],
        grade=Grade(entry.get("grade", grade)),
        numerator=sides[numerator],
        denominator=sides["denominator"],
        note=entry.get("note"),
        stock=entry.get("stock", False),
    )


def _names(folder: str) -> list[str]:
    return sorted(f.name for f in _HERE.joinpath(folder).iterdir() if f.name.endswith(".toml"))


TABLES: dict[str, Table] = {t.key: t for t in map(_table, sorted(_names("tables"), key=lambda n: (n[0] != "t", n)))}
"""Every statutory table by key, in the order t2a, t2b, t3, t4, s08, s14."""

FORMS: dict[str, Form] = {f.key: f for f in map(_form, _names("formats"))}
"""Every national form by key."""

IDENTITIES: tuple[Identity, ...] = tuple(map(_identity, _toml("identities.toml")["identities"]))
"""Every identity of these forms, table scope, cross-year and narrative alike."""

NEWEST = max(FORMS, key=lambda key: FORMS[key].report_year_from)
"""The form in force."""


def form_of_year(year: int | None) -> Form:
    """The form in force for a report year; the newest one where the year is not known."""
    if year is None:
        return FORMS[NEWEST]
    return next((f for f in FORMS.values() if f.report_year_from <= year <= (f.report_year_to or year)), FORMS[NEWEST])


def form(key: str) -> Form:
    """The form of that key, for example ``a2021``. Raises KeyError."""
    return FORMS[key]


def table(key: str) -> Table:
    """The table of that key, for example ``t3``. Raises KeyError."""
    return TABLES[key]


@cache
def concepts() -> tuple[Derived, ...]:
    """What can be followed from form to form, with its grade. Read when first asked for."""
    return tuple(_derived(entry, "parts", grade=Grade.CLOSE) for entry in _toml("crosswalk.toml")["concepts"])


@cache
def indicators() -> tuple[Derived, ...]:
    """Counts and shares that are asked for most. Read when first asked for."""
    return tuple(_derived(entry, "numerator", grade=Grade.CLOSE) for entry in _toml("indicators.toml")["indicators"])


@cache
def measures(key: str | None = None) -> tuple[Measure, ...]:
    """Every cell of a form in form order (200 for a2021); without a key, of every table there is."""
    if key is None:
        return tuple(m for t in TABLES.values() for m in t.measures())
    return tuple(m for name in FORMS[key].tables for m in TABLES[name].measures(key))


@cache
def asked(key: str) -> tuple[Measure, ...]:
    """The cells of a form that every report has: those of ``measures`` without rows that only some districts add."""
    return tuple(m for m in measures(key) if (row := TABLES[m.table].row(m.row)) is None or row.extension is None)
