"""Where a crawl keeps things: archive and database, both written by one thread, in the order in which pages came.

One thread, for the archive is one file and SQLite takes one writer; a thread, for compressing, syncing and reading a
page must not hold up the network.
"""

import asyncio
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from crawler.confined import Confined
from crawler.errors import Busy
from crawler.locks import Locks
from storage.archive import Archive
from storage.clock import Clock
from storage.crosschecks import renew
from storage.database.claims import Claims
from storage.records import Exchange, Pointer
from storage.session import open_database
from storage.settings import Settings
from storage.states import Known, KnownPages
from storage.writer import Writer

P = ParamSpec("P")
T = TypeVar("T")

_READERS = 4
"""Processes that read documents at most; no more than there are processors."""


class Keeping:
    """The archive and the database of one run, and the process that reads documents.

    ``run`` is its row, from ``begin`` to ``end``; ``clock`` tells the time of all that is kept. Till ``close`` nobody
    else asks anything of the ``hosts``, on whatever machine that shares the database. Raises Busy where somebody does.
    """

    def __init__(self, settings: Settings, locks: Locks, hosts: Collection[str] = ()) -> None:
        self._locks = locks
        self._engine = open_database(settings)
        self._claims = Claims(self._engine)
        if taken := self._claims.take(hosts):
            self._engine.dispose()
            raise _busy(taken)
        self.clock = Clock.of(self._engine)
        self._archive = Archive.of(settings, self.clock)
        self._thread = ThreadPoolExecutor(1, "keeping")
        self.archive = self._archive.open_writer()
        self.writer = Writer(self._engine)
        self.confined = Confined(min(_READERS, os.cpu_count() or 1))
        self.run: int | None = None

    async def do(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Have something done by the thread, after all that was asked of it before."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **named))

    def known(self, site: str, now: datetime) -> KnownPages:
        """What is known of a site's pages; ``now`` is when the run begins."""
        return KnownPages(self._engine, site, now)

    def read(self, known: Known) -> Exchange:
        """A page as it was captured last."""
        return self._archive.read(known.capture.pointer)

    def body(self, pointer: Pointer) -> bytes:
        """The body of a page that was archived, in this run or an earlier one."""
        return self._archive.body(pointer)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What the block stores is in the database together; done by the thread.

        Raises Busy where somebody else asks one of the hosts by now: a database that was restarted had let them go.
        """
        if taken := self._claims.renew():
            raise _busy(taken)
        with self.writer.together():
            yield

    async def begin(self, at: datetime) -> None:
        """Open the run's row."""
        self.run = await self.do(self.writer.begin_run, at)

    async def end(self, at: datetime, stats: Mapping[str, Any], districts: Collection[str]) -> None:
        """Compare reports with reports in those of these districts in which anything changed; close the row."""
        await self.do(renew, self._engine, districts, changed_only=True)
        if self.run is not None:
            await self.do(self.writer.end_run, self.run, at, stats)

    async def close(self) -> None:
        """Close archive and database, once all that was asked is done."""
        await asyncio.to_thread(self.confined.close)
        await self.do(self.archive.close)
        await self.do(self._claims.close)
        await self.do(self._engine.dispose)
        self._thread.shutdown()
        with self._locks:
            pass  # all are given back


def _busy(host: str) -> Busy:
    return Busy(f"{host} is being crawled already, perhaps by another machine: wait until that has ended")
