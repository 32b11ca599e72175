"""Options that several commands share, so that they read and mean the same everywhere."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import click

_CHINA = timezone(timedelta(hours=8))
_DAY = len("2026-01-20")
FIRST_YEAR = 2008
LAST_YEAR = 2100

type_of_year = click.IntRange(FIRST_YEAR, LAST_YEAR)
"""The regulation took effect in 2008, so no report is of an earlier year."""

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

as_json = click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object a line.")
agency = click.option("--agency", metavar="NAME", help="Only this agency; the name may leave the district out.")
district = click.option("--district", metavar="CODE", help="Only this district, by its GB/T 2260 code.")
year = click.option("--year", metavar="YEAR", type=type_of_year, help="Only this report year.")
years = click.option(
    "--year", "years", metavar="YEAR", type=type_of_year, multiple=True, help="Only this report year; repeatable."
)


class Moment(click.ParamType[datetime]):
    """A day of China's clock, for its end, or a moment with its zone."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Aware; a day becomes its last moment."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is no day: write it as 2026-01-20, or a moment as 2026-01-20T08:00:00Z", param, ctx)
        if len(value) <= _DAY:
            return moment.replace(tzinfo=_CHINA) + timedelta(days=1, microseconds=-1)
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=_CHINA)


as_of = click.option(
    "--as-of", metavar="DAY", type=Moment(), help="As the database showed it at the end of this day of China's clock."
)


def narrowing(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--agency``, ``--district`` and ``--year``."""
    return agency(district(year(command)))


registry = click.option(
    "--sites", "registry", metavar="PATH", type=click.Path(path_type=Path), help="A folder of site files, or one file."
)


def nightly(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--sites``, ``--webhook`` and ``--releases``: what a night goes by, whoever begins it."""
    return registry(_webhook(_releases(command)))


_webhook = click.option("--webhook", metavar="URL", envvar="NIANBAO_WEBHOOK", help="Where to post the digest as JSON.")
_releases = click.option(
    "--releases",
    metavar="DIR",
    envvar="NIANBAO_RELEASES",
    type=click.Path(path_type=Path),
    help="Where to make a release each month.",
)
