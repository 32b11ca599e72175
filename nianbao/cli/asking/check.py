"""``nianbao check``: what does not add up."""

import json
from datetime import datetime

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked, database
from nianbao.cli.reading.readings import equation

_OUTCOMES = ("fail", "not_stated", "not_evaluated", "not_applicable")


@click.command()
@options.narrowing
@click.option("--cross", is_flag=True, help="First compare reports with reports again: years, and districts' sums.")
@click.option("--outcome", type=click.Choice(_OUTCOMES), default="fail", show_default=True, help="What checking gave.")
@options.as_of
@options.as_json
def check(
    agency: str | None,
    district: str | None,
    year: int | None,
    cross: bool,
    outcome: str,
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """List the identities that fail."""
    from storage import queries
    from storage.crosschecks import WORDS, Code, renew
    from storage.records import Outcome

    narrowing = queries.Narrowing(agency, district, year)
    if cross:
        with asked() as connection:
            narrowing.conditions(connection)
        with database() as engine:
            renewed = renew(engine, None if district is None else {district})
    with asked() as connection:
        codes = queries.codes(connection, narrowing, as_of=as_of)
        rows_of = queries.findings(connection, narrowing, outcome=Outcome(outcome), as_of=as_of)
        found = [row for row, _ in rows_of]
    coded = [(r, codes.get((r.district_code, r.agency, r.year, r.identity, r.bind), "")) for r in found]
    if as_json:
        for r, code in coded:
            show.line({**r._asdict(), "bind": json.loads(r.bind), **({"code": code} if code else {})})
        return
    rows = [
        (r.district, r.agency, r.year, equation(r.identity, json.loads(r.bind), r.left, r.right),
         WORDS[Code(code)] if code else "", r.verdict, r.source_url)
        for r, code in coded
    ]  # fmt: skip
    heads = ["district", "agency", "year", "identity", "why", "verdict", "source"]
    filled = [i for i, head in enumerate(heads) if head not in ("why", "verdict") or any(row[i] for row in rows)]
    show.table([heads[i] for i in filled], [[row[i] for i in filled] for row in rows], right=["year"])
    if cross:
        show.say(
            f"{show.counted(renewed.districts, 'district')} compared report by report: "
            f"{show.counted(renewed.reports, 'report')} with other findings than before."
        )
    show.say(_closing(len(rows), outcome))


def _closing(number: int, outcome: str) -> str:
    if outcome != "fail":
        return f"{show.counted(number, 'finding')}."
    return f"{show.counted(number, 'identity fails', 'identities fail')}." if number else "No identity fails."
