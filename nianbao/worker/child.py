"""A process for one task: a crawl's network runs once in a process, and a task that runs wild strikes no other.

Processes are forked from a server that has imported the program already: made afresh, each would take longer to start
than many tasks take.
"""

import asyncio
import contextlib
import logging
import multiprocessing
import os
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar, cast

from crawler.confined.maker import end_with_maker
from crawler.confined.struck import ended
from nianbao.cli.failures import expected, explained, one_line
from nianbao.logs import configure

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger(__name__)
_IMPORTED = ["nianbao.worker.preloaded"]
_PATIENCE = 60
"""Seconds that a process has to come to an end when it is asked to; a crawl waits for the answers on their way."""


class Failed(Exception):  # noqa: N818 – it is what became of a task
    """A task could not be done; says why in one line. Raised by ``run``; the task is tried again later."""


class Stopped(Failed):
    """A task was stopped from outside before its end; it is handed back at once."""


def prepare() -> None:
    """Begin to import everything, so that the first task need not wait for it."""
    forkserver.set_forkserver_preload(_IMPORTED)
    forkserver.ensure_running()


async def run(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Have a function of a module run in a process of its own. Cancelled, it lets the process come to an end first."""
    prepare()
    context = multiprocessing.get_context("forkserver")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_become, args=(there, work, args, named))
    with contextlib.closing(here):
        try:
            await asyncio.to_thread(process.start)
        except (EOFError, OSError) as error:
            raise Failed(f"no process was to be had: {error}") from error
        finally:
            there.close()
        try:
            answer = await _answer(here)
        except asyncio.CancelledError:
            process.terminate()
            raise
        finally:
            await asyncio.shield(asyncio.to_thread(_bury, process))
    if answer is None:
        raise Failed(f"its process ended without a word ({ended(process.exitcode)})")
    kind, value = answer
    if kind is not None:
        raise kind(value)
    return cast("T", value)


async def _answer(here: Connection) -> tuple[type[Failed] | None, Any] | None:
    """What the process says in the end; None where it ended before."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    loop.add_reader(here.fileno(), ready.set)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(here.fileno())
    try:
        return await asyncio.to_thread(here.recv)
    except EOFError:
        return None


def _bury(process: Any) -> None:
    """It has answered, or was asked to end; one that does not is made to."""
    process.join(_PATIENCE)
    if process.exitcode is None:
        process.kill()
        process.join()


def _become(there: Connection, work: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]) -> None:
    """There: do it, and say how it went. An interrupt of the terminal is for the worker alone.

    Where the worker ends nobody is there any more to hear what is said, and another one begins anew. The kernel could
    not end this process then, for the one that forked it lives as long as any that it has forked.
    """
    os.setsid()
    end_with_maker()
    configure(os.environ)
    answer: tuple[type[Failed] | None, Any]
    try:
        answer = None, work(*args, **named)
    except Stopped as stopped:
        answer = Stopped, str(stopped)
    except Exception as error:  # noqa: BLE001 – becomes the outcome of the task
        if isinstance(error, (*expected(), Failed)):
            answer = Failed, one_line(explained(error))
        else:
            _log.exception("a task broke")
            answer = Failed, f"{type(error).__name__}: {error}"
    tell(there, answer)


def tell(there: Connection, answer: tuple[type[Failed] | None, Any]) -> None:
    """Nobody hears it where the worker lost the database meanwhile, and has handed the task back."""
    with contextlib.closing(there), contextlib.suppress(BrokenPipeError):
        there.send(answer)
