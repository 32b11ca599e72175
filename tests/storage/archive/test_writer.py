"""How files come about: a new one a process, whole at every moment, on disk before anybody is told."""

import os
import re
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.archive import Archive, Limits
from storage.archive.store import folder as stores
from storage.archive.verify import verify
from tests.storage.archive.samples import exchange

WRITE = """
import sys
from storage.archive import Archive
from tests.storage.archive.samples import exchange
with Archive(sys.argv[1]).open_writer() as writer:
    for number in range(int(sys.argv[2]), int(sys.argv[2]) + 40):
        print(writer.append(exchange(number)).file, flush=True)
"""


@pytest.fixture
def archive(tmp_path):
    return Archive(str(tmp_path / "archive"))


def test_a_writer_that_was_given_nothing_leaves_nothing(archive):
    with archive.open_writer():
        pass
    assert not archive.store.path.exists()


def test_a_file_is_named_by_time_and_process(tmp_path):
    clocked = Archive(str(tmp_path), clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    with clocked.open_writer() as writer:
        name = writer.append(exchange()).file
    assert re.fullmatch(rf"nianbao-20260102030405-[0-9a-f]+-{os.getpid()}-00000\.warc\.gz", name)


def test_a_later_writer_never_appends_to_an_older_file(archive):
    with archive.open_writer() as writer:
        first = writer.append(exchange(1))
    size = archive.store.size(first.file)
    with archive.open_writer() as writer:
        second = writer.append(exchange(2))
    assert first.file != second.file
    assert archive.store.size(first.file) == size


def test_a_file_that_is_full_is_followed_by_another(tmp_path):
    archive = Archive(str(tmp_path), limits=Limits(file=10_000))
    with archive.open_writer() as writer:
        pointers = [writer.append(exchange(n)) for n in range(20)]
    names = archive.store.names()
    assert len(names) > 3
    assert all(10_000 <= (archive.store.size(name) or 0) < 14_000 for name in names[:-1])
    assert [entry.pointer for entry in archive.entries()] == pointers
    assert all(archive.read(pointer) == exchange(n) for n, pointer in enumerate(pointers))
    assert list(verify(archive)) == []


def test_two_processes_write_at_once_and_every_record_is_found_in_order_of_time(archive):
    command = [sys.executable, "-c", WRITE, str(archive.store.path)]
    writers = [subprocess.Popen([*command, start], stdout=subprocess.PIPE, text=True) for start in ("0", "20")]
    files = [set(writer.communicate(timeout=60)[0].split()) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert [len(names) for names in files] == [1, 1]
    assert files[0] != files[1]
    times = [entry.at for entry in archive.entries()]
    assert len(times) == 80
    assert times == sorted(times)
    assert list(verify(archive)) == []


def test_threads_share_a_writer(archive):
    with archive.open_writer() as writer:
        threads = [
            threading.Thread(target=lambda start=start: [writer.append(exchange(start + n)) for n in range(20)])
            for start in range(0, 100, 20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(archive.store.names()) == 1
    assert sorted(entry.capture.url for entry in archive.entries()) == sorted(exchange(n).url for n in range(100))
    assert list(verify(archive)) == []


def test_a_process_that_is_forked_off_writes_to_a_file_of_its_own(archive):
    with archive.open_writer() as writer:
        ours = writer.append(exchange(1))
        child = os.fork()
        if child == 0:
            writer.append(exchange(2))
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
        assert writer.append(exchange(3)).file == ours.file
    assert len(archive.store.names()) == 2
    assert list(verify(archive)) == []
    assert len(list(archive.entries())) == 3


@contextmanager
def a_disk(monkeypatch, *, full_after: int):
    """Takes only some bytes of each further write, then none."""

    def write(sink, data):
        sink._file.write(data[:full_after])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(stores.LocalSink, "write", write)
        yield


def test_a_full_disk_leaves_a_whole_file_and_the_next_append_begins_another(archive, monkeypatch):
    with archive.open_writer() as writer:
        first = writer.append(exchange(1))
        size = archive.store.size(first.file)
        with a_disk(monkeypatch, full_after=100), pytest.raises(OSError, match="No space left"):
            writer.append(exchange(2))
        assert archive.store.size(first.file) == size
        second = writer.append(exchange(2))
    assert second.file != first.file
    assert [entry.pointer for entry in archive.entries()] == [first, second]
    assert list(verify(archive)) == []


def test_a_record_is_synced_before_append_returns_and_a_new_file_with_its_folders(archive, monkeypatch):
    synced = []
    real = os.fsync

    def fsync(handle):
        synced.append((str(Path(f"/proc/self/fd/{handle}").readlink()), os.fstat(handle).st_size))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    folder = archive.store.path
    with archive.open_writer() as writer:
        name = writer.append(exchange(1)).file
        assert [path for path, _ in synced] == [str(folder.parent), str(folder), *[str(folder / name)] * 2]
        assert synced[-1][1] == archive.store.size(name)
        synced.clear()
        writer.append(exchange(2))
        writer.note("walk", {})
        assert [path for path, _ in synced] == [str(folder / name)] * 2
        assert synced[-1][1] == archive.store.size(name)


def test_what_is_appended_together_is_synced_once_and_before_the_block_ends(tmp_path, monkeypatch):
    archive = Archive(str(tmp_path / "archive"), limits=Limits(file=10_000))
    with archive.open_writer() as writer:
        writer.append(exchange(0))
        synced = []
        real = os.fsync
        monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_size), real(handle)))
        with writer.together():
            first = [writer.append(exchange(n)) for n in (1, 2, 3)]
            assert synced == []
        assert synced == [archive.store.size(first[0].file)]
        with writer.together():
            more = [writer.append(exchange(n)) for n in range(4, 20)]
    names = sorted({pointer.file for pointer in more})
    assert len(names) > 2
    assert {archive.store.size(name) for name in names} <= set(synced), "a file that is full is synced before the next"
    assert [entry.pointer for entry in archive.entries()][1:] == [*first, *more]


def test_what_the_disk_does_not_take_is_cut_off_with_all_that_was_appended_together(archive, monkeypatch):
    def fail(_):
        raise OSError(5, "Input/output error")

    with archive.open_writer() as writer:
        kept = writer.append(exchange(0))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises(OSError, match="Input/output"), writer.together():  # noqa: PT012 – its end raises
                writer.append(exchange(1))
                writer.append(exchange(2))
        later = writer.append(exchange(3))
    assert [entry.pointer for entry in archive.entries()] == [kept, later]
    assert list(verify(archive)) == []


def test_a_file_that_is_being_written_may_end_in_the_middle_of_a_record(archive):
    with archive.open_writer() as writer:
        pointer = writer.append(exchange(1))
        with (archive.store.path / pointer.file).open("ab") as stream:
            stream.write(b"\x1f\x8b\x08\x00")
        assert list(verify(archive)) == []
    assert [problem.kind for problem in verify(archive)] == ["torn"]


def test_what_was_captured_earlier_comes_earlier_in_whichever_file_it_is(archive):
    with archive.open_writer() as writer:
        crawled = [writer.append(exchange(n)) for n in (50, 60)]
    with archive.open_writer() as writer:
        taken_in = [writer.append(exchange(n)) for n in (1, 55, 70)]
    found = [entry.pointer for entry in archive.entries()]
    assert found == [taken_in[0], crawled[0], taken_in[1], crawled[1], taken_in[2]]


def test_the_order_of_a_file_is_kept_where_two_answers_came_at_nearly_the_same_time(archive):
    with archive.open_writer() as writer:
        pointers = [writer.append(exchange(n)) for n in (2, 1, 3)]
    assert [entry.pointer for entry in archive.entries()] == pointers


@pytest.mark.parametrize("after", [1, 7, 23])
def test_whatever_append_returned_for_survives_a_kill(archive, after):
    command = [sys.executable, "-c", WRITE.replace("+ 40", "+ 40000"), str(archive.store.path), "0"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    told = 0
    for told, _ in enumerate(writer.stdout, start=1):
        if told == after:
            writer.kill()
    writer.wait(timeout=60)
    writer.stdout.close()
    found = list(archive.entries())
    assert len(found) >= told >= after
    assert [entry.capture.url for entry in found] == [exchange(n).url for n in range(len(found))]
    assert all(archive.read(entry.pointer).body == exchange(n).body for n, entry in enumerate(found))
    assert {problem.kind for problem in verify(archive)} <= {"torn"}
