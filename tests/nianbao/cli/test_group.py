"""The overview, the errors in one line, and what starting the program may cost."""

import resource
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from nianbao.cli import COMMANDS, Program, program
from nianbao.cli.failures import Failure


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "nianbao", *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_the_overview_says_of_a_command_what_its_own_help_says(entry):
    command = program.get_command(click.Context(program), entry.name)
    assert command is not None
    assert command.name == entry.name
    assert command.help.partition("\n")[0] == entry.help


def test_the_overview_lists_every_command_in_order():
    lines = CliRunner().invoke(program, ["--help"]).output.splitlines()
    listed = [line.split()[0] for line in lines[lines.index("Commands:") + 1 :]]
    assert listed == [entry.name for entry in COMMANDS]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extarct"], "No such command 'extarct'"),
        (["extract"], "Missing argument 'FILE...'"),
        (["extract", "--jsn", "x"], "No such option '--jsn'"),
        (["crawl", "--year", "24"], "24 is not in the range 2008<=x<=2100"),
        (["reports", "--year", "last"], "'last' is not a valid integer range"),
        (["db", "upgarde"], "No such command 'upgarde'"),
    ],
)
def test_a_wrong_command_line_is_one_line_and_status_2(arguments, says):
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert says in result.stderr
    assert "--help" in result.stderr


def _raising(error):
    def run():
        raise error

    class Group(Program):
        def get_command(self, *_):
            return click.Command("any", callback=run)

    return Group("nianbao")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (PermissionError(13, "Permission denied", "/x"), "/x: permission denied; choose a place that you may read"),
        (FileNotFoundError(2, "No such file or directory", "a"), "a: no such file or directory; check the path"),
        (OSError(28, "No space left on device"), "no space left on device; free some space"),
        (Failure("two\nlines"), "two lines"),
    ],
)
def test_what_the_machine_refuses_is_one_line_and_status_1(error, line):
    result = CliRunner().invoke(_raising(error), ["any"])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"nianbao: {line}")
    assert result.stderr.count("\n") == 1


def test_a_mistake_of_our_own_keeps_its_traceback():
    result = CliRunner().invoke(_raising(KeyError("ours")), ["any"])
    assert isinstance(result.exception, KeyError)


def test_help_costs_less_than_0_3_seconds_of_cpu():
    def cpu() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert _run("--help").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(cpu() for _ in range(3)) < 0.3


def test_the_version_is_that_of_the_distribution():
    assert _run("--version").stdout.startswith("nianbao 0.")
