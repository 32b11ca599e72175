"""A database of the tests' PostgreSQL for every test, and the program's settings for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine, make_url, text

from storage.session import open_engine
from storage.settings import Settings


@pytest.fixture
def settings(postgres: str, tmp_path: Path) -> Iterator[Settings]:
    server = create_engine(postgres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS work WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE work TEMPLATE migrated"))
    url = make_url(postgres).set(database="work").render_as_string(hide_password=False)
    yield Settings.from_environment({"NIANBAO_HOME": str(tmp_path / "home"), "NIANBAO_DATABASE_URL": url})
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE work WITH (FORCE)"))


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(settings.database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    return {**kept, "NIANBAO_HOME": str(settings.home), "NIANBAO_DATABASE_URL": settings.database_url}
