"""A site that nobody knows yet: what it would give, and a site file for it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from nianbao.sample.server import Server, serving
from tests.journeys.household import Household
from tests.programs import run

pytestmark = pytest.mark.journey


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Household:
    return Household(tmp_path / "home")


def test_a_probe_tells_family_column_and_reports_and_opens_none(home: Household, server: Server) -> None:
    (found,) = home.records("sites", "probe", server.url, "--delay", "0")
    assert (found["verdict"], found["platform"], found["reports"]) == ("complete", "trs", 24)
    assert found["years"] == {"2020": 6, "2021": 6, "2022": 6, "2023": 6}
    assert (found["code"], found["name"]) == ("990101", "示例市示例区")
    assert len(found["agencies"]) == 6
    assert server.tally.asked < 12
    assert not home.path.exists(), "nothing is kept"


def test_an_added_site_can_be_crawled(home: Household, server: Server, tmp_path: Path) -> None:
    registry = tmp_path / "registry"
    home.nianbao("sites", "add", server.url, "--sites", registry, "--id", "shili", "--delay", "0")
    site = registry / "shili.toml"
    site.write_text(site.read_text("utf-8") + "delay = 0\n", "utf-8")
    (walk,) = home.records("crawl", "--sites", registry)
    assert (walk["verdict"], walk["counts"]["new"]) == ("complete", 24)
    home.nianbao("sites", "add", server.url, "--sites", registry, "--id", "shili", status=1)


def test_a_site_that_does_not_answer_is_told_and_not_added(home: Household, tmp_path: Path) -> None:
    (found,) = home.records("sites", "probe", "http://127.0.0.1:9/", status=3)
    assert (found["verdict"], found["site_file"]) == ("unreachable", None)
    home.nianbao("sites", "add", "http://127.0.0.1:9/", "--sites", tmp_path / "registry", status=1)
    assert not (tmp_path / "registry").exists()


@pytest.mark.parametrize("url", ["xicheng", "http://[::1", "http://127.0.0.1:99999/", "http://a b/"])
@pytest.mark.parametrize("command", [["probe"], ["add", "--sites", "registry"]])
def test_what_is_no_web_address_is_said_in_one_line(url: str, command: list[str], tmp_path: Path) -> None:
    done = run(["nianbao", "sites", *command, url], os.environ, tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"nianbao: {url!r} is no web address: write it in full, with http:// or https://\n"
    assert done.stdout == ""
    assert not (tmp_path / "registry").exists()


@pytest.mark.parametrize(("option", "value", "status"), [("--code", "12", 1), ("--id", "../shili", 2)])
def test_a_site_file_that_could_not_be_read_again_is_not_written(
    home: Household, server: Server, tmp_path: Path, option: str, value: str, status: int
) -> None:
    registry = tmp_path / "registry"
    home.nianbao("sites", "add", server.url, "--sites", registry, "--delay", "0", option, value, status=status)
    assert list(tmp_path.rglob("*.toml")) == []
