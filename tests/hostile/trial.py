"""A hostile input read as a crawl and ``nianbao extract`` read it: what came of it, in how long, holding how much."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from crawler.confined import Confined
from crawler.confined.work import is_read_here, read_file
from storage.records import Reading

_LOOK = 0.02
"""Seconds between two looks at how much memory a process holds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``here``: it was read in place, ``seconds`` of the processor there; elsewhere ``seconds`` of the clock."""

    said: str
    seconds: float
    megabytes: int
    here: bool
    reading: Reading


def attempt(confined: Confined, data: bytes) -> Outcome:
    """Read these bytes; what is in their way is an outcome, too. Whatever is raised would end a crawl."""
    here = is_read_here(data, None)
    process = os.getpid() if here else confined.call(os.getpid)
    clock = time.thread_time if here else time.monotonic
    with _peak(process) as peak:
        began = clock()
        reading = read_file(confined, data, None, "report")
        seconds = clock() - began
    return Outcome(_said(reading), seconds, peak[0], here, reading)


def _said(reading: Reading) -> str:
    if reading.refusal is not None:
        return reading.refusal.kind
    return f"{len(reading.reports)} read, {sum(len(report.cells) for report in reading.reports)} cells"


@contextmanager
def _peak(process: int) -> Iterator[list[int]]:
    """The most memory (in MB, resident) that a process holds meanwhile; one that was killed is known up to then."""
    found, over = [0], threading.Event()
    with suppress(OSError):
        Path(f"/proc/{process}/clear_refs").write_text("5")

    def look() -> None:
        with suppress(OSError, StopIteration):
            lines = Path(f"/proc/{process}/status").read_text().splitlines()
            found[0] = max(found[0], next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024)

    def watch() -> None:
        while not over.wait(_LOOK):
            look()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield found
    finally:
        over.set()
        watcher.join()
        look()
