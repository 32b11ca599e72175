"""Strangers' SQL on both databases: it reads, and can do nothing else."""

import shutil
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage.crosschecks import renew
from storage.export.plain import plain
from storage.models.views import VIEWS
from storage.records import Finding, Outcome, State
from storage.session import open_engine
from storage.sql import OutOfTimeError, QueryError, ask
from tests.storage.world import World, cells, fill, report

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
PRODUCT = "SELECT count(*) FROM t a, t b, t c, t d, t e, t f, t g, t h"


@pytest.fixture
def filled(database: Engine) -> Engine:
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER, b TEXT)"))
        connection.execute(text("INSERT INTO t VALUES (:a, :b)"), [{"a": i, "b": f"区{i}"} for i in range(20)])
    return database


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "outside.txt"
    path.write_text("a file of the machine", "utf-8")
    return path


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM t")).scalar_one())


def test_a_select_gives_columns_and_rows(filled: Engine) -> None:
    answer = ask(filled, "SELECT a, b FROM t WHERE a < 2 ORDER BY a;")
    assert answer.columns == ("a", "b")
    assert answer.rows == ((0, "区0"), (1, "区1"))
    assert not answer.cut


@pytest.mark.parametrize(
    "statement",
    [
        "  -- how many\n/* really */ select count(*) from t",
        "with x as (select a from t) select count(*) from x",
        "VALUES (20)",
        "SELECT count(*) FROM t WHERE b LIKE '%区%' AND '%' = '%' AND ':a' <> '%s'",
        "SELECT count(*) FROM t WHERE b NOT IN ('drop table t', 'attach', 'insert; delete')",
    ],
)
def test_what_only_reads_is_answered_however_it_is_written(filled: Engine, statement: str) -> None:
    assert ask(filled, statement).rows == ((20,),)


def test_rows_beyond_the_limit_are_cut_and_said_to_be(filled: Engine) -> None:
    assert ask(filled, "SELECT a FROM t", limit=20).cut is False
    answer = ask(filled, "SELECT a FROM t", limit=19)
    assert len(answer.rows) == 19
    assert answer.cut


def test_an_endless_answer_is_read_as_far_as_the_limit(filled: Engine) -> None:
    endless = ENDLESS.replace("count(*)", "i")
    assert ask(filled, endless, limit=3, seconds=5).rows == ((1,), (2,), (3,))


