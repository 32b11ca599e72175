"""A process for each document, forked from this one: at once, for commands that read a few and have no threads."""

import os
import select
import signal
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, NoReturn, ParamSpec, Self, TypeVar

from crawler.confined.confinement import confine
from crawler.confined.limits import Limits
from crawler.confined.struck import Struck, ended, packed, unpacked

P = ParamSpec("P")
T = TypeVar("T")

_CHUNK = 1 << 20
_FAILED = 70


class Forked:
    """What this process has imported its children have too; nothing that one of them does reaches the next."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()

    def call(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Run a function there and wait for it. Raises Struck, and whatever the function raises."""
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(ours)
            _work(theirs, self.limits, lambda: work(*args, **named))
        os.close(theirs)
        said: bytes | None = None
        try:
            said = _said(ours, time.monotonic() + self.limits.seconds)
        finally:
            os.close(ours)
            code = _end(child, wait=said is not None)
        if said is None:
            raise Struck("out_of_time", f"reading it takes longer than {self.limits.seconds:.0f} s")
        if not said:
            raise Struck("crashed", f"reading it ended the process that read it ({ended(code)})")
        result: T = unpacked(said)
        return result

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """There is nothing to end: each process has ended with its document."""


def _work(pipe: int, limits: Limits, work: Callable[[], Any]) -> NoReturn:
    """There; the process ends without any of the duties that its parent has at its own end."""
    code = _FAILED
    try:
        confine(limits)
        data = memoryview(packed(work, limits.result))
        while data:
            data = data[os.write(pipe, data[:_CHUNK]) :]
        code = 0
    finally:
        os._exit(code)


def _said(pipe: int, deadline: float) -> bytes | None:
    """All that comes before the other end is closed; None when it is not closed in time."""
    pieces: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            return None
        piece = os.read(pipe, _CHUNK)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def _end(child: int, *, wait: bool) -> int:
    """How it ended; one that has closed its end of the pipe does so by itself, any other is killed."""
    if not wait:
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
