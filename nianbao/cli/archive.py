"""``nianbao archive``: what was captured."""

import os
import sys

import click

from nianbao.cli import options, show
from nianbao.cli.database import known


@click.group()
def archive() -> None:
    """Check the archive."""


@archive.command()
@options.as_json
def verify(as_json: bool) -> None:
    """Read every record and compare digests, and look for the record of every capture in the database."""
    from storage.archive import Archive
    from storage.archive.verify import verify as check
    from storage.queries.captured import Captured
    from storage.settings import Settings

    archive = Archive(Settings.from_environment(os.environ).archive_url)
    with known() as connection:
        problems = list(check(archive, Captured(connection) if connection is not None else None))
    for p in problems:
        if as_json:
            show.line({"file": p.file, "offset": p.offset, "url": p.url, "kind": p.kind, "message": p.message})
        else:
            show.say(f"{p.file} at {p.offset}: {p.kind}: {p.message}")
    if problems:
        sys.exit(1)
    if not as_json:
        show.say("Every record is whole.")
