"""``nianbao reports``: the stored reports in their current versions."""

from datetime import datetime

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked


@click.command()
@options.narrowing
@options.as_of
@options.as_json
def reports(agency: str | None, district: str | None, year: int | None, as_of: datetime | None, as_json: bool) -> None:
    """List the stored reports."""
    from storage import queries

    with asked() as connection:
        found = queries.reports(connection, queries.Narrowing(agency, district, year), as_of=as_of)
        if as_json:
            for row in found:
                show.line(row._asdict())
            return
        rows = [(r.district, r.agency, r.year, r.format, r.version, r.status, r.published, r.source_url) for r in found]
    heads = ["district", "agency", "year", "format", "version", "status", "published", "source"]
    show.table(heads, rows, right=["year", "version"])
    show.say(f"{show.counted(len(rows), 'report')}.")
