"""Zstandard frames that lie, are cut short or damaged: a sentence for each, and no more memory than allowed."""

import logging
import resource
from pathlib import Path

import pytest
from backports import zstd

from nianbao.operations.archive.repack import Repack, To
from storage.archive import Archive, Limits
from storage.archive.foreign import Answer, Unusable, answers
from storage.archive.packing.members import Damage, Member
from storage.archive.packing.zstandard import DICTIONARY, Zstandard
from storage.archive.verify import verify
from storage.errors import ArchiveError
from storage.records import Pointer
from tests.storage.archive.samples import NOON, exchange
from tests.storage.archive.shelf import Told, fill, repack

LARGEST = 1 << 20
GIGABYTE = 1 << 30


@pytest.fixture
def small(tmp_path: Path) -> tuple[Archive, Path, Told]:
    """An archive packed anew, one of its files with a dictionary, and its captures."""
    archive = Archive(str(tmp_path / "archive"), limits=Limits(body=LARGEST))
    told = Told(fill(archive))
    packed, _ = repack(archive, told)
    name = next(name for name in packed.into if ".dong." in name)
    return Archive(archive.url, limits=archive.limits), Path(archive.url) / name, told


def record() -> bytes:
    """A sound record, not packed."""
    return b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 2\r\n\r\n{}\r\n\r\n"


