"""The demonstration, night after night: what the sample district printed is what every command shows."""

import os
import re
import shlex
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import click
import pytest

import forms
from nianbao.cli import program
from nianbao.sample import server
from nianbao.sample.district import load
from tests.journeys.household import ROOT, Exported, Household

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

STATES = {"": "blank", "/": "slash"}


def needs(*command: str) -> pytest.MarkDecorator:
    """Skips, with the reason printed, while a command is not there yet."""
    group: click.Command | None = program
    for name in command:
        group = group.get_command(click.Context(group), name) if isinstance(group, click.Group) else None
    return pytest.mark.skipif(group is None, reason=f"there is no nianbao {' '.join(command)} yet")


def cells_of(exported: Exported) -> dict[tuple[str, int], dict[tuple[str, str, str], tuple[str, str]]]:
    """(agency, year) → measure → (raw, state)."""
    found: dict[tuple[str, int], dict[tuple[str, str, str], tuple[str, str]]] = {}
    for row in exported.rows("cells"):
        of_report = found.setdefault((row["agency"], int(row["year"])), {})
        of_report[row["table"], row["row"], row["column"]] = (row["raw"], row["state"])
    return found


def printed(revision: int) -> dict[tuple[str, int], dict[tuple[str, str, str], tuple[str, str]]]:
    """The same, as the district has it."""
    return {
        (p.text.agency, p.text.year): {
            key: (text, STATES.get(text, "reported")) for key, text in p.text.numbers.items()
        }
        for p in load(revision).publications
    }


def planted() -> set[tuple[str, int, str]]:
    return {(p.agency, p.year, p.identity) for p in load().planted()}


class Nights:
    """Three demonstrations in one household: the first night, the same night again, the second night."""

    def __init__(self, folder: Path) -> None:
        self.home = Household(folder / "home")
        self.port = free_port()
        self.outputs: list[str] = []
        self.exports: list[Exported] = []
        for number, options in enumerate((("--port", str(self.port)), (), ("--revision", "2"))):
            self.outputs.append(self.home.nianbao("demo", *options))
            self.exports.append(self.home.export(f"night-{number}"))

    @property
    def site_file(self) -> Path:
        return self.home.path / "demo" / "shili.toml"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    return Nights(tmp_path_factory.mktemp("demo"))


def test_every_cell_of_every_report_is_stored_as_the_district_printed_it(nights: Nights) -> None:
    stored, wanted = cells_of(nights.exports[0]), printed(1)
    assert stored.keys() == wanted.keys()
    assert len(stored) == 24
    for key, cells in wanted.items():
        assert {measure: stored[key][measure] for measure in cells} == cells, key


def test_every_report_has_all_the_cells_of_its_form(nights: Nights) -> None:
    stored = cells_of(nights.exports[0])
    asked = {(p.text.agency, p.text.year): forms.asked(p.text.form) for p in load().publications}
    assert {key: set(cells) for key, cells in stored.items()} == {key: set(of) for key, of in asked.items()}


def test_the_planted_identities_fail_and_no_other(nights: Nights) -> None:
    failing = [row for row in nights.exports[0].rows("findings") if row["outcome"] == "fail"]
    assert [(row["agency"], int(row["year"]), row["identity"]) for row in failing] == sorted(planted())
    assert len(failing) == 2


def test_check_names_the_planted_identities(nights: Nights) -> None:
    found = nights.home.records("check")
    assert {(r["agency"], r["year"], r["identity"]) for r in found} == planted()
    assert {(r["left"], r["right"]) for r in found} == {("8", "9"), ("6", "5")}


def test_the_summary_says_what_was_found_and_where_it_is_kept(nights: Nights) -> None:
    first = nights.outputs[0]
    assert "24 reports of 6 agencies." in first
    assert "complete" in first
    for agency in {p.text.agency for p in load().publications}:
        assert re.search(rf"^{agency}\s+\d+\s+200\s+200\s+200\s*$", first, re.M), agency
    assert f"Database  {nights.home.path / 'nianbao.db'}" in first
    assert f"Archive   {nights.home.path / 'archive'}" in first
    for plant in load().planted():
        assert f"{plant.agency} {plant.year}: {plant.identity}" in first


