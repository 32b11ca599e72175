"""Writes the tables of docs/codebook.md from the forms: ``.venv/bin/python scripts/codebook.py``.

Everything between the two markers is replaced; the prose around them is written by hand. A test compares.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import forms

PAGE = Path(__file__).parent.parent / "docs" / "codebook.md"
BEGIN = "<!-- begin: written by scripts/codebook.py -->"
END = "<!-- end -->"
KINDS = {"hard": "must hold", "soft": "expected", "bound": "plausible"}
SCOPES = {"table": "within a table", "cross_year": "between two years", "narrative": "text against table"}


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join("" if cell is None else str(cell).replace("|", "\\|") for cell in cells) + " |"


def _grid(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from map(_row, rows)
    yield ""


def _code(keys: Sequence[str]) -> str:
    return " ".join(f"`{key}`" for key in keys)


def _table(table: forms.Table) -> Iterator[str]:
    yield f"### `{table.key}`: {table.title}"
    yield ""
    yield f"{table.title_en}. {len(table.measures())} cells in all forms together."
    yield ""
    yield from _grid(
        ["column", "label", "English", "unit"],
        [(f"`{c.key}`", c.label, c.label_en, c.unit or "as printed") for c in table.columns],
    )
    if table.single_row:
        yield f"One row, `{table.single_row}`."
        yield ""
        return
    yield from _grid(
        ["row", "label", "English", "below", "forms"],
        [
            (
                f"`{r.key}`",
                r.label,
                f"{r.label_en} (heading, no numbers)" if r.kind is forms.RowKind.GROUP else r.label_en,
                r.parent and f"`{r.parent}`",
                _code(r.formats) or "all",
            )
            for r in table.rows
        ],
    )
    if table.blocks:
        yield from _grid(
            ["part", "label", "its columns"], [(f"`{b.key}`", b.label, _code(b.columns)) for b in table.blocks]
        )


def _forms() -> Iterator[str]:
    yield "## Forms"
    yield ""
    yield from _grid(
        ["format", "name", "authority", "report years", "tables", "cells"],
        [
            (
                f"`{f.key}`",
                f.name_zh,
                f.authority,
                f"{f.report_year_from}–{f.report_year_to or ''}",
                _code(f.tables),
                len(forms.measures(f.key)),
            )
            for f in forms.FORMS.values()
        ],
    )
    yield from _grid(
        ["section", "label"],
        [(f"`{s.key}`", f"{s.ordinal}、{s.label}") for s in forms.form("a2021").sections],
    )


def _identities() -> Iterator[str]:
    yield "## Identities"
    yield ""
    yield from _grid(
        ["identity", "where", "strictness", "says", "forms"],
        [(f"`{i.id}`", SCOPES[i.scope], KINDS[i.severity], f"`{i.expr}`", _code(i.formats)) for i in forms.IDENTITIES],
    )


def tables() -> str:
    """The generated part of the page, markers included."""
    lines = [BEGIN, "", *_forms(), "## Tables", ""]
    for table in forms.TABLES.values():
        lines.extend(_table(table))
    return "\n".join([*lines, *_identities(), END])


def renewed(page: str) -> str:
    """The page with its generated part made anew."""
    before, after = page.split(BEGIN, maxsplit=1)[0], page.split(END)[1]
    return before + tables() + after


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