def bomb(*, told: bool) -> bytes:
    """A gigabyte in a few kilobytes, which says so or does not."""
    packer = zstd.ZstdCompressor(1)
    if told:
        packer.set_pledged_input_size(GIGABYTE)
    block = bytes(1 << 20)
    parts = [packer.compress(b"WARC/1.1\r\n" + block[10:])]
    parts += [packer.compress(block) for _ in range(GIGABYTE // len(block) - 1)]
    return b"".join(parts) + packer.flush()


def peak() -> int:
    """The most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("told", [True, False])
def test_a_bomb_is_passed_over_and_takes_little_memory(tmp_path: Path, told: bool) -> None:
    packed = Zstandard().pack(record()) + bomb(told=told) + Zstandard().pack(record())
    (tmp_path / "bomb.warc.zst").write_bytes(packed)
    archive = Archive(str(tmp_path), limits=Limits(body=LARGEST))
    before = peak()
    with archive.files.open("bomb.warc.zst") as file:
        first, large, last = file.packing.scan(file.stream, LARGEST)
    assert isinstance(large, Damage)
    assert (large.kind, type(first), type(last)) == ("too_large", Member, Member)
    with pytest.raises(ArchiveError, match="unpacks to more than"):
        archive.read(Pointer("bomb.warc.zst", large.offset, large.end - large.offset))
    assert peak() - before < 64 << 20


def test_a_window_larger_than_the_specification_asks_for_is_refused(tmp_path: Path) -> None:
    packer = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = packer.compress(record()) + packer.flush()
    (tmp_path / "window.warc.zst").write_bytes(packed)
    with pytest.raises(ArchiveError, match="memory"):
        Archive(str(tmp_path)).read(Pointer("window.warc.zst", 0, len(packed)))


def _dictionary_bomb() -> bytes:
    packed = zstd.compress(bytes(GIGABYTE // 16))
    return DICTIONARY + len(packed).to_bytes(4, "little") + packed


HURT = {
    "the first byte of the dictionary's frame": lambda data: data[:8] + b"\0" + data[9:],
    "a byte in the middle of the dictionary": lambda data: data[:3000] + bytes([data[3000] ^ 1]) + data[3001:],
    "cut in the dictionary": lambda data: data[:3000],
    "cut in the head of the dictionary": lambda data: data[:6],
    "a dictionary that says it is large": lambda data: data[:4] + b"\xff\xff\xff\xff" + data[8:],
    "a dictionary that unpacks to much": lambda data: _dictionary_bomb() + data,
    "a dictionary that is none": lambda data: DICTIONARY + (20).to_bytes(4, "little") + bytes(20) + data,
}


@pytest.mark.parametrize("hurt", HURT.values(), ids=HURT)
def test_a_damaged_dictionary_is_one_problem_and_the_other_files_are_read(
    small: tuple[Archive, Path, Told], hurt: object, caplog: pytest.LogCaptureFixture
) -> None:
    archive, path, told = small
    path.write_bytes(hurt(path.read_bytes()))  # type: ignore[operator]
    problems = [problem for problem in verify(archive) if problem.file == path.name]
    assert [(problem.kind, problem.lost) for problem in problems] == [("damaged", 1)]
    assert "dictionary" in problems[0].message
    inside = next(each for each in told.captures if each.pointer.file == path.name)
    with pytest.raises(ArchiveError, match="dictionary"):
        archive.read(inside.pointer)
    with caplog.at_level(logging.WARNING):
        sites = {entry.capture.context.site for entry in archive.entries() if entry.capture}
    assert {"xi", "few"} <= sites
    assert "dictionary" in caplog.text
    with pytest.raises(ArchiveError):
        list(answers(path, LARGEST))


def test_another_files_dictionary_is_no_dictionary(small: tuple[Archive, Path, Told]) -> None:
    archive, path, told = small
    other = path.with_name(path.name.replace(".dong.", ".xi."))
    size = 8 + int.from_bytes(other.read_bytes()[4:8], "little")
    data = path.read_bytes()
    path.write_bytes(other.read_bytes()[:size] + data[8 + int.from_bytes(data[4:8], "little") :])
    inside = next(each for each in told.captures if each.pointer.file == path.name)
    with pytest.raises(ArchiveError):
        archive.read(inside.pointer)
    assert {problem.kind for problem in verify(archive) if problem.file == path.name} <= {"damaged", "torn"}


def test_a_damaged_frame_strikes_no_neighbour_and_a_torn_end_is_told(small: tuple[Archive, Path, Told]) -> None:
    archive, path, told = small
    inside = [each for each in told.captures if each.pointer.file == path.name and not each.unchanged]
    hurt, last = inside[3].pointer, inside[-1].pointer
    data = bytearray(path.read_bytes())
    data[hurt.offset + hurt.length // 2] ^= 0x10
    path.write_bytes(data[: last.offset + last.length // 2])
    found = {problem.kind: problem.offset for problem in verify(archive) if problem.file == path.name}
    assert found == {"damaged": hurt.offset, "torn": last.offset}
    for each in inside:
        if each.pointer not in (hurt, last):
            assert archive.read(each.pointer).body
    with pytest.raises(ArchiveError, match="damaged"):
        archive.read(hurt)
    archive.store.cut(path.name, last.offset)
    assert {problem.kind for problem in verify(archive) if problem.file == path.name} == {"damaged"}


@pytest.mark.parametrize("tail", [b"\x50\x2a\x4d\x18\x08\0\0\0whatever", b"\x5f\x2a\x4d\x18\x00\0\0\0"])
def test_skippable_frames_of_other_programs_are_passed_over(small: tuple[Archive, Path, Told], tail: bytes) -> None:
    archive, path, _ = small
    with path.open("ab") as file:
        file.write(tail)
        file.write(Zstandard().pack(record()))
    with archive.files.open(path.name) as file:
        assert all(isinstance(found, Member) for found in file.packing.scan(file.stream, LARGEST))
    with path.open("ab") as file:
        file.write(b"\x50\x2a\x4d\x18\xff\xff\xff\x7f")
    with archive.files.open(path.name) as file:
        assert [f.kind for f in file.packing.scan(file.stream, LARGEST) if isinstance(f, Damage)] == ["torn"]


def test_files_made_elsewhere_are_taken_in(small: tuple[Archive, Path, Told], tmp_path: Path) -> None:
    _, path, told = small
    found = [each for each in answers(path, LARGEST) if isinstance(each, Answer)]
    ours = [each for each in told.captures if each.pointer.file == path.name and not each.unchanged]
    assert [(each.url, each.captured_at) for each in found] == [(each.url, each.captured_at) for each in ours]
    half = tmp_path / "half.warc.zst"
    half.write_bytes(path.read_bytes()[: ours[5].pointer.offset + 40])
    *read, last = answers(half, LARGEST)
    assert (len(read), isinstance(last, Unusable) and last.kind) == (5, "damaged")


def test_a_large_body_is_packed_within_the_window(tmp_path: Path) -> None:
    archive = Archive(str(tmp_path))
    sent = exchange(size=20_000_000)
    with archive.open_writer() as writer:
        for number in range(20):
            writer.append(exchange(number))
        kept = writer.capture(sent)
    told = Told([kept])
    list(Repack(archive, told.follow, lambda: NOON).run(To.ZST))
    assert archive.read(told.captures[0].pointer).body == sent.body
