"""``nianbao series``: one cell of an agency's reports, year by year."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from nianbao.cli import options, show
from nianbao.cli.cells import measure_of, told
from nianbao.cli.database import asked

if TYPE_CHECKING:
    from storage.queries import Point


@click.command()
@click.argument("agency", metavar="AGENCY")
@click.argument("cell", metavar="TABLE.ROW.COLUMN")
@options.district
@options.year
@click.option(
    "--follow", is_flag=True, help="Also before, under its predecessors, and after, under its successor. 追溯承继机关。"
)
@options.as_of
@options.as_json
def series(
    agency: str,
    cell: str,
    district: str | None,
    year: int | None,
    follow: bool,
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """Show one number of an agency year by year.

    列出一个机关某一单元格的历年数字。

    For example: nianbao series 区财政局 t3.new_received.total --follow

    With --follow an agency that took over from others has their sum: only where the report of each of them is stored
    and prints a number. Where an agency was split, its number is no one's alone, and there is none.

    加 --follow 时并入被承继机关的数字：各机关的报告齐全且均有数字才给出合计；机关被拆分的年份不给出数字。
    """
    import forms
    from storage import queries

    measure = measure_of(cell)
    with asked(needed=True) as connection:
        narrowing = queries.Narrowing(agency, district, year)
        points = queries.series(connection, narrowing, measure, follow=follow, as_of=as_of)
    if as_json:
        for point in points:
            show.line(_record(point))
        return
    table = forms.table(measure.table)
    unit = table.unit(measure) or ""
    show.say(f"{forms.table_zh(measure.table)} {forms.label_zh(measure)} / {forms.label_en(measure)} {unit}".rstrip())
    heads = ["year", "number", "form", "agency", "note"]
    show.table(heads, map(_row, points), right=["year", "number"])
    show.say(f"{show.counted(len(points), 'year')}.")


def _row(point: "Point") -> tuple[object, ...]:
    forms = " ".join(sorted({part.format for part in point.parts}))
    agencies = "、".join(part.agency for part in point.parts)
    number = "–" if point.value is None else format(point.value, "f")
    return (point.year, number, forms, agencies, _note(point))


def _note(point: "Point") -> str:
    """Why there is no number, or of what it is the sum."""
    if point.split:
        return "of an agency that was split"
    if point.missing:
        return f"no report of {'、'.join(point.missing)}"
    if point.value is None:
        return "; ".join(f"{part.agency}: {told(part.printed)}" for part in point.parts)
    return " + ".join(told(part.printed) for part in point.parts) if len(point.parts) > 1 else ""


def _record(point: "Point") -> dict[str, Any]:
    parts = [
        {
            "agency": part.agency,
            "format": part.format,
            **part.printed._asdict(),
            "source_url": part.source_url,
        }
        for part in point.parts
    ]
    return {
        "year": point.year,
        "value": point.value,
        "split": point.split,
        "missing": list(point.missing),
        "parts": parts,
    }
