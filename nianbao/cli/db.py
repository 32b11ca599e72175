"""``nianbao db``: the schema of the database."""

import os

import click

from nianbao.cli import show


@click.group()
def db() -> None:
    """Bring the database to the schema of this version."""


@db.command()
def upgrade() -> None:
    """Bring the database to the schema of this version."""
    from storage.session import behind, open_engine
    from storage.session import upgrade as run_upgrade
    from storage.settings import Settings

    settings = Settings.from_environment(os.environ)
    if not settings.names_own_database:
        settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_url)
    try:
        late = behind(engine)
        if late:
            run_upgrade(engine)
    finally:
        engine.dispose()
    show.say("The database was brought to this version's schema." if late else "The database is up to date.")
