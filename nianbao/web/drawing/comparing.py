"""A comparison as it is drawn: a chart and a table for each thing, with what the sums leave out."""

from dataclasses import dataclass
from typing import Any

from nianbao.web.drawing.figures import Plotted, Shown, borders, plotted, shown, unit_name
from nianbao.web.drawing.marks import MARKS
from nianbao.web.evidence import evidence
from nianbao.web.resources.numbers.comparison import Comparison, Line, Point, Thing
from nianbao.web.resources.numbers.gathering import Body
from nianbao.web.resources.numbers.points import Standing
from nianbao.web.templating import number
from nianbao.web.words import Language, say


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in the table; ``beside`` is how many agencies are in it, ``to`` where its report is."""

    shown: Shown
    doubtful: bool
    beside: str
    year: int
    has_report: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing: the chart (None where nothing has a number), the rows of the table, and who is missing in the sums."""

    thing: Thing
    chart: dict[str, Any] | None
    rows: list[tuple[Body, list[Cell]]]
    missing: list[str]


def drawn(language: Language, of: Comparison) -> list[Drawn]:
    """In the order of the things."""
    bodies = {body.id: body for body in of.of}
    return [
        _drawn(language, thing, [(bodies[line.of], line) for line in of.lines if line.what == thing.key])
        for thing in of.what
    ]


def _drawn(language: Language, thing: Thing, lines: list[tuple[Body, Line]]) -> Drawn:
    forms: dict[int, set[str]] = {}
    for _, line in lines:
        for point in line.points:
            forms.setdefault(point.year, set()).update(point.number.forms)
    edges = borders(language, forms)
    starts = {edge["year"] for edge in edges}
    rows = [
        (body, [_cell(language, point, edge=point.year in starts) for point in line.points]) for body, line in lines
    ]
    missing = [
        say(language, "compare.missing_in", name=body.name, year=point.year, names="、".join(point.together.missing))
        for body, line in lines
        for point in line.points
        if point.together and point.together.missing
    ]
    return Drawn(thing, _chart(language, thing, lines, rows, edges), rows, missing)


def _chart(
    language: Language,
    thing: Thing,
    lines: list[tuple[Body, Line]],
    rows: list[tuple[Body, list[Cell]]],
    edges: list[dict[str, Any]],
) -> dict[str, Any] | None:
    units = [p.number.unit for _, line in lines for p in reversed(line.points) if p.number.value is not None]
    if not units:
        return None
    drawn = [
        plotted(title_of(language, body), list(map(_plotted, line.points, cells)))
        for (body, line), (_, cells) in zip(lines, rows, strict=True)
    ]
    title = thing.label_zh if language is Language.ZH else thing.label_en
    return {"title": title, "unit": unit_name(units[0]), "lines": drawn, "borders": edges}


def _plotted(point: Point, cell: Cell) -> Plotted:
    """Hollow where agencies are missing in the sum."""
    sums = point.together
    return Plotted(
        point.year, point.number, cell.shown, point.joined, hollow=bool(sums and sums.counted < sums.expected)
    )


def title_of(language: Language, body: Body) -> str:
    """An agency's name; of a district that it stands for all its agencies."""
    return body.name if body.key else say(language, "compare.whole", name=body.name)


def _cell(language: Language, point: Point, *, edge: bool) -> Cell:
    made = shown(language, point.number, edge=edge)
    said = [made.remark] if made.remark else []
    text, beside = made.text, ""
    if point.together is not None:
        sums = point.together
        said.append(say(language, "compare.counted", counted=sums.counted, expected=sums.expected))
        if sums.unreported:
            said.append(say(language, "compare.unreported", count=sums.unreported))
        if sums.flagged:
            said.append(say(language, "compare.flagged", count=sums.flagged))
        if sums.summary is not None:
            said.append(say(language, "compare.summary", value=number(sums.summary)))
        beside = f"{sums.counted}/{sums.expected}" if sums.expected or sums.counted else ""
    elif point.failing:
        said.append(say(language, "compare.failing", count=point.failing))
    if point.number.state is Standing.NO_REPORT and point.report is not None:
        text = MARKS[point.report]
        said = [f"{say(language, f'presence.{point.report}')}: {evidence(language, point.evidence)}"]
    remark = ("；" if language is Language.ZH else "; ").join(said)
    has_report = point.together is None and point.number.state is not Standing.NO_REPORT
    doubtful = point.number.value is not None and point.failing > 0
    return Cell(made._replace(text=text, remark=remark), doubtful, beside, point.year, has_report)
