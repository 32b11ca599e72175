"""Alembic, for the migrations in their own package."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection


def run(connection: Connection) -> None:
    """Bring the schema to the newest migration, in the transaction of the connection."""
    command.upgrade(config(connection), "head")


def head() -> str | None:
    """The newest migration there is."""
    return ScriptDirectory.from_config(config()).get_current_head()


def knows(revisions: Iterable[str]) -> bool:
    """Whether these migrations are among those of this program."""
    script = ScriptDirectory.from_config(config())
    try:
        return all(script.get_revision(revision) is not None for revision in revisions)
    except CommandError:
        return False


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, made here since an installed program has no pyproject.toml."""
    config = Config()
    folder = Path(str(import_module("migrations").__file__)).parent
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
