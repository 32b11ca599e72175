"""A confined process can do nothing but read, and what it does to itself strikes no neighbour."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.confined import Confined, Forked, Limits, Struck
from tests.crawler.confined import wrongdoers as wrong

LIMITS = Limits(seconds=2, memory=2**30, result=2**16)


Reader = Confined | Forked


@pytest.fixture(scope="module", params=["processes of a pool", "a process for each"])
def confined(request: pytest.FixtureRequest) -> Iterator[Reader]:
    reader: Reader = Confined(2, LIMITS) if "pool" in request.param else Forked(LIMITS)
    with reader:
        yield reader


@pytest.fixture(scope="module")
def pool() -> Iterator[Confined]:
    with Confined(2, LIMITS) as confined:
        yield confined


def test_what_is_asked_comes_back(confined: Reader) -> None:
    assert confined.call(wrong.same, {"a": 1}) == {"a": 1}


STRIKING = [
    (wrong.crash, "crashed"),
    (wrong.stall, "out_of_time"),
    (wrong.spin, "out_of_time"),
    (wrong.devour, "too_large"),
    (wrong.say_much, "too_large"),
]


@pytest.mark.parametrize(("work", "kind"), STRIKING)
def test_a_document_that_strikes_its_process_says_why(confined: Reader, work: Callable[[], object], kind: str) -> None:
    with pytest.raises(Struck) as struck:
        confined.call(work)
    assert (struck.value.kind, confined.call(wrong.same, 1)) == (kind, 1)


def test_a_document_that_strikes_its_process_strikes_no_neighbour(pool: Confined) -> None:
    works = [work for work, _ in STRIKING]
    good = [pool.submit(wrong.same, n) for n in range(3)]
    bad = [pool.submit(work) for work in works]
    good += [pool.submit(wrong.same, n) for n in range(3, 6)]

    assert [promise.result(timeout=60) for promise in good] == list(range(6))
    assert [promise.exception(timeout=60).kind for promise in bad] == [kind for _, kind in STRIKING]  # type: ignore[union-attr]


def test_a_pool_that_broke_makes_way_for_a_new_one() -> None:
    with Confined(1, LIMITS) as confined:
        assert confined.call(wrong.same, 1) == 1
        assert confined._pool is not None
        confined._pool.stop()
        assert confined.call(wrong.same, 2) == 2


@pytest.mark.parametrize("work", [wrong.connect, wrong.start, wrong.open_many])
def test_nothing_outside_can_be_reached(confined: Reader, work: Callable[[], object]) -> None:
    """A process that is forked from a large one may have no memory left to try."""
    with pytest.raises(OSError, match=r"not permitted|Too many open files|Cannot allocate memory"):
        confined.call(work)


def test_no_file_is_made_changed_or_removed(confined: Reader, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("as it was")
    for work, path in ((wrong.make_file, tmp_path / "new"), (wrong.overwrite, kept), (wrong.remove, kept)):
        with pytest.raises(OSError, match=r"not permitted|too large"):
            confined.call(work, str(path))

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"kept": "as it was"}


def test_secrets_of_the_environment_are_not_there(confined: Reader) -> None:
    assert confined.call(wrong.look_around) == {}


def test_an_error_of_the_work_is_raised_where_it_was_asked_for(confined: Reader) -> None:
    with pytest.raises(ValueError, match="the work's own error"):
        confined.call(wrong.break_down)


@pytest.mark.parametrize("kind", ["Confined", "Forked"])
def test_no_process_outlives_who_made_it(kind: str) -> None:
    """Not even when that one is killed."""
    program = textwrap.dedent(f"""
        import time
        from crawler.confined import {kind}
        from tests.crawler.confined.wrongdoers import linger
        if __name__ == "__main__":
            {kind}().call(linger)
    """)
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        reader = int(process.stdout.readline())
        assert _is_there(reader)
        process.send_signal(signal.SIGKILL)

    until = time.monotonic() + 10
    while _is_there(reader) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_there(reader)


def _is_there(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text() and os.kill(process, 0) is None
    except (FileNotFoundError, ProcessLookupError):
        return False
