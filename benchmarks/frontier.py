"""A site of which very many pages are known: the memory that a crawl takes for them.

`python -m benchmarks.frontier DATABASE` looks them all up in a process of its own, and prints its memory in MB.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, insert

from benchmarks.lines import Line
from storage.models import Capture, District, Url, table_of
from storage.records import FetchOutcome, Role
from storage.session import open_engine, upgrade

_AREA = "a large site"
_SITE = "bench"
_CHECKED = datetime(2026, 1, 20, tzinfo=UTC)
_BLOCK = 10_000


def measure(quick: bool) -> Iterator[Line]:
    """The peak of a process that lets all known pages rest, as a night does, against one that knows none."""
    count = 20_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        peaks = [_peak(f"sqlite:///{folder}/{known}.db", known) for known in (0, count)]
    yield Line(_AREA, f"memory with {count:,} known pages", peaks[1], "MB", at_most=250)
    yield Line(_AREA, "… of that for the pages", peaks[1] - peaks[0], "MB")


def _peak(url: str, count: int) -> float:
    engine = open_engine(url)
    upgrade(engine)
    _fill(engine, count)
    engine.dispose()
    command = [sys.executable, "-m", "benchmarks.frontier", url]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _fill(engine: Engine, count: int) -> None:
    with engine.begin() as connection:
        number = connection.execute(
            insert(table_of(District)).values(code="990199", name="示例市", site=_SITE)
        ).inserted_primary_key
        district = number[0] if number else None
        for start in range(0, count, _BLOCK):
            rows = range(start, min(start + _BLOCK, count))
            connection.execute(insert(table_of(Url)), [_url(n, district) for n in rows])
            connection.execute(insert(table_of(Capture)), [_capture(n) for n in rows])


def _address(n: int) -> str:
    return f"https://www.example.gov.cn/zwgk/zfxxgk/zfxxgknb/202001/t20200120_{n}.html"


def _url(n: int, district: int | None) -> dict[str, object]:
    fields = {"id": n + 1, "site": _SITE, "url": _address(n), "district_id": district, "role": Role.REPORT}
    said = {"listed": date(2020, 1, 20), "year": 2019, "first_seen": _CHECKED, "last_checked": _CHECKED}
    return {**fields, **said, "outcome": FetchOutcome.FETCHED, "reason": "", "sha256": "0" * 64, "capture_id": n + 1}


def _capture(n: int) -> dict[str, object]:
    place = {"file": "nianbao-20260120.warc.gz", "offset": n * 1000, "length": 1000}
    context = {"site": _SITE, "code": "990199", "district": "示例市", "role": "report", "year": 2019}
    fields = {"id": n + 1, "url_id": n + 1, "captured_at": _CHECKED, "status": 200, "sha256": "0" * 64, "size": 9}
    return {**fields, **place, "context": context, "unchanged": False}


def _look_up(url: str) -> None:
    """As the end of a night does: every known document is either left alone or asked for."""
    from pathlib import Path  # noqa: PLC0415 – what the crawl imports counts, in the process that crawls only

    import scrapy.core.downloader.handlers.http11  # noqa: F401, PLC0415

    from crawler.scope import Resting, Scope  # noqa: PLC0415
    from crawler.sites import Site  # noqa: PLC0415
    from crawler.spiders.walk import SiteWalk  # noqa: PLC0415
    from storage.states import KnownPages  # noqa: PLC0415

    tonight = datetime.now(UTC)
    known = KnownPages(open_engine(url), _SITE, tonight)
    scope = Scope(night=(_CHECKED + timedelta(days=40)).date())
    site = Site(_SITE, "990199", "示例市", ("https://www.example.gov.cn/",), (), None, 1.0, (), (), Path("bench.toml"))
    walk = SiteWalk(site, set(), frozenset(), Resting(scope, known))
    walk.begin()
    walk.sweep(known.documents(lambda _: False))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    _look_up(sys.argv[1])
