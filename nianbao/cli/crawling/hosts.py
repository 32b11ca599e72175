"""``nianbao hosts``: what was asked of a site's server, for whoever runs it."""

from datetime import UTC, datetime, timedelta

import click

from nianbao.cli import options, show
from nianbao.cli.database import asked


@click.command()
@click.argument("host", required=False)
@click.option("--days", metavar="N", type=click.IntRange(min=1), help="Only the last N days.")
@options.as_json
def hosts(host: str | None, days: int | None, as_json: bool) -> None:
    """Show what was asked of each host, day by day.

    With a HOST only of that one. Times are those of China's clock. Requests for robots.txt come on top, one a run.
    """
    from storage.coverage import CHINA
    from storage.queries.crawl.hosts import hosts as all_hosts

    since = datetime.now(UTC) - timedelta(days=days) if days else None
    with asked() as connection:
        found = list(all_hosts(connection, host, since=since))
    if as_json:
        for day in found:
            show.line(
                {
                    "host": day.host,
                    "day": day.day,
                    "sites": sorted(day.sites),
                    "requests": day.requests,
                    "first": day.first,
                    "last": day.last,
                    "shortest_pause": None if day.shortest is None else round(day.shortest, 3),
                    "bytes": day.size,
                    "outcomes": {outcome.value: n for outcome, n in sorted(day.outcomes.items())},
                }
            )
        return
    show.table(
        ["host", "day", "requests", "from", "to", "shortest pause", "bytes", "answers"],
        [
            [
                day.host,
                day.day,
                f"{day.requests:,}",
                f"{day.first.astimezone(CHINA):%H:%M:%S}" if day.first else "",
                f"{day.last.astimezone(CHINA):%H:%M:%S}" if day.last else "",
                "" if day.shortest is None else f"{day.shortest:.2f} s",
                f"{day.size:,}",
                ", ".join(f"{n:,} {outcome.value}" for outcome, n in sorted(day.outcomes.items())),
            ]
            for day in found
        ],
        right=["requests", "shortest pause", "bytes"],
    )
    if not found:
        show.say(f"Nothing was asked of {host or 'any host'}{f' in the last {days} days' if days else ''}.")
