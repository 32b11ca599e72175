"""Strangers are answered where nothing that they write can hold, fill or look around the machine."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from storage.sql import Answer, Bounds, OutOfTimeError, QueryError, ask_apart, lite
from storage.sql.open import OPEN
from tests.storage.world import fill

BOUNDS = Bounds(rows=10, seconds=1, size=200_000, value=100_000, memory=1 << 29, tables=OPEN)
DOUBLING = ", ".join(f"c{i} AS (SELECT * FROM c{i - 1} UNION ALL SELECT * FROM c{i - 1})" for i in range(1, 26))

WAYS = (
    "SELECT count(*) FROM cells WHERE agency = 'a;b' -- ; '",
    "SELECT count(*) FROM sections WHERE text LIKE '%;%' /* ; */ ;",
    'SELECT count(DISTINCT "row") FROM cells;',
    "WITH a AS (SELECT year AS a FROM reports) SELECT count(a), max(a) FROM a",
    "VALUES (1)",
)
ATTEMPTS = (
    "SELECT word FROM secrets",
    'SELECT * FROM (SELECT max(word) AS most FROM "secrets") AS x',
    "SELECT 1 FROM reports WHERE year > (SELECT length(max(word)) FROM secrets)",
    "WITH s AS (SELECT word FROM secrets) SELECT count(word) FROM s JOIN reports ON true",
    "SELECT word FROM public.secrets",
    "SELECT word FROM main.secrets",
    "SELECT * FROM reports UNION ALL SELECT word, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 FROM secrets",
    "SELECT table_to_xml('secrets'::regclass, true, true, '')",
    "SELECT schema_to_xml('p' || 'g_catalog', true, true, '')",
    "SELECT database_to_xml(true, true, '')",
    "SELECT query_to_xml('SELECT 1', true, true, '')",
    "SELECT * FROM ts_stat('SELECT word::tsvector FROM secrets')",
    "SELECT * FROM information_schema.tables",
    "SELECT table_name FROM information_schema.columns",
    "SELECT rolname FROM pg_roles",
    "SELECT rolpassword FROM pg_catalog.pg_authid",
    "SELECT usename FROM pg_user",
    "SELECT query FROM pg_stat_activity",
    "SELECT lo_get(1)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT loread(lo_open(1, 262144), 1)",
    "SELECT pg_sleep(10)",
    "SELECT pg_sleep_for('10 s')",
    "SELECT pg_try_advisory_lock(1)",
    "SELECT pg_advisory_xact_lock(1)",
    "SELECT pg_notify('x', 'y')",
    "SELECT pg_reload_conf()",
    "SELECT pg_current_logfile()",
    "SELECT current_setting('data_directory')",
    "SELECT set_config('role', 'none', true)",
    "SELECT nextval('annual_reports_id_seq')",
    "SELECT setval('annual_reports_id_seq', 1)",
    "SELECT txid_current()",
    "SELECT inet_server_addr()",
    "SELECT dblink_connect('dbname=postgres')",
    "SELECT * FROM reports FOR UPDATE",
    "SELECT 1) AS a; DROP TABLE secrets; SELECT * FROM (SELECT 1",
    "SELECT 1) AS answered WHERE true; COMMIT; --",
    "TABLE secrets",
    "EXPLAIN SELECT * FROM reports",
    "EXECUTE x",
    "FETCH ALL FROM answer",
    "PRAGMA table_info(reports)",
    "SELECT * FROM pragma_table_info('reports')",
    "SELECT * FROM sqlite_dbpage",
    "SELECT sqlite_version()",
    "SELECT sqlite_compileoption_get(1)",
    "ATTACH ':memory:' AS x",
    "DETACH main",
    "SELECT zeroblob(100000000)",
    "SELECT edit('x')",
    "SELECT readfile('/etc/passwd')",
    "\x00",
    "SELECT '\x00",
    "SELECT \udc80",
)


@pytest.fixture
def filled(database: Engine) -> Iterator[Engine]:
    fill(database)
    with database.begin() as connection:
        connection.execute(text("CREATE TABLE secrets (word TEXT)"))
        connection.execute(text("INSERT INTO secrets VALUES ('hidden')"))
    yield database
    with database.begin() as connection:
        connection.execute(text("DROP TABLE secrets"))


def test_what_is_asked_apart_is_answered_the_same(filled: Engine) -> None:
    answer = ask_apart(filled, "SELECT agency, year FROM reports ORDER BY agency, year;  -- all", BOUNDS)
    assert answer.columns == ("agency", "year")
    assert (len(answer.rows), answer.cut) == (5, False)


def test_a_question_may_be_written_in_many_ways(filled: Engine) -> None:
    for statement in WAYS:
        assert len(ask_apart(filled, statement, BOUNDS).rows) == 1, statement


def guarded(engine: Engine, statement: str) -> Answer:
    """As it is asked apart; without a process for each question, since it is not that which refuses."""
    if engine.dialect.name == "sqlite" and statement.isprintable():
        return lite.ask(engine.url.database, statement, BOUNDS)
    return ask_apart(engine, statement, BOUNDS)


def test_nothing_but_the_archive_can_be_read(filled: Engine) -> None:
    for statement in ATTEMPTS:
        with pytest.raises(QueryError) as refused:
            guarded(filled, statement)
        assert "\n" not in str(refused.value), statement
        assert "hidden" not in str(refused.value), statement
    with filled.connect() as connection:
        assert connection.execute(text("SELECT word FROM secrets")).all() == [("hidden",)]


@pytest.mark.parametrize(
    "statement",
    [
        f"WITH c0 AS (SELECT 1 AS a), {DOUBLING} SELECT count(*) FROM c25",  # SQLite looks at no clock when it prepares
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "SELECT count(*) FROM cells a, cells b, cells c, cells d, cells e",
        "SELECT count(*) FROM (SELECT * FROM cells a, cells b, cells c, cells d ORDER BY 1, 3, 5) AS x",
    ],
)
def test_what_would_take_for_ever_is_ended(filled: Engine, statement: str) -> None:
    before = time.monotonic()
    with pytest.raises(QueryError):
        ask_apart(filled, statement, BOUNDS)
    assert time.monotonic() - before < BOUNDS.seconds + 4


def test_the_sentence_of_what_was_ended_says_so(filled: Engine) -> None:
    with pytest.raises(OutOfTimeError):
        ask_apart(filled, "SELECT count(*) FROM cells a, cells b, cells c, cells d, cells e", BOUNDS)


def test_a_long_answer_is_cut_by_its_size(filled: Engine) -> None:
    long = "replace('xxxxxxxxxx', 'x', '" + "y" * 1000 + "')"
    answer = ask_apart(filled, f"SELECT {long} AS a, {long} AS b, {long} AS c FROM cells", BOUNDS)
    assert answer.cut
    assert len(answer.rows) == 200_000 // 30_000


@pytest.mark.parametrize(
    "huge",
    [
        "SELECT replace(replace('xxxxxxxxxx', 'x', '{k}'), 'y', '{k}')",
        "SELECT replace(replace('xxxxxxxxxx', 'x', '{k}'), 'y', '{k}') FROM reports",
    ],
)
def test_a_value_beyond_measure_is_not_sent(filled: Engine, huge: str) -> None:
    with pytest.raises(QueryError):
        ask_apart(filled, huge.format(k="y" * 1000), BOUNDS)
