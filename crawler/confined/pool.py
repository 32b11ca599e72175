"""Processes that read documents, each for itself: one that kills or stalls its process strikes no neighbour."""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, TimeoutError  # noqa: A004 – Pebble raises this one
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar, cast

from crawler.confined.confinement import confine
from crawler.confined.limits import Limits
from crawler.confined.struck import Struck, ended, packed, unpacked

if TYPE_CHECKING:
    from pebble import ProcessPool

logger = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_RENEWED_AFTER = 500
"""Documents after which a process makes way for a new one: what libraries leave behind does not add up."""
_READERS = ["crawler.confined.work"]
"""Imported once by the process from which the others are made."""


class Confined:
    """So many processes, made when the first document comes and ended by ``close``."""

    def __init__(self, processes: int = 1, limits: Limits | None = None) -> None:
        self.processes = processes
        self.limits = limits or Limits()
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()

    def submit(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> "Future[T]":
        """Have a function of a module run there; arguments and result are pickled. Its future raises Struck."""
        job = partial(_run, self.limits.result, work, *args, **named)
        future = self._opened().schedule(job, timeout=self.limits.seconds)
        return _explained(cast("Future[bytes]", future), self.limits)

    def call(self, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """The same, waited for."""
        return self.submit(work, *args, **named).result()

    def close(self) -> None:
        """End the processes; what they have not done is not done."""
        with self._lock:
            if self._pool is not None:
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool.join()
                self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened(self) -> "ProcessPool":
        """One whose processes could not be started, for want of memory perhaps, makes way for a new one."""
        from pebble import ProcessPool  # noqa: PLC0415 – most nights bring no document

        with self._lock:
            if self._pool is not None and not self._pool.active:
                logger.warning("the processes that read documents are made anew")
                self._pool.stop()  # type: ignore[no-untyped-call]
                self._pool = None
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(_READERS)
                self._pool = ProcessPool(
                    self.processes, _RENEWED_AFTER, initializer=confine, initargs=(self.limits,), context=context
                )
            return self._pool


def _run(most: int, work: Callable[P, Any], *args: P.args, **named: P.kwargs) -> bytes:
    return packed(lambda: work(*args, **named), most)


def _explained(there: "Future[bytes]", limits: Limits) -> "Future[Any]":
    """A future that says in our words what became of the other."""
    from pebble import ProcessExpired  # noqa: PLC0415

    here: Future[Any] = Future()
    here.set_running_or_notify_cancel()

    def done(_: "Future[bytes]") -> None:
        try:
            result = unpacked(there.result())
        except CancelledError:
            here.set_exception(Struck("unread", "reading was broken off"))
        except TimeoutError:
            here.set_exception(Struck("out_of_time", f"reading it takes longer than {limits.seconds:.0f} s"))
        except ProcessExpired as error:
            logger.warning("a process that read a document ended: %s", ended(error.exitcode))
            here.set_exception(
                Struck("crashed", f"reading it ended the process that read it ({ended(error.exitcode)})")
            )
        except Exception as error:  # noqa: BLE001 – whatever the work raised is raised where it was asked for
            here.set_exception(error)
        else:
            here.set_result(result)

    there.add_done_callback(done)
    return here
