"""A task has a process of its own: what it says comes back, and its end is no other's."""

import asyncio
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from nianbao.worker.child import Failed, Stopped, run, tell
from storage.errors import StorageError
from tests.nianbao.worker.asleep import sleep
from tests.programs import start


def add(a: int, b: int) -> int:
    return a + b


def complain() -> None:
    raise StorageError("the archive\nis on fire")


def stop() -> None:
    raise Stopped("told to")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def say_much() -> list[str]:
    return ["一" * 1000] * 1000


async def _outcomes() -> list[object]:
    asked = (run(add, 2, b=3), run(complain), run(stop), run(die), run(say_much))
    return await asyncio.gather(*asked, return_exceptions=True)


async def _cancelled(path: Path) -> float:
    task = asyncio.create_task(run(sleep, str(path)))
    while not path.exists() or not path.read_text():
        await asyncio.sleep(0.05)
    began = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return time.monotonic() - began


def test_what_a_process_says_is_what_the_task_says() -> None:
    five, fire, told, dead, much = asyncio.run(_outcomes())
    assert five == 5
    assert (type(fire), str(fire)) == (Failed, "the archive is on fire")
    assert (type(told), str(told)) == (Stopped, "told to")
    assert (type(dead), str(dead)) == (Failed, "its process ended without a word (SIGKILL)")
    assert much == say_much(), "more than a pipe holds"


def test_a_task_that_is_cancelled_ends_its_process_first(tmp_path: Path) -> None:
    path = tmp_path / "number"
    assert asyncio.run(_cancelled(path)) < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int(path.read_text()), 0)


def test_the_processes_of_a_worker_that_is_killed_end_with_it(tmp_path: Path) -> None:
    path = tmp_path / "number"
    worker = start(["tests.nianbao.worker.asleep", str(path)], os.environ)
    ends = time.monotonic() + 60
    while not path.exists() or not path.read_text():
        assert time.monotonic() < ends
        time.sleep(0.02)
    worker.kill()
    worker.wait()
    number = int(path.read_text())
    while is_there(number):
        assert time.monotonic() < ends
        time.sleep(0.02)


def is_there(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_nobody_waits_for_any_more_is_said_to_nobody() -> None:
    here, there = multiprocessing.Pipe(duplex=False)
    here.close()
    tell(there, (None, say_much()))
    assert there.closed
