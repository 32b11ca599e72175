"""``nianbao db``: the schema of the database, copies of it, the database made anew, and its index for searching."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import show

if TYPE_CHECKING:
    from storage.records import Entry


@click.group()
def db() -> None:
    """Upgrade the database, back it up, or make it or its index anew."""


@db.command()
def upgrade() -> None:
    """Bring the database to the schema of this version."""
    from storage.session import behind, open_engine
    from storage.session import upgrade as run_upgrade
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    if not settings.names_own_database:
        settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_url)
    try:
        late = behind(engine)
        if late:
            run_upgrade(engine)
    finally:
        engine.dispose()
    show.say("The database was brought to this version's schema." if late else "The database is up to date.")


@db.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, as it is at one moment; a crawl may be at work.

    Copy the archive after it, so that it has every record that the database speaks of. A database of PostgreSQL is
    copied by its pg_dump, and comes back by pg_restore.
    """
    from nianbao.cli.database import stored
    from storage.database.backup import back_up

    with stored() as engine:
        back_up(engine, file)
    show.say(f"The database was copied to {file}: {file.stat().st_size:,} bytes. Copy the archive now.")


@db.command()
def rebuild() -> None:
    """Make the database anew from the archive alone.

    The new database takes the place of the present one when it is whole; the present one is kept beside it.
    """
    from crawler.locks import REBUILD, Locks
    from nianbao.operations.archive.rebuild import Rebuild
    from storage.archive import Archive
    from storage.database.renewal import renewed
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    archive = Archive.of(settings)
    names = archive.names()
    if any(map(archive.store.is_open, names)):
        raise click.ClickException("a crawl is writing to the archive: wait until it has ended, then rebuild")
    if not names:
        raise click.ClickException(
            f"the archive {settings.archive_url} holds nothing: check NIANBAO_HOME and NIANBAO_ARCHIVE_URL"
        )
    with Locks(settings.home / "locks") as locks:
        locks.take([REBUILD])
        with renewed(settings) as renewal, _progress() as on_entry:
            rebuilt = Rebuild(archive, renewal.engine).run(on_entry)
    taken = f"{show.counted(rebuilt.captures, 'capture')} and {show.counted(rebuilt.walks, 'walk')}"
    show.say(f"{taken} taken from the archive: {show.counted(rebuilt.reports, 'report')}.")
    if renewal.former is not None:
        show.say(f"The former database is kept as {renewal.former}.")


@db.command()
def reindex() -> None:
    """Make the index for searching anew from the stored text."""
    from nianbao.cli.database import database
    from storage import search
    from storage.session import WRITING

    with database() as engine, engine.execution_options(**{WRITING: True}).begin() as connection:
        indexed = search.rebuild(connection)
    show.say(f"{show.counted(indexed, 'version')} indexed.")


@contextmanager
def _progress() -> Iterator[Callable[["Entry"], None] | None]:
    """Records so far and the day they were written, where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    seen = 0
    with Console(stderr=True).status("reading the archive") as status:

        def note(entry: "Entry") -> None:
            nonlocal seen
            seen += 1
            status.update(f"{show.counted(seen, 'record')}  {entry.at:%Y-%m-%d}")

        yield note
