"""Options that several commands share, so that they read and mean the same everywhere."""

from collections.abc import Callable
from typing import Any

import click

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


def narrowing(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--agency``, ``--district`` and ``--year``."""
    return agency(district(year(command)))
