"""``nianbao coverage``: how each site was walked, and for each expected report whether it is there, and if not, why."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked

if TYPE_CHECKING:
    from storage.queries.crawl.coverage import SiteReport
    from storage.records import Coverage, SiteCoverage


@click.command()
@options.narrowing
@options.as_json
def coverage(agency: str | None, district: str | None, year: int | None, as_json: bool) -> None:
    """Show which agencies and years were found, and which not."""
    from storage import queries
    from storage.coverage import CHINA

    with asked() as connection:
        today = datetime.now(CHINA).date()
        found = list(queries.coverage(connection, queries.Narrowing(agency, district, year), today=today))
    if as_json:
        _print_lines(found)
    else:
        _print_pages(found)


def _print_lines(found: "Sequence[SiteReport]") -> None:
    for report in found:
        site = report.site
        head = {"site": site.site, "code": site.code}
        show.line({**head, "state": site.state, "reason": site.reason, "checked_at": site.checked_at})
    for report in found:
        for row in report.rows:
            head = {"site": row.site, "code": row.code, "agency": row.agency}
            show.line({**head, "year": row.year, "state": row.state, "evidence": row.evidence})


def _print_pages(found: "Sequence[SiteReport]") -> None:
    for report in found:
        show.say(_headline(report.site))
        years = sorted({row.year for row in report.rows})
        show.table(["agency", *map(str, years)], _matrix(report.rows, years))
        show.say("")
    total = Counter(row.state.value for report in found for row in report.rows)
    states = ", ".join(f"{count:,} {state}" for state, count in total.most_common())
    show.say(
        f"{show.counted(len(found), 'site')}; {show.counted(total.total(), 'report')} expected or found: {states}."
    )


def _headline(site: "SiteCoverage") -> str:
    """``xicheng (110102): complete, checked 2026-11-20 03:04 UTC``."""
    why = f", {site.reason}" if site.reason else ""
    when = f", checked {site.checked_at:%Y-%m-%d %H:%M} UTC" if site.checked_at else ""
    return f"{site.site} ({site.code}): {site.state.value}{why}{when}"


def _matrix(rows: "Sequence[Coverage]", years: Sequence[int]) -> list[list[str]]:
    states = {(row.agency, row.year): row.state.value for row in rows}
    agencies = dict.fromkeys(row.agency for row in rows)
    return [[agency, *(states.get((agency, year), "") for year in years)] for agency in agencies]
