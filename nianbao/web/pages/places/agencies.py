"""``/districts/{code}/agencies/{agency}``."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from markupsafe import Markup

from nianbao.web.asking import Asked, Asking
from nianbao.web.drawing.choosing import GROUPS, group_of
from nianbao.web.drawing.figures import (
    Plotted,
    Shown,
    borders,
    cell,
    form_name,
    no_cell,
    plotted,
    shown,
    unit_name,
)
from nianbao.web.drawing.marks import MARKS
from nianbao.web.pages.parameters import AgencyKey, AsOf, Code
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.numbers.lines import Line
from nianbao.web.resources.numbers.points import SMALL
from nianbao.web.resources.numbers.things import thing
from nianbao.web.resources.places.agency import Agency, agency
from nianbao.web.words import Language

router = APIRouter()

_HEADS = (
    "district_code", "district", "agency", "indicator", "label_zh", "label_en", "year", "value", "unit", "state",
    "numerator", "denominator", "forms", "grade", "small", "joined", "agencies", "missing",
)  # fmt: skip


def _sheet(of: Agency) -> Sheet:
    return Sheet(_HEADS, _rows(of))


def _rows(of: Agency) -> Iterator[tuple[object, ...]]:
    for line in of.lines:
        for point in line.points:
            number = point.number
            yield (
                of.district_code, of.district, of.name, line.key, line.label_zh, line.label_en, point.year,
                number.value, number.unit or line.unit, number.state, number.numerator, number.denominator,
                " ".join(number.forms), number.grade, number.small, point.joined,
                "; ".join(point.agencies), "; ".join(point.missing),
            )  # fmt: skip


_WAY = Way("places/agency.html", Agency, _sheet)


@router.get(
    "/districts/{code}/agencies/{agency:path}",
    summary="One agency: its reports, and its numbers year by year",
    responses={**offered(Agency), **documented(404, 422, 429)},
)
def show(
    code: Code,
    agency: AgencyKey,
    asked: Asking,
    as_of: AsOf,
    follow: Annotated[bool, Query(description="Also its predecessors and the agency that it became")] = False,
) -> Response:
    """Who it is, its report of every year or why there is none, the main indicators, and what does not add up.

    The CSV has the numbers.
    """

    def make() -> Agency:
        return asked.read(_agency, code, agency, follow=follow, as_of=as_of, today=asked.today)

    return answer(asked, _WAY, make, beside=lambda of: _beside(asked, of))


_agency = agency


def _beside(asked: Asked, of: Agency) -> dict[str, object]:
    """What the template draws: a chart a line, by what it is about, and a table of all."""
    language = asked.language
    by_year = _forms(of)
    years = range(min(by_year), max(by_year) + 1) if by_year else range(0)
    edges = borders(language, by_year)
    edge_years = {edge["year"] for edge in edges}
    charts: dict[str, list[dict[str, Any]]] = {}
    rows = []
    for line in of.lines:
        row = {p.year: shown(language, p.number, edge=p.year in edge_years) for p in line.points}
        cells = (cell(row[year]) if year in row else no_cell(edge=year in edge_years) for year in years)
        rows.append((line, Markup("".join(cells))))  # noqa: S704 – escaped where they are made
        if not all(each.empty for each in row.values()):
            charts.setdefault(group_of(thing(line.key)), []).append(_chart(language, line, row, of.name, edges))
    return {
        "marks": MARKS,
        "small": SMALL,
        "groups": [(group, charts[group]) for group in GROUPS if group in charts],
        "years": years,
        "spans": _spans(language, by_year, years),
        "edges": edge_years,
        "rows": rows,
        "leads": _leads(of),
        "forms": {year.report.form: form_name(language, year.report.form) for year in of.reports if year.report},
    }


def _leads(of: Agency) -> dict[int, str]:
    """By year the key of the agency whose report the numbers are from; none where they are from several."""
    whose: dict[int, list[str]] = {}
    for year in of.reports:
        if year.report is not None:
            whose.setdefault(year.year, []).append(year.key)
    return {year: keys[0] for year, keys in whose.items() if len(keys) == 1}


def _chart(
    language: Language, line: Line, row: dict[int, Shown], own: str, edges: list[dict[str, Any]]
) -> dict[str, Any]:
    name = line.label_zh if language is Language.ZH else line.label_en
    points = [Plotted(p.year, p.number, row[p.year], p.joined, hollow=p.agencies != (own,)) for p in line.points]
    unit = next(p.number.unit for p in reversed(line.points) if p.number.value is not None)
    return {"title": name, "unit": unit_name(unit), "lines": [plotted(name, points)], "borders": edges}


def _forms(of: Agency) -> dict[int, set[str]]:
    """The forms of the reports of each year."""
    found: dict[int, set[str]] = {}
    for line in of.lines:
        for point in line.points:
            found.setdefault(point.year, set()).update(point.number.forms)
    return found


def _spans(language: Language, by_year: dict[int, set[str]], years: range) -> list[tuple[str, int]]:
    """The row of forms above the years: name and number of years."""
    found: list[tuple[str, int]] = []
    for year in years:
        name = "/".join(form_name(language, form) for form in sorted(by_year.get(year, ())))
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + 1)
        else:
            found.append((name, 1))
    return found
