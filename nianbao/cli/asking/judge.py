"""``nianbao judge``: what a person decides about a finding."""

import os
from datetime import UTC, datetime

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked, database

_RULINGS = ("confirmed", "explained", "misread", "none")


@click.command()
@click.argument("agency", metavar="AGENCY")
@click.argument("year", metavar="YEAR", type=options.type_of_year)
@click.argument("identity", metavar="IDENTITY")
@click.argument("bind", metavar="BIND")
@click.argument("verdict", metavar="VERDICT", type=click.Choice(_RULINGS))
@click.option("--reason", required=True, help="Why, in a sentence.")
@click.option("--by", metavar="NAME", default="", help="Who decides.")
@options.district
def judge(
    *, agency: str, year: int, identity: str, bind: str, verdict: str, reason: str, by: str, district: str | None
) -> None:
    """Decide about a finding.

    BIND says for which column or row, as check prints it: c=total, or - for an identity without any. VERDICT is
    confirmed (the report is wrong as printed), explained (it is right, for the reason), misread (the document says
    otherwise), or none, which takes an earlier verdict back. It belongs to the report, outlives new readings, and is
    kept in the archive as well.
    """
    from nianbao.operations.judging import judge as keep
    from storage import judgements
    from storage.records import Judged
    from storage.settings import Settings

    bound = judgements.bind_of(bind)
    with asked(needed=True) as connection:
        _, code, name = judgements.report_of(connection, agency, year, district)
    ruling = "" if verdict == "none" else verdict
    found = Judged(code, name, year, identity, bound, ruling, reason, datetime.now(UTC), by)
    with database() as engine:
        keep(engine, Settings.from_environment(os.environ), found)
    show.say(f"{name} {year}, {identity} {bound}: {verdict}.")