def test_the_commands_to_try_next_work_as_they_are_printed(nights: Nights) -> None:
    commands = [line.strip() for line in nights.outputs[0].partition("Try next:\n")[2].splitlines()]
    *commands, serve = commands
    assert len(commands) == 3
    unset = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
    for command in commands:
        done = subprocess.run(
            ["sh", "-c", command.replace("demo-export", shlex.quote(str(nights.home.path / "demo-export")))],
            cwd=ROOT,
            env=unset,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip()
    assert (nights.home.path / "demo-export" / "cells.csv").exists()
    with subprocess.Popen(
        ["sh", "-c", f"exec env {serve} --port 0"], cwd=ROOT, env=unset, stdout=subprocess.PIPE, text=True
    ) as serving:
        try:
            assert "示例市示例区" in shown_at(serving)
        finally:
            serving.terminate()


def shown_at(serving: "subprocess.Popen[str]") -> str:
    """The page at the first address that it names."""
    assert serving.stdout is not None
    for line in serving.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line.partition("pages:")[2] or line):
            break
    with urllib.request.urlopen(found[0], timeout=20) as answer:
        return answer.read().decode()


def test_the_demo_can_go_on_with_its_pages(nights: Nights, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "nianbao", "demo", "--serve"]
    env = {**os.environ, "NIANBAO_HOME": str(tmp_path / "data")}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as serving:
        try:
            assert serving.stdout is not None
            for line in serving.stdout:
                if line.startswith("Archive"):
                    break
            assert "示例市示例区" in shown_at(serving)
        finally:
            serving.terminate()


def test_a_report_is_new_once_whatever_page_and_file_call_its_agency(nights: Nights) -> None:
    assert "24 new reports, 0 changed." in nights.outputs[0]


def test_the_same_night_again_asks_for_everything_and_takes_nothing(nights: Nights) -> None:
    asked = re.search(r"(\d+) pages asked for.*: (\d+) unchanged \(304\), 0 gone, (\d+) bytes", nights.outputs[1])
    assert asked is not None
    pages, unchanged, size = map(int, asked.groups())
    assert unchanged == pages - 1 >= 24  # all but robots.txt
    assert size < 100
    assert "0 new reports, 0 changed." in nights.outputs[1]
    assert nights.exports[1].files() == nights.exports[0].files()


def test_the_port_stays_the_same_so_that_addresses_match(nights: Nights) -> None:
    assert all(f"http://127.0.0.1:{nights.port}/" in output for output in nights.outputs)
    assert f"http://127.0.0.1:{nights.port}/" in nights.site_file.read_text("utf-8")


def test_the_corrected_report_has_a_second_version_and_the_first_is_kept(nights: Nights) -> None:
    shown = {(r["agency"], r["year"]): r for r in nights.exports[2].rows("reports")}
    changed = {key for key, row in shown.items() if row["version"] != _before(nights, key)}
    corrected, new = ("示例市示例区发展和改革委员会", "2023"), ("示例市示例区教育局", "2024")
    assert changed == {corrected, new}
    assert shown[corrected]["version"] == "2"
    versions = [
        row["value"]
        for row in nights.home.export("all-versions", "--all-versions").rows("cells")
        if (row["agency"], row["year"], row["row"]) == (*corrected, "licensing")
    ]
    assert versions == ["236", "263"]
    assert "changed: 示例市示例区发展和改革委员会 2023, version 2" in nights.outputs[2]


def _before(nights: Nights, key: tuple[str, str]) -> str | None:
    rows = nights.exports[0].rows("reports")
    return next((row["version"] for row in rows if (row["agency"], row["year"]) == key), None)


def test_the_second_night_is_stored_as_printed_and_what_is_gone_is_kept_as_withdrawn(nights: Nights) -> None:
    stored, second, first = cells_of(nights.exports[2]), printed(2), printed(1)
    gone = ("示例市示例区民政局", 2020)
    assert stored.keys() == {*second, gone}
    for key, cells in {**second, gone: first[gone]}.items():
        assert {measure: stored[key][measure] for measure in cells} == cells, key
    status = {(r["agency"], int(r["year"])): r["status"] for r in nights.exports[2].rows("reports")}
    assert {key for key, word in status.items() if word == "withdrawn"} == {gone}
    assert "198 withdrawn" in nights.outputs[2]


