"""The configured database, opened for one command and closed after it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from nianbao.cli import show

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from storage.settings import Settings

NOTHING = "nothing is stored yet: run nianbao crawl, or nianbao demo for the sample district"


@contextmanager
def database() -> Iterator["Engine"]:
    """Raises DatabaseError for a database that is behind this program."""
    from storage.session import opened
    from storage.settings import Settings

    with opened(Settings.from_environment(os.environ)) as engine:
        yield engine


@contextmanager
def stored() -> Iterator["Engine"]:
    """The database that is there; ends the command with a sentence where there is none, for none is made."""
    with standing() as engine:
        if engine is None:
            _end_empty(needed=True)
        yield engine


@contextmanager
def asked(*, needed: bool = False) -> Iterator["Connection"]:
    """One state of the database, to ask it; ends the command with a sentence where nothing is stored.

    The sentence goes to standard error, since a program that reads JSON expects no sentence. A default database that
    is not there is not made for asking. ``needed``: the command is about one report, so it fails.
    """
    from storage import queries

    with known() as connection:
        if connection is None or queries.stock(connection).is_empty:
            _end_empty(needed=needed)
        yield connection


@contextmanager
def known() -> Iterator["Connection | None"]:
    """One state of the database, or None where there is none yet; a default database is not made for looking."""
    from storage import queries

    with standing() as engine:
        if engine is None:
            yield None
            return
        with queries.snapshot(engine) as connection:
            yield connection


@contextmanager
def standing() -> Iterator["Engine | None"]:
    """The database to write to, or None where there is none yet; a default one is not made."""
    from storage.settings import Settings

    if _is_to_be_made(Settings.from_environment(os.environ)):
        yield None
        return
    with database() as engine:
        yield engine


def _is_to_be_made(settings: "Settings") -> bool:
    from sqlalchemy import make_url

    from storage.errors import StorageError

    if settings.home.exists() and not settings.home.is_dir():
        raise StorageError(f"NIANBAO_HOME is no folder: {settings.home}")
    name = None if settings.names_own_database else make_url(settings.database_url).database
    return name is not None and not os.path.exists(name)  # noqa: PTH110 – as SQLite takes it


def _end_empty(*, needed: bool) -> NoReturn:
    show.warn(NOTHING)
    sys.exit(1 if needed else 0)