def test_a_column_that_comes_twice_gets_a_name_of_its_own(filled: Engine) -> None:
    answer = ask(filled, "SELECT a, a, a AS a_2, b FROM t LIMIT 1")
    assert answer.columns == ("a", "a_3", "a_2", "b")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO t VALUES (99, 'x')",
        "UPDATE t SET a = 0",
        "DELETE FROM t",
        "DROP TABLE t",
        "CREATE TABLE u (a INTEGER)",
        "CREATE TEMP TABLE u (a INTEGER)",
        "CREATE VIEW v AS SELECT 1",
        "ALTER TABLE t ADD COLUMN c INTEGER",
        "WITH x AS (SELECT 1 AS a) DELETE FROM t WHERE a IN (SELECT a FROM x)",
        "WITH gone AS (DELETE FROM t RETURNING a) SELECT a FROM gone",
        "WITH x AS (SELECT 99 AS a) INSERT INTO t SELECT a, 'x' FROM x",
        "SELECT a INTO u FROM t",
        "SELECT 1; DELETE FROM t",
        "SELECT 1; COMMIT; DELETE FROM t; COMMIT",
        "COMMIT; DELETE FROM t",
        "/* SELECT */ DELETE FROM t",
        "-- SELECT\nDELETE FROM t",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "VACUUM",
        "ANALYZE",
        "REINDEX",
        "EXPLAIN ANALYZE DELETE FROM t",
        "",
        "  ",
        ";",
    ],
)
def test_what_is_no_select_is_refused_and_changes_nothing(filled: Engine, statement: str) -> None:
    with pytest.raises(QueryError) as refused:
        ask(filled, statement)
    assert "\n" not in str(refused.value)
    assert rows(filled) == 20
    assert ask(filled, "SELECT count(*) FROM t").rows == ((20,),)


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE '{path}' AS other",
        "VACUUM INTO '{path}.copy'",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "PRAGMA database_list",
        "SELECT * FROM pragma_database_list",
        "SELECT load_extension('{path}')",
        "SELECT readfile('{path}')",
        "SELECT writefile('{path}', 'x')",
        "SELECT fts3_tokenizer('simple')",
        "SELECT randomblob(900000000)",
        "SELECT pg_read_file('{path}')",
        "SELECT PG_READ_FILE('{path}')",
        "SELECT pg_catalog . pg_read_file ( '{path}' )",
        "SELECT \"pg_read_file\"('{path}')",
        "SELECT pg_read_file/* */('{path}')",
        "SELECT U&\"\\0070g_read_file\"('{path}')",
        "SELECT pg_read_binary_file('{path}')",
        "SELECT * FROM pg_ls_dir('/')",
        "SELECT pg_stat_file('{path}')",
        "SELECT lo_import('{path}')",
        "SELECT lo_export(1, '{path}.copy')",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SELECT set_config('role', 'none', true)",
        "SELECT set_config('statement_timeout', '0', false)",
        "SELECT query_to_xml('DELETE FROM t', true, true, '')",
        "SELECT * FROM ts_stat('DELETE FROM t RETURNING to_tsvector(b)')",
        "SELECT pg_terminate_backend(1)",
        "SELECT pg_advisory_lock(1)",
        "SELECT passwd FROM pg_shadow",
        "SELECT * FROM dblink('dbname=postgres', 'DELETE FROM t') AS x(a text)",
        "COPY t TO '{path}'",
        "COPY t TO PROGRAM 'cat > {path}'",
        "COPY (SELECT 1) TO '{path}'",
        "DO $$ BEGIN DELETE FROM t; END $$",
        "CALL anything()",
        "SET ROLE postgres",
        "LOAD '{path}'",
        "LISTEN x",
        "LOCK TABLE t",
        "SELECT 1 WHERE EXISTS (SELECT pg_read_file('{path}'))",
    ],
)
def test_nothing_beyond_the_database_is_opened(filled: Engine, outside: Path, statement: str) -> None:
    with pytest.raises(QueryError):
        ask(filled, statement.format(path=outside))
    assert outside.read_text("utf-8") == "a file of the machine"
    assert [path.name for path in outside.parent.iterdir() if path.name.endswith(".copy")] == []
    assert rows(filled) == 20


@pytest.mark.parametrize("statement", [ENDLESS, PRODUCT, ENDLESS.replace("count(*)", "max(i) OVER ()")])
def test_a_query_is_stopped_after_its_time(filled: Engine, statement: str) -> None:
    before = time.monotonic()
    with pytest.raises(OutOfTimeError) as stopped:
        ask(filled, statement, seconds=0.3)
    assert time.monotonic() - before < 5
    assert "0.3 seconds" in str(stopped.value)


def test_after_a_refusal_the_engine_works_as_before(filled: Engine) -> None:
    for statement in ("SELECT set_config('role', 'none', true)", "SELECT nonsense(", "DELETE FROM t"):
        with pytest.raises(QueryError):
            ask(filled, statement)
    with filled.begin() as connection:
        connection.execute(text("INSERT INTO t VALUES (100, 'still mine')"))
    assert rows(filled) == 21


def test_a_mistake_is_told_in_one_line(filled: Engine) -> None:
    with pytest.raises(QueryError, match=r"^SQL: .*nothing_here") as refused:
        ask(filled, "SELECT * FROM nothing_here")
    assert "\n" not in str(refused.value)


def test_a_query_sees_one_state_though_another_writes(filled: Engine) -> None:
    with filled.connect() as writing:
        writing.execute(text("INSERT INTO t VALUES (100, 'not yet')"))
        assert ask(filled, "SELECT count(*) FROM t").rows == ((20,),)


def test_aggregates_windows_dates_and_json_are_at_hand(filled: Engine) -> None:
    answer = ask(
        filled,
        "SELECT sum(a), round(avg(a), 1), max(length(b)), upper('x'), replace(trim(' y '), 'y', 'z'),"
        " rank() OVER (ORDER BY sum(a)), coalesce(nullif(min(a), 0), 7) FROM t",
    )
    assert answer.rows[0] == (190, 9.5, 3, "X", "z", 1, 7)


