"""What a monitoring system is told, and the log for programs."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from nianbao.cli import program
from nianbao.logs import JsonLines
from nianbao.metrics import exposition
from storage import queries
from storage.session import open_database
from storage.settings import Settings
from tests.storage.world import fill


def told(page: str) -> dict[tuple[str, str], float]:
    """By name and label."""
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(Settings.from_environment({"NIANBAO_HOME": str(tmp_path)}))
    yield engine
    engine.dispose()


def test_every_metric_says_what_is_stored(database: Engine) -> None:
    fill(database).walk()
    with queries.snapshot(database) as connection:
        found = told(exposition(connection).decode())
        stored = list(queries.reports(connection))
        counts = queries.stock(connection)

    assert sum(value for (name, _), value in found.items() if name == "nianbao_reports") == len(stored)
    assert found["nianbao_agencies", ""] == counts.agencies
    assert found["nianbao_reports_failing", ""] == 1
    assert found["nianbao_sites", "complete"] == 1
    assert found["nianbao_newest_capture_timestamp_seconds", ""] > 0


def test_the_command_writes_a_file_for_a_collector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_HOME", str(tmp_path / "home"))
    empty = CliRunner().invoke(program, ["metrics", "--textfile", str(tmp_path / "nianbao.prom")])
    assert (empty.exit_code, list(tmp_path.glob("*.prom"))) == (0, [])


def test_a_line_of_the_log_is_one_json_object_whatever_it_says() -> None:
    error = ValueError("two\nlines")
    record = logging.LogRecord("crawler", logging.ERROR, "", 0, "不\n是 %s", ("x",), (ValueError, error, None))
    line = JsonLines().format(record)
    said = json.loads(line)

    assert "\n" not in line
    assert (said["level"], said["logger"], said["message"]) == ("error", "crawler", "不\n是 x")
    assert said["error"].endswith("ValueError: two\nlines")
    assert said["at"].endswith("Z")
