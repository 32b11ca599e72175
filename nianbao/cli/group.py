"""A group of commands that imports a command only when it is called, and says every error in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

import click
from click.exceptions import NoArgsIsHelpError

from nianbao.cli.failures import Failure, Usage, expected, explained


class Entry(NamedTuple):
    """A command: its name, the room of ``nianbao.cli`` with the module of that name, its line in the overview."""

    name: str
    room: str
    help: str


class LazyGroup(click.Group):
    """Knows names and one-line helps of its commands without importing them."""

    entries: ClassVar[tuple[Entry, ...]] = ()

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 – as click calls it
        """In the order in which they are listed, which is the order in which one meets them."""
        return [entry.name for entry in self.entries]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command of that name."""
        for entry in self.entries:
            if entry.name == cmd_name:
                module = import_module(f"nianbao.cli.{entry.room}.{entry.name}")
                command: click.Command = getattr(module, entry.name)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The overview, from the entries alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(entry.name, entry.help) for entry in self.entries])

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click does, with errors in one line."""
        with _one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, with errors in one line."""
        with _one_line():
            return super().invoke(ctx)


@contextmanager
def _one_line() -> Iterator[None]:
    try:
        yield
    except (NoArgsIsHelpError, Failure, Usage, BrokenPipeError):  # a reader that went away (``| head``): click ends
        raise
    except click.UsageError as error:
        raise Usage(error) from error
    except click.ClickException as error:
        raise Failure(error.format_message()) from error
    except expected() as error:
        raise Failure(explained(error)) from error
