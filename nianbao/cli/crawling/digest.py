"""``nianbao digest``: what came, changed, went, broke and fell silent."""

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked

if TYPE_CHECKING:
    from nianbao.digest import Digest

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--since", metavar="DAY", type=_DAY, help="From this day of China's clock on; by default the last day.")
@click.option("--until", metavar="DAY", type=_DAY, help="Up to the end of this day.")
@click.option("--format", "kind", type=click.Choice(["table", "markdown", "atom"]), default="table", show_default=True)
@options.as_json
def digest(since: datetime | None, until: datetime | None, kind: str, as_json: bool) -> None:
    """Tell what the last nights brought: reports and sites.

    Reports are new, changed or withdrawn; sites broken, or silent: they answer as if all were well and show much less.
    """
    from nianbao.digest import atom, collect, markdown, record

    begin, end = _span(since, until)
    if begin >= end:
        raise click.UsageError("--since must not be after --until")
    with asked() as connection:
        found = collect(connection, begin, end)
    if as_json:
        show.line(record(found))
    elif kind == "markdown":
        click.echo(markdown(found), nl=False)
    elif kind == "atom":
        click.echo(atom(found), nl=False)
    else:
        print_digest(found)


def _span(since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
    """Whole days of China's clock; by default the last 24 hours."""
    from storage.coverage import CHINA

    now = datetime.now(UTC)
    end = datetime.combine(until.date() + timedelta(days=1), time(), CHINA) if until else now
    begin = datetime.combine(since.date(), time(), CHINA) if since else end - timedelta(days=1)
    return begin.astimezone(UTC), end.astimezone(UTC)


def print_digest(found: "Digest") -> None:
    """Tables for people."""
    show.table(
        ["", "agency", "year", "version", "address"],
        [[r.event.value, r.agency, r.year, r.version, r.source_url] for r in found.reports],
        right=["version"],
    )
    show.table(
        ["site", "verdict", "before", "documents", "reason"],
        [
            [
                site.walk.site,
                "silent" if site.silent else site.walk.verdict.value,
                site.before.verdict.value if site.before else "",
                site.walk.counts.get("documents", 0),
                site.walk.reason,
            ]
            for site in found.sites
            if site.broken or site.silent
        ],
        right=["documents"],
    )
    from storage.queries.crawl.news import Event

    counts = ", ".join(f"{len(found.of(event)):,} {event.value}" for event in Event)
    show.say(
        f"{show.counted(len(found.sites), 'site')} walked: {counts}; "
        f"{len(found.broken):,} broken, {len(found.silent):,} silent."
    )
