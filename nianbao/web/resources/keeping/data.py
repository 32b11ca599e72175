"""What can be taken away: releases, whole tables, and the codebook that explains them."""

from collections.abc import Sequence
from dataclasses import dataclass

import forms
from nianbao.web.releases import Release
from storage.export.tables import ROWS
from storage.models.views import VIEWS

TABLES = tuple(ROWS)


@dataclass(frozen=True, slots=True)
class Explained:
    """A table or view, or a column of it, in Chinese and English."""

    name: str
    zh: str
    en: str
    kind: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """A table or view with its columns."""

    about: Explained
    columns: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One cell of one form."""

    format: str
    table: str
    row: str
    column: str
    label_zh: str
    label_en: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Identity:
    """What has to hold (``hard``), mostly holds (``soft``) or bounds (``bound``), in the forms that it is of."""

    identity: str
    severity: str
    expression: str
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Whatever the data means."""

    tables: tuple[Columns, ...]
    views: tuple[Columns, ...]
    measures: tuple[Measure, ...]
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """A whole table of what is shown now."""

    address: str
    about: Explained


@dataclass(frozen=True, slots=True)
class Data:
    """``cite`` and ``cite_zh`` are what the newest release says itself; null where none does."""

    releases: tuple[Release, ...]
    cite: str | None
    cite_zh: str | None
    exports: tuple[Export, ...]


def data(found: Sequence[Release], cited: tuple[str, str] | None) -> Data:
    """Of the releases of a folder, the newest first, and how that one is cited."""
    exports = tuple(Export(f"/data/{t.name}.csv", Explained(t.name, t.title.zh, t.title.en)) for t in TABLES)
    cite, cite_zh = cited or (None, None)
    return Data(tuple(found), cite, cite_zh, exports)


def codebook(measures: Sequence[Measure]) -> Codebook:
    """Of the measures that the database has, and of what the program knows."""
    tables = tuple(
        Columns(
            Explained(table.name, table.title.zh, table.title.en),
            tuple(
                Explained(c.name, c.description.zh, c.description.en, c.kind.value, c.unit.zh if c.unit else None)
                for c in table.columns
            ),
        )
        for table in TABLES
    )
    views = tuple(
        Columns(
            Explained(view.name, view.zh, view.en),
            tuple(Explained(c.name, c.zh, c.en, c.kind.value, c.unit) for c in view.columns),
        )
        for view in VIEWS
    )
    identities = tuple(Identity(i.id, i.severity, i.expr, tuple(i.formats)) for i in forms.IDENTITIES)
    return Codebook(tables, views, tuple(measures), identities)