@needs("db", "rebuild")
def test_the_database_made_anew_from_the_archive_exports_the_same_bytes(nights: Nights, tmp_path: Path) -> None:
    other = Household(tmp_path / "rebuilt", {"NIANBAO_ARCHIVE_URL": str(nights.home.path / "archive")})
    other.nianbao("db", "rebuild")
    assert other.export("rebuilt-export").files() == nights.exports[2].files()


@needs("reextract")
def test_reading_again_from_the_archive_changes_nothing(nights: Nights) -> None:
    before = nights.home.export("before-reextract").files()
    read_again = nights.home.records("reextract", "--agency", "区教育局")
    assert len(read_again) >= 5
    assert all(not (r["changed"] or r["gained"] or r["lost"]) for r in read_again)
    assert nights.home.export("after-reextract").files() == before


def test_scrapys_own_command_gives_the_same_rows(nights: Nights, tmp_path: Path) -> None:
    other = Household(tmp_path / "scrapy")
    with server.serving(1, nights.port):
        other.scrapy("crawl", "annual_reports", "-a", f"sites={nights.site_file}", "-a", "site=shili")
    rows = [_without_time(row) for row in other.export("scrapy-export").rows("cells")]
    assert rows == [_without_time(row) for row in nights.exports[0].rows("cells")]


def _without_time(row: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name != "captured_at"}


def test_coverage_shows_the_walk_and_every_report(nights: Nights) -> None:
    records = nights.home.records("coverage")
    (site,) = [record for record in records if "agency" not in record]
    assert (site["site"], site["code"], site["state"]) == ("shili", "990101", "complete")
    states = {(r["agency"], r["year"]): r["state"] for r in records if "agency" in r}
    published = {key for key, state in states.items() if state == "published"}
    assert published == set(printed(2))
    assert states["示例市示例区民政局", 2020] == "withdrawn"


def test_query_reads_and_cannot_write(nights: Nights) -> None:
    rows = nights.home.query("SELECT agency, value FROM cells WHERE row = 'licensing' AND year = 2023 ORDER BY agency")
    assert {row["agency"]: str(row["value"]) for row in rows}["示例市示例区发展和改革委员会"] == "263"
    nights.home.nianbao("query", "DELETE FROM annual_reports", status=1)
    assert nights.home.query("SELECT COUNT(*) AS n FROM reports") == [{"n": 25}]


def test_a_port_that_is_taken_is_an_error_when_it_was_asked_for(nights: Nights) -> None:
    with server.serving(1, nights.port):
        nights.home.nianbao("demo", "--port", str(nights.port), status=2)


def test_where_the_port_of_last_time_is_taken_the_district_is_found_on_another(tmp_path: Path) -> None:
    home, port = Household(tmp_path / "home"), free_port()
    home.nianbao("demo", "--port", str(port))
    with server.serving(1, port) as stranger:
        output = home.nianbao("demo")
        assert stranger.tally.asked == 0
    assert f"Port {port} of the last demonstration is taken." in output
    assert "24 reports of 6 agencies." in output
    assert re.search(r"^shili\s+complete", output, re.M)
    assert {(r["agency"], r["year"]) for r in home.records("check")} == {(a, y) for a, y, _ in planted()}


def test_beside_a_real_district_the_demonstration_keeps_to_itself(tmp_path: Path) -> None:
    home, port = Household(tmp_path / "home"), free_port()
    with server.serving(1, port):
        site = tmp_path / "other.toml"
        site.write_text(
            f'code = "110102"\nname = "北京市西城区"\nstart_urls = ["http://127.0.0.1:{port}/"]\ndelay = 0.0\n', "utf-8"
        )
        home.nianbao("crawl", "--sites", site)
    before = home.export("before").files()
    output = home.nianbao("demo", "--port", str(port))
    assert f"Database  {home.path / 'demo' / 'nianbao.db'}" in output
    assert "24 reports of 6 agencies." in output
    assert home.export("after").files() == before
