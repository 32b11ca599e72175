"""``nianbao check``: what does not add up."""

import json

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked
from nianbao.cli.readings import equation


@click.command()
@options.narrowing
@options.as_json
def check(agency: str | None, district: str | None, year: int | None, as_json: bool) -> None:
    """List the identities that fail."""
    from storage import queries
    from storage.records import Outcome

    with asked() as connection:
        narrowing = queries.Narrowing(agency, district, year)
        found = (row for row, _ in queries.findings(connection, narrowing, outcome=Outcome.FAIL))
        if as_json:
            for row in found:
                show.line({**row._asdict(), "bind": json.loads(row.bind)})
            return
        rows = [
            (r.district, r.agency, r.year, equation(r.identity, json.loads(r.bind), r.left, r.right), r.source_url)
            for r in found
        ]
    show.table(["district", "agency", "year", "identity", "source"], rows, right=["year"])
    show.say(f"{show.counted(len(rows), 'identity fails', 'identities fail')}." if rows else "No identity fails.")
