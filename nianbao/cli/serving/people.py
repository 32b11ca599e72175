"""``nianbao people``: who may sign in on the pages."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nianbao.cli import show
from nianbao.cli.serving import need_web

if TYPE_CHECKING:
    from nianbao.web.people import Accounts

_SHORTEST = 10
_OWN = 0o600


@click.group()
def people() -> None:
    """Who may sign in on the pages.

    They are kept in the file that NIANBAO_ACCOUNTS names.
    """
    need_web("nianbao.web.people")


@people.command()
@click.argument("name")
@click.password_option(help="Asked for when it is left out, so that it stays out of the shell's history.")
def add(name: str, password: str) -> None:
    """Let a person sign in, or give one a new password."""
    from nianbao.web.people import hashed

    if len(password) < _SHORTEST:
        raise click.UsageError(f"a password has at least {_SHORTEST} characters")
    accounts = _read(needed=False)
    _write(accounts, {**accounts.people, name.strip(): hashed(password)})
    show.say(f"{name.strip()} may sign in. A server that runs learns of it when it is started again.")


@people.command()
@click.argument("name")
def remove(name: str) -> None:
    """Take a person's account away."""
    accounts = _read(needed=True)
    if name not in accounts.people:
        raise click.ClickException(f"{name} has no account; there are {', '.join(sorted(accounts.people)) or 'none'}")
    _write(accounts, {each: kept for each, kept in accounts.people.items() if each != name})
    show.say(f"{name} may not sign in any more. A server that runs learns of it when it is started again.")


@people.command("list")
def list_people() -> None:
    """Name those who may sign in."""
    for name in sorted(_read(needed=True).people):
        show.say(name)


def _place() -> Path:
    named = os.environ.get("NIANBAO_ACCOUNTS")
    if not named:
        raise click.ClickException("NIANBAO_ACCOUNTS names no file: set it to where the accounts are to be kept")
    return Path(named)


def _read(*, needed: bool) -> "Accounts":
    from nianbao.web.people import Accounts, fresh

    path = _place()
    return Accounts.read(path) if needed or path.exists() else fresh()


def _write(accounts: "Accounts", names: dict[str, str]) -> None:
    """In a file of its own first, which nobody else may read."""
    from dataclasses import replace

    path = _place()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with open(draft, "w", encoding="utf-8", opener=lambda p, flags: os.open(p, flags, _OWN)) as file:
        file.write(replace(accounts, people=names).written())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
