"""A folder with a small stored world, and the command line on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nianbao.cli import program
from storage.session import open_engine, upgrade
from tests.storage.world import World, fill

Run = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("NIANBAO_DATABASE_URL", "NIANBAO_ARCHIVE_URL", "NIANBAO_SITES"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner(env={"NIANBAO_HOME": str(home)}).invoke(program, arguments)


@pytest.fixture
def world(home: Path) -> World:
    home.mkdir()
    engine = open_engine(f"sqlite:///{home / 'nianbao.db'}")
    upgrade(engine)
    world = fill(engine)
    engine.dispose()
    return world
