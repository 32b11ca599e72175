"""A household whose database an older extractor filled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage.settings import Settings
from tests.nianbao.operations.older import make


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"NIANBAO_HOME": str(tmp_path)})


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = make(settings)
    yield engine
    engine.dispose()
