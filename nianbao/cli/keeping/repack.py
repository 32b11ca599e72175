"""``nianbao archive repack``: closed files made smaller, or as they were."""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from nianbao.cli import options, show

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from nianbao.operations.archive.repack import Repacked, To
    from storage.archive import Archive


@click.command()
@click.option("--to", type=click.Choice(("zst", "gz")), default="zst", help="gz: as the crawl writes it. Default: zst.")
@click.option("--site", "sites", metavar="SITE", multiple=True, help="Only files with pages of this site; repeatable.")
@click.option("--dry-run", is_flag=True, help="Say what would become of each file; writes it, and throws it away.")
@options.as_json
def repack(to: str, sites: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Make closed files of the archive smaller: .warc.zst, with a dictionary of what the pages of a site share.

    The records stay as they are and can be read by their place as before; --to gz leads back. What a repack began that
    was killed is ended first. A file that is being written is left for the next time, one that is damaged is told.
    """
    from crawler.locks import REBUILD, Locks
    from nianbao.cli.database import standing
    from nianbao.operations.archive.repack import REPACK, State, To
    from storage.archive import Archive
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    archive = Archive.of(settings)
    if not archive.store.names():
        show.warn(f"The archive {archive.url} holds nothing.")
        return
    with Locks(settings.home / "locks") as locks, standing() as engine, _claimed(engine):
        locks.share(REBUILD)
        locks.take([REPACK])
        done: list[Repacked] = []
        for each in _repacked(archive, engine, To(to), sites, dry_run=dry_run):
            done.append(each)
            _tell(each, as_json=as_json)
    if not as_json:
        moved = [each for each in done if each.state in (State.REPACKED, State.WOULD)]
        sizes = f"{_megabytes(sum(each.before for each in moved))} to {_megabytes(sum(each.after for each in moved))}"
        what = "would be packed anew" if dry_run else "packed anew"
        show.say(
            f"{show.counted(sum(len(each.files) for each in moved), 'file')} {what}: {sizes}."
            if moved
            else "There is nothing to pack anew."
        )
    if any(each.state is State.DAMAGED for each in done):
        sys.exit(1)


@contextmanager
def _claimed(engine: "Engine | None") -> Iterator[None]:
    """Alone on all machines that share a PostgreSQL database; raises Busy."""
    from crawler.errors import Busy
    from nianbao.operations.archive.repack import REPACK
    from storage.database.claims import Claims

    if engine is None:
        yield
        return
    claims = Claims(engine)
    if claims.take([REPACK]):
        raise Busy(f"{REPACK} is at work on another machine: wait until it has ended")
    try:
        yield
    finally:
        claims.close()


def _repacked(
    archive: "Archive", engine: "Engine | None", to: "To", sites: tuple[str, ...], *, dry_run: bool
) -> Iterator["Repacked"]:
    from nianbao.operations.archive.repack import Repack
    from storage import queries
    from storage.queries.crawl.captured import Captured
    from storage.writer import Writer

    named: list[str] = []
    if engine is not None:
        with queries.snapshot(engine) as connection:
            named = Captured(connection).files()
    tell = Writer(engine).follow if engine is not None else lambda _: 0
    with _progress() as on_bytes:
        repack = Repack(archive, tell, lambda: datetime.now(UTC), on_bytes=on_bytes)
        for sentence in repack.settle(named):
            show.warn(sentence)
        yield from repack.run(to, sites=sites, dry_run=dry_run)


def _tell(each: "Repacked", *, as_json: bool) -> None:
    if as_json:
        counts = {"before": each.before, "after": each.after, "records": each.records}
        show.line({"files": each.files, "state": each.state, "into": each.into, **counts, "reason": each.reason})
    elif each.reason:
        show.warn(f"{', '.join(each.files)}: left as it is: {each.reason}")
    else:
        into = show.counted(len(each.into), "file")
        show.say(f"{', '.join(each.files)}: {_megabytes(each.before)} to {_megabytes(each.after)} in {into}")


def _megabytes(number: int) -> str:
    return f"{number / 1e6:,.1f} MB"


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """The file and its bytes so far, where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda _file, _bytes: None
        return
    from rich.console import Console

    seen: dict[str, int] = defaultdict(int)
    with Console(stderr=True).status("looking through the archive") as status:

        def note(file: str, number: int) -> None:
            seen[file] += number
            status.update(f"{file}: {_megabytes(seen[file])}")

        yield note
