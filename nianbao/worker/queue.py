"""The queue: where tasks wait, in the configured database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from socket import gethostname
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from sqlalchemy import Engine

from nianbao.worker import schema
from nianbao.worker.plan import POOLED, Pace, Place
from nianbao.worker.tasks import app_of
from storage.errors import DatabaseError
from storage.session import open_database, open_engine
from storage.settings import Settings

_SECONDS = 10.0
"""For a connection to the database; it has one at once, or is not there."""
APPLICATION = "nianbao worker "
"""How the names of connections begin by which the server knows a worker; its machine and process follow."""


def prepare(settings: Settings) -> Engine:
    """The database with the tables of tasks in it. Raises DatabaseError for one that cannot have them."""
    need_postgres(settings)
    engine = open_database(settings)
    try:
        schema.renew(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def need_postgres(settings: Settings) -> None:
    """Raises DatabaseError for a database of one machine."""
    engine = open_engine(settings.database_url)
    engine.dispose()
    if engine.dialect.name != "postgresql":
        raise DatabaseError("workers need a PostgreSQL database: set NIANBAO_DATABASE_URL")


def working(place: Place, pace: Pace, *, night: str | None) -> App:
    """For a worker; it is still to be opened."""
    name = f"{APPLICATION}{os.getpid()} of {gethostname()}"
    return app_of(PsycopgConnector(**_connections(place.settings, application_name=name)), place, pace, night=night)


@contextmanager
def deferring(settings: Settings) -> Iterator[App]:
    """For whoever wants something done by a worker."""
    prepare(settings).dispose()
    with prepared(settings) as app:
        yield app


@contextmanager
def prepared(settings: Settings) -> Iterator[App]:
    """The same where the database has the tables already."""
    connector = SyncPsycopgConnector(**_connections(settings))
    with app_of(connector, Place(settings), Pace()).open() as app:
        yield app


def _connections(settings: Settings, **more: str) -> dict[str, Any]:
    """As SQLAlchemy makes of the URL what the driver takes."""
    engine = open_engine(settings.database_url)
    _, named = engine.dialect.create_connect_args(engine.url)
    engine.dispose()
    return {"conninfo": "", "kwargs": {**named, **more}, "min_size": 1, "max_size": POOLED, "timeout": _SECONDS}
