"""The migrations lead to the schema of the models and back, with data in the tables."""

from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

import forms
from migrations import frozen
from storage import queries, search
from storage.crosschecks import renew
from storage.database import dictionary, migrating
from storage.errors import DatabaseError
from storage.models import metadata
from storage.models.views import VIEWS
from storage.session import changing, open_engine, upgrade
from tests.storage.world import fill

STEPS = [script.revision for script in ScriptDirectory.from_config(migrating.config()).walk_revisions()]
"""The newest first."""


def test_the_migrations_make_the_schema_of_the_models(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, metadata) == []


def _is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The tables of the search index are each database's own."""
    return kind != "table" or name in metadata.tables


def test_what_the_migrations_make_is_what_the_models_would_make_to_the_last_check(database: Engine) -> None:
    with changing(database) as connection:
        migrated = schema(connection)
        command.downgrade(migrating.config(connection), "base")
        assert schema(connection) == {}
        metadata.create_all(connection)
        search.create(connection)
        made = schema(connection)
    assert migrated.keys() == made.keys()
    for name, table in made.items():
        assert (name, migrated[name]) == (name, table)


def schema(connection: Connection) -> dict[str, Any]:
    """Every table with all that the database tells of it, in an order of its own where none is meant."""
    asked = inspect(connection)
    named = [name for name in asked.get_table_names() if name != "alembic_version"]
    return {name: _told(connection, name) for name in named} | _functions(connection)


def _functions(connection: Connection) -> dict[str, Any]:
    """What they are defined as; those of views are made with the views."""
    if connection.dialect.name == "sqlite":
        return {}
    ours = "pronamespace = current_schema()::regnamespace AND proname LIKE 'search%'"
    rows = connection.execute(
        text(f"SELECT proname AS name, pg_get_functiondef(oid) AS made FROM pg_proc WHERE {ours}")
    )
    return {row.name: " ".join(row.made.split()) for row in rows}


def _told(connection: Connection, table: str) -> dict[str, Any]:
    asked = inspect(connection)
    columns = [{**column, "type": repr(column["type"])} for column in asked.get_columns(table)]
    told: dict[str, Any] = {
        "columns": sorted(columns, key=lambda column: str(column["name"])),
        "key": asked.get_pk_constraint(table),
        "references": sorted(map(str, asked.get_foreign_keys(table))),
        "unique": sorted(map(str, asked.get_unique_constraints(table))),
        "indexes": sorted(map(_indexed, asked.get_indexes(table))),
        "checks": sorted(map(str, asked.get_check_constraints(table))),
    }
    if connection.dialect.name == "sqlite":
        kind = connection.exec_driver_sql(f"SELECT type, wr FROM pragma_table_list('{table}')").one()
        told["kind"] = tuple(kind)
        if table in (search.schema.CURRENT, search.schema.FORMER):
            told["made by"] = connection.scalar(text(f"SELECT sql FROM sqlite_master WHERE name = '{table}'"))
    return told


def _indexed(index: Any) -> str:
    where = {name: str(value) for name, value in index.pop("dialect_options", {}).items()}
    return f"{dict(index)} {where}"


def test_the_migrations_go_down_and_up_again_with_data(database: Engine) -> None:
    fill(database)
    with changing(database) as connection:
        command.downgrade(migrating.config(connection), "base")
    assert inspect(database).get_table_names() == ["alembic_version"]
    assert inspect(database).get_view_names() == []
    upgrade(database)
    with queries.snapshot(database) as connection:
        assert queries.stock(connection).is_empty
    fill(database)
    with queries.snapshot(database) as connection:
        assert len(list(queries.reports(connection))) == 5


def test_no_step_but_the_first_loses_a_report(database: Engine) -> None:
    fill(database)
    renew(database)
    before = _asked(database)
    assert len(before["panel"]) == 4
    with changing(database) as connection:
        command.downgrade(migrating.config(connection), STEPS[-1])
    upgrade(database)
    assert _asked(database) == before


def _asked(engine: Engine) -> dict[str, list[Any]]:
    """What every view shows, and the search finds."""
    with queries.snapshot(engine) as connection:
        shown = {view.name: sorted(map(str, connection.execute(view.table.select()))) for view in VIEWS}
        return {**shown, "search": [search.count(connection, "年度报告")]}


def test_views_follow_the_program_and_not_the_steps(database: Engine) -> None:
    with changing(database) as connection:
        for name in ("series", "former"):
            connection.execute(text(f"DROP VIEW IF EXISTS {name}"))
            connection.execute(text(f"CREATE VIEW {name} AS SELECT 1 AS one"))
        insert = 'INSERT INTO dictionary ("view", position, description_zh, description_en) VALUES (:view, 0, :is, :is)'
        connection.execute(text(insert), {"view": "former", "is": "of an earlier program"})
    upgrade(database)
    assert set(inspect(database).get_view_names()) == {view.name for view in VIEWS}
    with database.connect() as connection:
        assert connection.scalar(text("SELECT count(concept) FROM series")) == 0


def test_a_measure_that_no_migration_added_is_told(database: Engine) -> None:
    with changing(database) as connection:
        connection.execute(text("DELETE FROM form_measures"))
        connection.execute(text("DELETE FROM measures WHERE id = 7"))
    with pytest.raises(DatabaseError, match="no migration adds the measure"):
        upgrade(database)


def test_the_first_measures_have_the_numbers_that_their_migration_wrote_down(database: Engine) -> None:
    with database.connect() as connection:
        numbers = dictionary.ids(connection)
    assert [numbers[measure] for measure in frozen.measures("0001")] == list(range(1, 355))
    assert set(numbers) == set(forms.measures())


def test_a_change_that_leaves_a_row_without_what_it_refers_to_is_not_made() -> None:
    engine = open_engine("sqlite://")
    upgrade(engine)
    fill(engine)
    with pytest.raises(DatabaseError, match=r"a row of \w+ refers to a versions"), changing(engine) as connection:
        connection.execute(text("DELETE FROM versions"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM versions"))
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()