def test_a_number_is_told_alike_on_both_databases(database: Engine) -> None:
    fill(database)
    asked = (
        "SELECT DISTINCT round(CAST(value AS numeric), 2) + 0.50 AS half FROM cells WHERE value IS NOT NULL ORDER BY 1"
    )
    told = [repr(half) for (half,) in ask(database, asked).rows]
    (whole,) = ask(database, "SELECT round(CAST(18 AS numeric), 1) FROM reports LIMIT 1").rows
    assert repr(whole) == "(18,)"
    assert told == ["0.5", "0.8", "3.5", "58.5", "1058.5", "4000000000.5"]


def test_a_number_of_more_digits_than_a_float_has_stays_exact(postgres: str) -> None:
    engine = open_engine(postgres)
    answer = ask(engine, "SELECT 12345678901234567890, 12345678901234567890.5, 'NaN'::numeric, 12.50, 1e3::numeric")
    engine.dispose()
    long, large, none, *short = answer.rows[0]
    assert (long, large) == (Decimal("12345678901234567890"), Decimal("12345678901234567890.5"))
    assert isinstance(none, Decimal)
    assert none.is_nan()
    assert short == [12.5, 1000]


QUOTIENTS = (
    (
        'SELECT a.value / b.value AS share FROM cells a JOIN cells b USING (district_code, agency, year, "column")'
        " WHERE a.\"row\" = 'granted' AND b.\"row\" = 'new_received' AND \"column\" = 'total'"
    ),
    "SELECT granted / new_received AS share FROM requests WHERE applicant = 'total'",
    "SELECT granted / received AS share FROM panel",
    "SELECT sum(numerator) / sum(denominator) AS share FROM indicators WHERE indicator = 'disclosure_rate'",
    (
        "SELECT a.value / b.value AS share FROM series a JOIN series b USING (district_code, agency, year)"
        " WHERE a.concept = 'granted' AND b.concept = 'received'"
    ),
    (
        "SELECT a.value / b.value AS share FROM totals a JOIN totals b USING (district_code, agency)"
        " WHERE a.concept = 'granted' AND b.concept = 'received'"
    ),
    'SELECT "left" / "right" AS share FROM findings WHERE outcome = \'fail\'',
)
ZERO = {"value": Decimal(0), "state": State.REPORTED, "raw": "0"}


@pytest.mark.parametrize("asked", QUOTIENTS)
def test_a_share_of_whole_numbers_is_a_share_on_both_databases(database: Engine, asked: str) -> None:
    """One in three, and no 0 as SQLite makes of two integers."""
    world = World(database)
    counts = {("t3", "granted", "total"): 1, ("t3", "results_total", "total"): 3, ("t3", "new_received", "total"): 3}
    odd = {cell: (Decimal(number), State.REPORTED, str(number)) for cell, number in counts.items()}
    fails = (Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(1), Decimal(3)),)
    said = report("北京市西城区财政局", 2024, cells=cells("a2021", odd), findings=fails)
    world.publish(replace(said, cells=tuple(c if c.raw else c._replace(**ZERO) for c in said.cells)))
    renew(database)
    assert [repr(share) for (share,) in ask(database, asked).rows] == ["0.3333333333333333"]


def test_every_view_is_told_alike_on_both_databases(database: Engine, migrated_file: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_file, tmp_path / "other.db")
    other = open_engine(f"sqlite:///{tmp_path}/other.db")
    for engine in (database, other):
        fill(engine)
        renew(engine)
    for view in VIEWS:
        columns = ", ".join(f'"{column.name}"' for column in view.columns)
        ours, theirs = (ask(engine, f"SELECT {columns} FROM {view.name}", limit=10_000) for engine in (database, other))
        assert sorted(map(_written, ours.rows)) == sorted(map(_written, theirs.rows)), view.name
    other.dispose()


def _written(row: tuple[object, ...]) -> list[str]:
    """As ``nianbao query`` prints it."""
    return [repr(plain(value)) for value in row]
