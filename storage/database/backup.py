"""A copy of the database in one file, of one moment, while others go on writing.

SQLite copies itself; PostgreSQL has ``pg_dump``, which alone knows everything that a database of it may hold.
"""

import os
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from storage.disk import sync
from storage.draft import draft
from storage.errors import DatabaseError

_DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
"""Compressed, and to be restored by ``pg_restore`` under whatever user there is."""


def back_up(engine: Engine, target: Path) -> None:
    """Write ``target``, in full or not at all; a file of that name is never overwritten.

    Raises DatabaseError for a name that is taken, a damaged database, and where ``pg_dump`` is not installed or fails.
    """
    _refuse_taken(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with draft(target.parent, target.name) as made:
        copy = made / target.name
        if engine.dialect.name == "postgresql":
            _dump(engine.url, copy, target)
        else:
            _copy(engine, copy)
        sync(copy)
        _refuse_taken(target)
        copy.rename(target)
        sync(target.parent)


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise DatabaseError(f"{target} is there already, and a backup is never overwritten: choose another name")


def _copy(engine: Engine, copy: Path) -> None:
    """All pages in one step, so of one state; a writer is not kept waiting, since the log has what it writes."""
    try:
        with engine.connect() as connection, closing(sqlite3.connect(copy)) as file:
            source: Any = connection.connection.driver_connection
            source.backup(file)
            file.execute("PRAGMA journal_mode = DELETE")  # one file, with no log beside it
            (found,) = file.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise DatabaseError(f"the database could not be copied: {error}") from error
    except DBAPIError as error:  # where its list of tables is damaged, it is not even opened
        found = error.orig
    if found != "ok":
        raise DatabaseError(f"the database is damaged ({found}): run nianbao db rebuild, then back it up")


def _dump(url: URL, copy: Path, target: Path) -> None:
    """The password goes by the environment: whoever is on the machine may read what a command was called with."""
    named = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    where = named.render_as_string()
    program = shutil.which(_DUMP[0])
    if program is None:
        shown = shlex.join((*_DUMP, f"--file={target}", where))
        raise DatabaseError(f"pg_dump is not installed here: install PostgreSQL's client programs, or run {shown}")
    environment = {**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})}
    command = [program, *_DUMP[1:], f"--file={copy}", where]
    done = subprocess.run(  # noqa: S603 – the program that which() found, and the user's own database
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}"
        raise DatabaseError(f"the database could not be copied: {said}")
