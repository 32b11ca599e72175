"""What waits for the keeping thread is kept together, each in its turn, and a failure strikes those that it took."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest

from crawler.pipelines.gathering import Gathering

R = TypeVar("R")


class Keeping:
    """The thread alone; ``busy`` until it is let go."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(1)
        self.free = threading.Event()
        self.busy = self.thread.submit(self.free.wait)

    async def do(self, work: Callable[[], R]) -> R:
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)


class Work:
    def __init__(self) -> None:
        self.batches: list[list[int]] = []

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.batches.append(list(numbers))
        if 13 in numbers:
            raise OSError("the disk is full")
        return [number * number for number in numbers]


def gathered(numbers: Sequence[int], *, waiting: bool) -> tuple[list[list[int]], list[int | BaseException]]:
    """The batches, and what became of each number, when the thread is busy until all wait, or free from the start."""
    work, keeping = Work(), Keeping()

    async def run() -> list[int | BaseException]:
        gathering: Gathering[int, int] = Gathering(keeping, work)
        if not waiting:
            keeping.free.set()
        tasks = [asyncio.ensure_future(gathering.do(number)) for number in numbers]
        await asyncio.sleep(0.05)
        keeping.free.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    try:
        return work.batches, asyncio.run(run())
    finally:
        keeping.thread.shutdown()


def test_all_that_waits_is_one_batch_and_each_gets_its_own_result() -> None:
    batches, results = gathered(range(10), waiting=True)
    assert batches == [list(range(10))]
    assert results == [n * n for n in range(10)]


def test_a_batch_has_a_most_and_keeps_the_order() -> None:
    batches, results = gathered(range(100, 220), waiting=True)
    assert [len(batch) for batch in batches] == [50, 50, 20]
    assert [n for batch in batches for n in batch] == list(range(100, 220))
    assert results == [n * n for n in range(100, 220)]


@pytest.mark.parametrize("count", [1, 200])
def test_whenever_the_thread_comes_nothing_is_left_or_done_twice(count: int) -> None:
    batches, results = gathered(range(20, 20 + count), waiting=False)
    assert sorted(n for batch in batches for n in batch) == list(range(20, 20 + count))
    assert results == [n * n for n in range(20, 20 + count)]


def test_a_failure_is_told_to_all_of_its_batch_and_to_no_other() -> None:
    batches, results = gathered(range(80), waiting=True)
    assert len(batches) == 2
    assert all(isinstance(result, OSError) for result in results[:50])
    assert results[50:] == [n * n for n in range(50, 80)]


def awaited(*hurries: bool) -> list[list[int]]:
    """The batches of things that come one after the other to a free thread; those that need not hurry may wait."""
    work, keeping = Work(), Keeping()
    keeping.free.set()

    async def run() -> None:
        gathering: Gathering[int, int] = Gathering(keeping, work)
        tasks = []
        for number, hurries_on in enumerate(hurries, 20):
            tasks.append(asyncio.ensure_future(gathering.do(number, may_wait=not hurries_on)))
            await asyncio.sleep(0.005)
        assert await asyncio.gather(*tasks) == [n * n for n in range(20, 20 + len(hurries))]

    try:
        asyncio.run(asyncio.wait_for(run(), 10))
        return work.batches
    finally:
        keeping.thread.shutdown()


def test_those_that_may_wait_are_taken_by_the_first_that_may_not() -> None:
    assert awaited(False, False, True, True) == [[20, 21, 22], [23]]


def test_none_waits_for_others_that_never_come() -> None:
    assert awaited(False, False, False) == [[20, 21, 22]]


def test_so_many_need_not_wait_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.pipelines.gathering._PATIENCE", 60)
    assert awaited(*[False] * 20) == [list(range(20, 40))]
