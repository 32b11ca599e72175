"""A process that repacks, and kills itself at a step."""

import os
import signal
from collections.abc import Callable
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
