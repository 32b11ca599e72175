"""The pages of commands and settings leave nothing out: no command, no option, no variable of the environment."""

import re
from collections.abc import Iterator

import click
import pytest

from nianbao.cli import program
from tests.journeys.household import ROOT

_COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
_SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
_SECTIONS = re.split(r"^## ", _COMMANDS, flags=re.MULTILINE)
_EVERYWHERE = {"--help", "--json"}
"""Said once for all commands."""


def _leaves(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for each in group.list_commands(context):
        command = group.get_command(context, each)
        if isinstance(command, click.Group):
            yield from _leaves(command, f"{name} {each}")
        elif command is not None:
            yield f"{name} {each}", command


@pytest.mark.parametrize(
    ("name", "command"), [pytest.param(*leaf, id=leaf[0].replace(" ", "-")) for leaf in _leaves(program, "nianbao")]
)
def test_every_option_stands_in_the_section_of_its_command(name: str, command: click.Command) -> None:
    asked = name.split()[1]
    section = "".join(text for text in _SECTIONS if re.search(rf"\b{asked}\b", text.partition("\n")[0]))
    options = {option for each in command.params for option in each.opts if option.startswith("--")} - _EVERYWHERE

    assert section, f"docs/commands.md has no section about {name}"
    assert {option for option in options if option not in section} == set()


def test_every_variable_of_the_environment_stands_in_the_settings() -> None:
    code = [path for folder in ("crawler", "storage", "nianbao") for path in (ROOT / folder).rglob("*.py")]
    named = {name for path in code for name in re.findall(r'"(NIANBAO_[A-Z_]+)"', path.read_text(encoding="utf-8"))}

    assert len(named) > 5
    assert {name for name in named if f"`{name}" not in _SETTINGS} == set()
