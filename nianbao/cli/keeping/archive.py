"""``nianbao archive``: what was captured."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show
from nianbao.cli.database import known
from nianbao.cli.keeping.repack import repack

if TYPE_CHECKING:
    from storage.archive import Archive
    from storage.records import Problem


@click.group()
def archive() -> None:
    """Check the archive, pack it anew, or take in WARC files."""


@archive.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended, then tell what is left.")
@options.as_json
def verify(repair: bool, as_json: bool) -> None:
    """Read every record and compare digests, and look for the record of every capture in the database.

    --repair cuts torn ends off, of which it keeps copies, takes in what the database lacks, and has pages whose body
    is lost asked for in full by the next crawl. What is told then is lost.
    """
    from crawler.locks import Locks
    from nianbao.operations.archive.repack import REPACK
    from storage.archive import Archive
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    archive = Archive.of(settings)
    with Locks(settings.home / "locks") as locks:
        if settings.home.is_dir():
            with suppress(OSError):  # where nothing can be written, nobody moves records
                locks.share(REPACK)
        problems = _problems(archive)
    if repair and problems:
        for sentence in _repaired(archive, problems):
            show.warn(sentence)
        problems = _problems(archive)
    for p in problems:
        if as_json:
            show.line({"file": p.file, "offset": p.offset, "url": p.url, "kind": p.kind, "message": p.message})
        else:
            show.say(f"{p.file} at {p.offset}: {p.kind}: {p.message}")
    if problems:
        sys.exit(1)
    if not as_json:
        show.say("Every record is whole." if archive.names() else f"The archive {archive.url} holds nothing.")


def _problems(archive: "Archive") -> list["Problem"]:
    from storage.archive.verify import verify as check
    from storage.queries.crawl.captured import Captured

    with known() as connection:
        return list(check(archive, Captured(connection) if connection is not None else None))


def _repaired(archive: "Archive", problems: list["Problem"]) -> Iterator[str]:
    from crawler.locks import REBUILD, Locks
    from nianbao.operations.archive.repack import REPACK, Repack
    from nianbao.operations.archive.repair import Repair
    from storage import queries
    from storage.queries.crawl.captured import Captured
    from storage.session import opened
    from storage.settings import Settings
    from storage.writer import Writer

    settings = Settings.from_environment(os.environ)
    with opened(settings) as engine, Locks(settings.home / "locks") as locks:

        def rows_of(file: str) -> list[int]:
            with queries.snapshot(engine) as connection:
                return list(Captured(connection).of(file))

        locks.share(REBUILD)
        locks.take([REPACK])
        with queries.snapshot(engine) as connection:
            named = Captured(connection).files()
        yield from Repack(archive, Writer(engine).follow, lambda: datetime.now(UTC)).settle(named)
        yield from Repair(archive, engine, locks, rows_of).run(problems)


@archive.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@options.registry
@options.as_json
def take_in(files: tuple[Path, ...], registry: Path | None, as_json: bool) -> None:
    """Take in WARC files made elsewhere (.warc, .warc.gz, .warc.zst).

    What belongs to districts of the registry and is, or leads to, a report is copied into the archive, read and
    stored; the rest is counted. A file that was taken in before changes nothing.
    """
    from crawler.locks import REBUILD, Locks
    from crawler.sites import load
    from nianbao.operations.archive.imports import Import
    from storage.archive import Archive
    from storage.session import opened
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    sites = load(registry or settings.sites)
    with opened(settings) as engine, Locks(settings.home / "locks") as locks:
        locks.share(REBUILD)
        done = Import(sites, Archive.of(settings), engine, locks, lambda: datetime.now(UTC)).run(files)
    if as_json:
        counts = {"stored": dict(done.stored), "unusable": dict(done.unusable), "complaints": done.complaints}
        left = {"copied": done.copied, "kept": done.kept, "elsewhere": done.elsewhere, "other": done.other}
        show.line({**left, **counts})
        return
    for complaint in done.complaints:
        show.warn(complaint)
    stored = ", ".join(f"{number:,} {change}" for change, number in sorted(done.stored.items()))
    show.say(f"{show.counted(done.copied, 'answer')} taken in; reports: {stored or 'none'}.")
    show.say(
        f"Left out: {done.kept:,} that the archive has already, {done.elsewhere:,} of no district of the registry, "
        f"{done.other:,} other pages of its districts, {done.unusable.total():,} that cannot be used."
    )


archive.add_command(repack)
