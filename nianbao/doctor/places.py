"""Where things are kept: home, database, archive, registry."""

import os
import shutil
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from crawler import sites as registry
from crawler.errors import CrawlerError
from nianbao.doctor.line import Grade, Line, said
from storage import queries
from storage.archive.files import Files
from storage.archive.store import LocalFolder, store_at
from storage.errors import StorageError
from storage.session import behind, open_engine
from storage.settings import Settings

LITTLE = 2 * 1024**3
"""Bytes that should be free: a large district is a few hundred megabytes of archive."""


def home(settings: Settings) -> Line:
    """The folder for everything else."""
    return _folder("home", settings.home, "NIANBAO_HOME")


def archive(settings: Settings) -> Line:
    """The folder of the archive, with what is in it."""
    try:
        store = store_at(settings.archive_url)
    except StorageError as error:
        return Line("archive", Grade.FAIL, settings.archive_url, str(error))
    try:
        names = Files(store).names()
        held = f"{len(names)} WARC files, {_size(sum(store.size(name) or 0 for name in names))}"
    except (OSError, StorageError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        return Line("archive", Grade.FAIL, f"{settings.archive_url}: {why}", "choose another NIANBAO_ARCHIVE_URL")
    if not isinstance(store, LocalFolder):
        return Line("archive", Grade.OK, f"{settings.archive_url}, {held}")
    return _folder("archive", store.path, "NIANBAO_ARCHIVE_URL", held)


def _folder(subject: str, path: Path, variable: str, held: str = "") -> Line:
    """Whether a folder, or the one that it would be made in, can be written to, and how much is free."""
    place = path.absolute()
    there = next(parent for parent in (place, *place.parents) if parent.exists())
    says = ", ".join(filter(None, (str(place), held if there == place else "not made yet")))
    if not there.is_dir():
        return Line(subject, Grade.FAIL, f"{says}: {there} is a file", f"set {variable} to a folder")
    if not os.access(there, os.W_OK | os.X_OK):
        return Line(
            subject, Grade.FAIL, f"{says}: {there} is read-only", f"set {variable} to a folder you may write to"
        )
    free = shutil.disk_usage(there).free
    says = f"{says}, {_size(free)} free"
    if free < LITTLE:
        return Line(subject, Grade.WARN, says, f"free some space, or set {variable} to a place with more")
    return Line(subject, Grade.OK, says)


def _size(number: float) -> str:
    """``1.5 GB``; in thousands, as file managers count."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:.0f} bytes" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"


def database(settings: Settings) -> Line:
    """The database: its URL without the password, its schema, how much it holds."""
    try:
        engine = open_engine(settings.database_url)
    except StorageError as error:
        return Line("database", Grade.FAIL, "NIANBAO_DATABASE_URL", str(error))
    url = engine.url.render_as_string(hide_password=True)
    try:
        if not _is_made(engine.url):
            return _unmade(url, own=settings.names_own_database)
        if behind(engine):
            return _behind(url, own=settings.names_own_database)
        with queries.snapshot(engine) as connection:
            stock = queries.stock(connection)
        says = (
            f"{url}, up to date: {stock.reports:,} reports of {stock.agencies:,} agencies, {stock.captures:,} captures"
        )
        return Line("database", Grade.OK, says)
    except StorageError as error:
        return Line("database", Grade.FAIL, url, str(error))
    except SQLAlchemyError as error:
        return Line("database", Grade.FAIL, f"{url}: {said(error)}", _remedy(engine.dialect.name))
    finally:
        engine.dispose()


def _remedy(dialect: str) -> str:
    if dialect == "sqlite":
        return "if the file is damaged or something else, move it away and run nianbao db rebuild"
    return "check that the server runs, and NIANBAO_DATABASE_URL"


def _is_made(url: URL) -> bool:
    """Whether there is something to connect to: connecting to SQLite would make a file."""
    return url.get_backend_name() != "sqlite" or (url.database is not None and Path(url.database).exists())


def _unmade(url: str, *, own: bool) -> Line:
    if own:
        return Line("database", Grade.FAIL, f"{url}: there is no such file", "run nianbao db upgrade to make it")
    return Line("database", Grade.OK, f"{url}, made on first use")


def _behind(url: str, *, own: bool) -> Line:
    if own:
        return Line("database", Grade.FAIL, f"{url}: its schema is older than this program", "run nianbao db upgrade")
    return Line("database", Grade.OK, f"{url}: its schema is older than this program, upgraded on next use")


def sites(settings: Settings) -> Line:
    """The registry."""
    try:
        found = registry.load(settings.sites)
    except CrawlerError as error:
        return Line("sites", Grade.FAIL, str(settings.sites or "the registry that ships"), str(error))
    return Line("sites", Grade.OK, f"{len(found)} in {settings.sites or 'the registry that ships'}")
