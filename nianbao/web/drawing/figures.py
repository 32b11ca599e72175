"""Numbers of charts and tables as people read them: the figure, what it is worth, and the drawing of a line."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from markupsafe import escape

from forms import Grade
from nianbao.web.resources.numbers.points import SMALL, Number, Standing
from nianbao.web.templating import number
from nianbao.web.words import Language, say, words

EMPTY = "–"
"""Stands where there is no number: never 0."""


class Shown(NamedTuple):
    """A number in a table; ``remark`` says what it is made of, or why there is none, ``css`` how it looks."""

    text: str
    remark: str
    css: str
    empty: bool
    small: bool


class Plotted(NamedTuple):
    """A point of a line; ``hollow`` where it is not of the agency's own report."""

    year: int
    number: Number
    shown: Shown
    joined: bool
    hollow: bool = False


def shown(language: Language, of: Number, *, edge: bool = False) -> Shown:
    """``edge``: another form begins here."""
    empty = of.value is None
    apart = of.grade is Grade.BROKEN
    css = " ".join(name for name, holds in (("n", True), ("none", empty), ("apart", apart), ("edge", edge)) if holds)
    return Shown(figure(of), remark(language, of), css, empty, of.small and not empty)


def cell(of: Shown) -> str:
    """Of a table, as HTML; made here, since a template takes several times as long, and a page has hundreds."""
    remark = escape(of.remark)
    small = "<sup>°</sup>" if of.small else ""
    only_read = f'<span class="only-read"> {remark}</span>' if of.empty else ""
    return f'<td class="{of.css}"><span title="{remark}">{escape(of.text)}</span>{small}{only_read}</td>'


def no_cell(*, edge: bool) -> str:
    """Of a year without a report."""
    return f'<td class="n none{" edge" if edge else ""}">{EMPTY}</td>'


def figure(of: Number) -> str:
    """``1,234`` or ``12.5%``."""
    if of.value is None:
        return EMPTY
    return f"{of.value * 100:.1f}%" if of.unit == "ratio" else number(of.value)


def remark(language: Language, of: Number) -> str:
    """What a figure is made of and how far it compares, or why there is none."""
    said: list[str] = []
    if of.value is None:
        said.append(say(language, f"point.{of.state}"))
        if of.without:
            states = sorted({say(language, f"cell.{state}") for state in of.without})
            said.append(say(language, "point.in_cells", states="、".join(states)))
    elif of.denominator is not None:
        said.append(say(language, "point.of", above=number(of.numerator), below=number(of.denominator)))
    if of.small and of.state is Standing.REPORTED:
        said.append(say(language, "point.small", count=SMALL))
    if of.grade is Grade.BROKEN and of.value is not None and of.unit not in ("", "ratio"):
        said.append(say(language, "point.in_unit", unit=of.unit))
    said += [form_name(language, form) for form in of.forms]
    if of.grade is not None and of.grade != "exact":
        said.append(say(language, f"point.{of.grade}"))
    return "；".join(said) if language is Language.ZH else "; ".join(said)


def form_name(language: Language, form: str, length: str = "form") -> str:
    """A national form by its year (``short`` for a chart); its key where there is no word for it."""
    key = f"point.{length}_{form}"
    return say(language, key) if key in words() else form


def unit_name(unit: str) -> str:
    """As it stands at the axis."""
    return "%" if unit == "ratio" else unit


def plotted(name: str, points: Sequence[Plotted]) -> dict[str, Any]:
    """A line for the chart; null where there is no number."""
    return {
        "name": name,
        "years": [point.year for point in points],
        "values": [_drawn(point.number) for point in points],
        "joined": [point.joined for point in points],
        "hollow": [point.hollow for point in points],
        "told": [None if p.shown.empty else f"{p.year}  {p.shown.text}\n{p.shown.remark}" for p in points],
    }


def _drawn(of: Number) -> float | None:
    if of.value is None:
        return None
    return float(of.value * 100 if of.unit == "ratio" else Decimal(of.value))


def borders(language: Language, forms: Mapping[int, Iterable[str]]) -> list[dict[str, Any]]:
    """Where another form begins: the first year of it, by year with the forms in use."""
    found: list[dict[str, Any]] = []
    before: tuple[str, ...] | None = None
    for year in sorted(forms):
        now = tuple(sorted(forms[year]))
        if now and before is not None and now != before:
            found.append({"year": year, "label": "/".join(form_name(language, form, "short") for form in now)})
        before = now or before
    return found
