"""The migrations lead to the schema of the models and back, with data in the tables."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from storage import migrating, queries
from storage.models import metadata
from storage.session import WRITING, upgrade
from tests.storage.world import World, fill


def test_the_migrations_make_the_schema_of_the_models(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, metadata) == []


def _is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The tables of the search index are each database's own."""
    return kind != "table" or name in metadata.tables


def test_the_migrations_go_down_and_up_again_with_data(database: Engine) -> None:
    fill(database)
    with database.execution_options(**{WRITING: True}).begin() as connection:
        command.downgrade(migrating.config(connection), "base")
    assert inspect(database).get_table_names() == ["alembic_version"]
    assert inspect(database).get_view_names() == []
    upgrade(database)
    with queries.snapshot(database) as connection:
        assert queries.stock(connection).is_empty
    world: World = fill(database)
    with queries.snapshot(world.engine) as connection:
        assert len(list(queries.reports(connection))) == 5
