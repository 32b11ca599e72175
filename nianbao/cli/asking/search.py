"""``nianbao search``: reports by the words of their text."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked

if TYPE_CHECKING:
    from storage.search import Hit

MOST_HITS = 1000


@click.command()
@click.argument("words", nargs=-1, required=True)
@options.narrowing
@click.option(
    "--limit",
    metavar="HITS",
    type=click.IntRange(1, MOST_HITS),
    default=20,
    show_default=True,
    help="At most this many, the best first.",
)
@click.option("--all-versions", is_flag=True, help="What former versions said as well.")
@options.as_json
def search(
    words: tuple[str, ...],
    agency: str | None,
    district: str | None,
    year: int | None,
    limit: int,
    all_versions: bool,
    as_json: bool,
) -> None:
    """Find reports by words of their text.

    Every word has to be there; words in quotation marks have to stand together.
    """
    from storage import queries
    from storage.search import search as find

    with asked() as connection:
        narrowing = queries.Narrowing(agency, district, year)
        found = find(connection, " ".join(words), narrowing, limit=limit, all_versions=all_versions)
    if as_json:
        for hit in found.hits:
            show.line(asdict(hit))
        return
    for hit in found.hits:
        _print(hit)
    beyond = f"; the best {len(found.hits)} are shown" if found.count > len(found.hits) else ""
    show.say(f"{show.counted(found.count, 'report')}{beyond}.")


def _print(hit: "Hit") -> None:
    former = "" if hit.current else f", former version {hit.version}"
    where = hit.heading if hit.section != "title" else "title"
    show.say(f"{hit.agency} {hit.year}  {where}{former}")
    show.say(f"  {hit.marked}")
    show.say(f"  {hit.source_url}\n")
