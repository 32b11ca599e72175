"""`python -m tests.torture.wounded MODULE …`: runs a module as ``python -m`` does, hurt as the environment says.

A step is anything after which a crash might find the disk otherwise: a statement or commit of the database, a file
opened for writing, written to by the archive, synced, renamed, linked or removed, and each line of the log. Steps are
counted in this process alone.
"""

import faulthandler
import logging
import os
import resource
import runpy
import signal
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from sqlalchemy import Engine, event

from storage import session
from storage.archive.store.folder import LocalSink
from storage.database import migrating

DIES_AT, COUNTS_TO, TEARS, SHIFT, LARGEST, MIGRATIONS = (
    f"TORTURE_{name}" for name in ("DIES_AT", "COUNTS_TO", "TEARS", "SHIFT", "LARGEST", "MIGRATIONS")
)
"""Kill at this step; write the number of steps to this file; tear the archive's write of this number; seconds by which
the clock is wrong; the largest file that may be written; a folder of migrations with one more than there is."""

WHERE = signal.SIGUSR2
"""Asks a process that hangs to say on standard error what each of its threads is doing."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = frozenset({"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link"})


class Steps:
    """Counts, and kills the process when its step has come; the step itself does not happen."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.count = 0
        self._lock = threading.Lock()
        self._process = os.getpid()

    def step(self, *_: object) -> None:
        if os.getpid() != self._process:
            return
        with self._lock:
            self.count += 1
            if self.count == self.last:
                die()

    def audit(self, name: str, args: tuple[Any, ...]) -> None:
        if name in _CHANGES or (name == "open" and isinstance(args[2], int) and args[2] & _WRITING):
            self.step()


def die() -> None:
    """As if the power went."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(module: str, *arguments: str) -> None:
    """Hurt, then run."""
    environ = os.environ
    faulthandler.register(WHERE, file=sys.__stderr__ or 2, all_threads=True)
    if moved := environ.get(SHIFT):
        there = datetime.now(UTC) + timedelta(seconds=float(moved))
        time_machine.travel(there, tick=True).start()
    if largest := environ.get(LARGEST):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    if folder := environ.get(MIGRATIONS):
        _know_more(Path(folder))
    if torn := environ.get(TEARS):
        _tear(int(torn))
    if DIES_AT in environ or COUNTS_TO in environ:
        _count(Steps(int(environ.get(DIES_AT, "0"))), environ.get(COUNTS_TO))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _count(steps: Steps, told: str | None) -> None:
    sys.addaudithook(steps.audit)
    event.listen(Engine, "before_cursor_execute", steps.step)
    event.listen(Engine, "commit", steps.step)
    os.fsync = _first(steps.step, os.fsync)
    LocalSink.write = _first(steps.step, LocalSink.write)  # type: ignore[method-assign]
    logging.root.addFilter(lambda _: True)
    handler = logging.Handler()
    handler.emit = steps.step  # type: ignore[method-assign]
    logging.root.addHandler(handler)
    if told:
        _at_the_end(lambda: Path(told).write_text(str(steps.count), "utf-8"))


def _first(before: Callable[[], None], then: Callable[..., Any]) -> Callable[..., Any]:
    def both(*args: Any) -> Any:
        before()
        return then(*args)

    return both


def _at_the_end(tell: Callable[[], object]) -> None:
    """Whatever way the program ends of itself."""
    import atexit  # noqa: PLC0415

    atexit.register(tell)


def _tear(number: int) -> None:
    """The write of this number reaches the disk by half; then the power goes."""
    whole, count = LocalSink.write, 0

    def write(sink: LocalSink, data: bytes) -> None:
        nonlocal count
        count += 1
        if count == number:
            whole(sink, data[: max(1, len(data) * 2 // 3)])
            die()
        whole(sink, data)

    LocalSink.write = write  # type: ignore[method-assign]


def _know_more(folder: Path) -> None:
    """Be a newer program: its migrations are those of the folder."""
    usual = migrating.config

    def config(connection: Any = None) -> Any:
        made = usual(connection)
        made.set_main_option("script_location", str(folder))
        return made

    migrating.config = config
    session.HEAD = str(migrating.head())


if __name__ == "__main__":
    main(*sys.argv[1:])
