"""Writes the lists of views, indicators and concepts of docs/sql.md: ``.venv/bin/python scripts/views.py``.

Everything between the two markers is replaced; the questions around them are written by hand. A test compares.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import forms
from storage.models.views import VIEWS, View
from storage.models.views.common import HEAD

PAGE = Path(__file__).parent.parent / "docs" / "sql.md"
BEGIN = "<!-- begin: written by scripts/views.py -->"
END = "<!-- end -->"


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join("" if cell is None else str(cell).replace("|", "\\|") for cell in cells) + " |"


def _grid(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from map(_row, rows)
    yield ""


def _view(view: View) -> Iterator[str]:
    yield f"### `{view.name}`"
    yield ""
    yield f"{view.en}. {view.zh}。"
    yield ""
    rest = view.columns
    if rest[: len(HEAD)] == HEAD:
        named = ", ".join(f"`{column.name}`" for column in HEAD)
        yield f"First {named}, as in `reports`; then:"
        yield ""
        rest = rest[len(HEAD) :]
    yield from _grid(
        ["column", "type", "unit", "what", "说明"],
        [(f"`{c.name}`", c.kind.value, c.unit, c.en, c.zh) for c in rest],
    )


def _sum(parts: Sequence[forms.Part]) -> str:
    terms = [f"{'- ' if p.sign < 0 else '+ '}{p.measure.row}[{p.measure.column}]" for p in parts]
    return " ".join(terms).removeprefix("+ ")


def _derived(found: Sequence[forms.Derived], head: str) -> Iterator[str]:
    newest = forms.NEWEST
    yield from _grid(
        [head, "what", "说明", "unit", f"from, in {newest}", "forms and their grade"],
        [
            (
                f"`{d.key}`",
                d.label_en,
                d.label,
                d.unit,
                f"`{_sum(d.numerator[newest])}`"
                + (f" of `{_sum(d.denominator[newest])}`" if d.denominator.get(newest) else ""),
                ", ".join(f"`{form}` {d.compares(form, newest)}" for form in d.forms)
                + (f": {d.note}" if d.note else ""),
            )
            for d in found
        ],
    )


def lists() -> str:
    """The generated part of the page, markers included."""
    lines = [BEGIN, "", "## Views", ""]
    for view in VIEWS:
        lines.extend(_view(view))
    lines += ["## Indicators", "", *_derived(forms.indicators(), "indicator")]
    lines += ["## Concepts of `series`", "", *_derived(forms.concepts(), "concept")]
    return "\n".join([*lines, END])


def renewed(page: str) -> str:
    """The page with its generated part made anew."""
    before, after = page.split(BEGIN, maxsplit=1)[0], page.split(END)[1]
    return before + lists() + after


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
