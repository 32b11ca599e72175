"""Processes that repack, and kill themselves at a step."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from nianbao.operations.archive.repack import Repack, To
from storage.archive import Archive
from storage.archive.store.folder import LocalFolder, LocalSink
from storage.session import open_engine
from storage.writer import Writer
from storage.writing import captures
from tests.storage.archive.samples import NOON

_STEPS = (
    *((LocalFolder, name) for name in ("draft", "put", "publish", "remove")),
    (LocalSink, "sync"),
    (Writer, "follow"),
    (captures, "move"),
)


@contextmanager
def victims() -> Iterator[Callable[..., int]]:
    """Has ``repack`` done by a process of its own each time, and gives its exit code: negative for a signal.

    All are forks of one that has everything imported, and nothing else: no thread, no open database.
    """
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,), daemon=True)
    process.start()
    there.close()

    def run(*args: Any) -> int:
        here.send(args)
        code: int = here.recv()
        return code

    try:
        yield run
    finally:
        here.close()
        process.join()


def _serve(orders: Connection) -> None:
    while True:
        try:
            args = orders.recv()
        except EOFError:
            return
        child = os.fork()
        if not child:
            _end(*args)
        orders.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _end(*args: Any) -> None:
    code = 1
    try:
        repack(*args)
        code = 0
    except Exception:  # noqa: BLE001 – a fork may not return
        traceback.print_exc()
    finally:
        os._exit(code)


def repack(folder: str, url: str, to: str, step: int) -> None:
    """Dies at that many steps; each call of these counts twice, when it is begun and when it has returned."""
    left = step

    def tick() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            tick()
            done = function(*args, **kwargs)
            tick()
            return done

        return run

    for owner, name in _STEPS:
        setattr(owner, name, counted(getattr(owner, name)))
    work = Repack(Archive(folder), Writer(open_engine(url)).follow, lambda: NOON)
    list(work.settle(()))
    list(work.run(To(to)))
