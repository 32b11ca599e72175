"""A database made anew: it takes the place of the present one when it is whole, and not before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, make_url

from storage import queries
from storage.errors import DatabaseError
from storage.session import open_engine, upgrade
from storage.settings import Settings

_LOGS = ("", "-wal", "-shm")
"""A database of SQLite and the files that stand beside it while it is open."""


@dataclass(slots=True)
class Renewal:
    """The database to fill; ``former`` is where the one that it took the place of is kept, once it did."""

    engine: Engine
    former: Path | None = None


@contextmanager
def renewed(settings: Settings) -> Iterator[Renewal]:
    """An empty database with this program's schema, put in its place when the block ends well.

    A file of SQLite is filled beside the present one, which is kept. A database of PostgreSQL has to be empty; raises
    DatabaseError when it is not.
    """
    engine = open_engine(settings.database_url)
    if engine.dialect.name == "sqlite":
        path = make_url(settings.database_url).database
        engine.dispose()
        if not path or path == ":memory:":
            raise DatabaseError("a database in memory cannot be made anew: NIANBAO_DATABASE_URL has to name a file")
        with _beside(Path(path)) as renewal:
            yield renewal
        return
    try:
        upgrade(engine)
        with queries.snapshot(engine) as connection:
            if not queries.stock(connection).is_empty:
                name = engine.url.render_as_string(hide_password=True)
                raise DatabaseError(f"{name} is not empty: make another database and name it in NIANBAO_DATABASE_URL")
        yield Renewal(engine)
    finally:
        engine.dispose()


@contextmanager
def _beside(path: Path) -> Iterator[Renewal]:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.rebuilding")
    _remove(making)
    renewal = Renewal(open_engine(f"sqlite:///{making}"))
    try:
        upgrade(renewal.engine)
        yield renewal
    finally:
        renewal.engine.dispose()
    if path.exists():
        renewal.former = _keep(path)
    making.replace(path)


def _keep(path: Path) -> Path:
    """Move a database and its logs aside, under the first name that is free."""
    number = 1
    while (former := path.with_name(f"{path.name}.former-{number}")).exists():
        number += 1
    for log in _LOGS:
        beside = path.with_name(path.name + log)
        if beside.exists():
            beside.replace(former.with_name(former.name + log))
    return former


def _remove(path: Path) -> None:
    for log in _LOGS:
        path.with_name(path.name + log).unlink(missing_ok=True)
