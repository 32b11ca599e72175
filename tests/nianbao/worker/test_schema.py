"""The queue's own tables are made once, brought up to date, and never taken for another program's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from procrastinate.schema import SchemaManager
from sqlalchemy import Engine, text

from nianbao.worker import schema
from nianbao.worker.queue import need_postgres
from storage.errors import DatabaseError
from storage.session import open_engine
from storage.settings import Settings

_MADE = """
SELECT proname || '(' || pg_get_function_identity_arguments(oid) || ')' FROM pg_proc
WHERE proname LIKE 'procrastinate%' AND pronamespace = current_schema()::regnamespace
UNION ALL SELECT indexname FROM pg_indexes WHERE tablename LIKE 'procrastinate%' AND schemaname = current_schema()
UNION ALL SELECT table_name || '.' || column_name || ' ' || udt_name FROM information_schema.columns
WHERE table_name LIKE 'procrastinate%' AND table_schema = current_schema()
UNION ALL SELECT tgname FROM pg_trigger WHERE tgname LIKE 'procrastinate%' AND tgrelid = 'procrastinate_jobs'::regclass
"""


def made(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return set(connection.scalars(text(_MADE)))


@pytest.fixture
def elsewhere(engine: Engine) -> Iterator[Engine]:
    """An empty corner of the same database."""
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA elsewhere")
    there = open_engine(
        engine.url.update_query_dict({"options": "-c search_path=elsewhere"}).render_as_string(hide_password=False)
    )
    yield there
    there.dispose()


def test_the_tables_are_made_once(engine: Engine) -> None:
    schema.renew(engine)
    first = made(engine)
    schema.renew(engine)
    assert made(engine) == first
    assert any(each.startswith("procrastinate_fetch_job") for each in first)


def test_tables_of_an_older_version_are_brought_to_this_one(engine: Engine, elsewhere: Engine) -> None:
    older = [path for path in sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql")) if path.stem < "03"]
    with elsewhere.begin() as connection:
        for path in older:
            connection.connection.driver_connection.execute(path.read_text("utf-8"))
        connection.exec_driver_sql(f"COMMENT ON TABLE procrastinate_jobs IS 'nianbao: {older[-1].stem}'")
    schema.renew(engine)
    assert made(elsewhere) != made(engine)
    for _ in range(2):
        schema.renew(elsewhere)
        assert made(elsewhere) == made(engine)


def test_the_tables_of_another_program_are_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE procrastinate_jobs (id bigint)")
    with pytest.raises(DatabaseError, match="another program"):
        schema.renew(engine)


def test_a_database_of_one_machine_has_no_workers(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="workers need a PostgreSQL database: set NIANBAO_DATABASE_URL"):
        need_postgres(Settings.from_environment({"NIANBAO_HOME": str(tmp_path)}))
