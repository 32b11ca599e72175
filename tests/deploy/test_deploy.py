"""What an operator copies onto a machine: units that are hardened, commands that exist, containers without root."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from nianbao.cli import COMMANDS

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
KNOWN = {entry.name for entry in COMMANDS}
HARDENED = {
    "NoNewPrivileges": "yes",
    "PrivateTmp": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "CapabilityBoundingSet": "",
    "User": "nianbao",
}


def directives(unit: Path) -> dict[str, dict[str, str]]:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text("utf-8"))
    return {name: dict(parser[name]) for name in parser.sections()}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_command_that_there_is_and_may_do_little(unit: Path) -> None:
    service = directives(unit)["Service"]
    command = service["ExecStart"].split()[1]

    assert command in KNOWN
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    assert {"MemoryMax", "TasksMax", "SystemCallFilter"} <= service.keys()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_itself_finds_little_to_say_against_it(unit: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not on this machine")
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    if "--offline" in rated.stderr:
        pytest.skip("this systemd-analyze cannot look at a file")
    assert rated.returncode == 0, rated.stdout[-300:]


def test_the_timer_catches_up_a_night_that_was_missed() -> None:
    timer = directives(DEPLOY / "systemd/nianbao-night.timer")["Timer"]
    assert (timer["Persistent"], timer["OnCalendar"].split()[-1]) == ("yes", "Asia/Shanghai")


def test_the_containers_run_commands_that_there_are_as_nobody_special() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    ours = {name: service for name, service in compose["services"].items() if service.get("image") == "nianbao"}
    container = (DEPLOY / "Containerfile").read_text("utf-8")

    assert {service["command"][0] for service in ours.values()} == {"db", "worker", "serve"}
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours.values())
    assert re.findall(r"^USER (\S+)", container, re.MULTILINE) == ["10001"]
    assert "--require-hashes" in container


def test_every_setting_of_the_environment_file_is_documented() -> None:
    settings = "".join((DEPLOY.parent / f"docs/{name}.md").read_text("utf-8") for name in ("settings", "commands"))
    named = set(re.findall(r"#(NIANBAO_\w+)=", (DEPLOY / "nianbao.env").read_text("utf-8")))
    assert named
    assert {name for name in named if name not in settings} == set()


def test_the_image_installs_what_the_lock_file_names() -> None:
    extras = tomllib.loads((DEPLOY.parent / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {"web", "postgres", "s3"} <= extras.keys()
