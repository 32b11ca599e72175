"""Every error that a person can cause, in one line that says what to do; a traceback is left for our own mistakes."""

import errno
import sys
from typing import IO, Any

import click

from crawler.errors import CrawlerError

REMEDIES = {
    errno.ENOENT: "check the path",
    errno.EACCES: "choose a place that you may read and write",
    errno.EPERM: "choose a place that you may read and write",
    errno.EROFS: "choose a place that you may write to",
    errno.ENOSPC: "free some space, then run the command again",
    errno.EDQUOT: "free some space, then run the command again",
    errno.EISDIR: "name a file",
    errno.ENOTDIR: "name a folder",
    errno.EEXIST: "choose another name",
}


class Failure(click.ClickException):
    """Ends a command with exit status 1 and one line on standard error."""

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the one line."""
        click.echo(f"nianbao: {self.message}", file=file or sys.stderr)


class Usage(click.ClickException):
    """A command line that cannot be right: exit status 2, one line that names the help to read."""

    exit_code = 2

    def __init__(self, error: click.UsageError) -> None:
        command = error.ctx.command_path if error.ctx else "nianbao"
        super().__init__(one_line(f"{error.format_message().rstrip('.')} (see: {command} --help)"))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the one line."""
        click.echo(f"nianbao: {self.message}", file=file or sys.stderr)


def one_line(text: str) -> str:
    """White space and line ends folded, so that an error stays one line in a log."""
    return " ".join(text.split())


def expected() -> tuple[type[Exception], ...]:
    """What bad input, a full disk or an absent database raise.

    Asked for only while an exception is on its way, so that the database library is named here without being loaded.
    """
    kinds: list[type[Exception]] = [OSError, UnicodeError, CrawlerError]
    for module, name in (
        ("storage.errors", "StorageError"),
        ("sqlalchemy.exc", "SQLAlchemyError"),
        ("alembic.util", "CommandError"),
        ("pydantic", "ValidationError"),
    ):
        if module in sys.modules:
            kinds.append(getattr(sys.modules[module], name))
    return tuple(kinds)


def explained(error: Exception) -> str:
    """What happened and what to do, for an error of ``expected()``."""
    if isinstance(error, OSError):
        return _system(error)
    if "sqlalchemy.exc" in sys.modules and isinstance(error, sys.modules["sqlalchemy.exc"].SQLAlchemyError):
        return _database(str(getattr(error, "orig", None) or error))
    return str(error) or type(error).__name__


def _system(error: OSError) -> str:
    what = (error.strerror or str(error) or type(error).__name__).lower()
    remedy = REMEDIES.get(error.errno or 0)
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{what}; {remedy}" if remedy else f"{place}{what}"


def _database(message: str) -> str:
    """What SQLite and PostgreSQL say, and what to do about it."""
    text = one_line(message)
    for sign, remedy in (
        ("database is locked", "another program is writing to it: wait until it has finished, then try again"),
        ("unable to open database file", "check that NIANBAO_HOME or NIANBAO_DATABASE_URL names a place you may write"),
        ("readonly database", "check that you may write to the file and its folder"),
        ("not a database", "the file is something else or damaged: move it away, then run nianbao db rebuild"),
        ("malformed", "the file is damaged: move it away, then run nianbao db rebuild"),
        ("no such table", "run nianbao db upgrade"),
        ("does not exist", "run nianbao db upgrade, or check NIANBAO_DATABASE_URL"),
        ("connection", "check that the database server runs and that NIANBAO_DATABASE_URL is right"),
        ("Could not parse", "check NIANBAO_DATABASE_URL"),
    ):
        if sign in text:
            return f"database: {text}; {remedy}"
    return f"database: {text}"
