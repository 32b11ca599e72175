"""Power loss, full disks and rot: what is lost is told, and everything else can still be read."""

from pathlib import Path

import pytest
from warcio.warcwriter import WARCWriter

from storage.archive import Archive, Limits
from storage.archive.packing.gzip import GZIP
from storage.archive.verify import verify
from storage.errors import ArchiveError
from tests.storage.archive.samples import exchange


@pytest.fixture
def archive(tmp_path):
    return Archive(str(tmp_path))


def kept(archive, *numbers, size=300):
    """Captures in one file, which is closed."""
    with archive.open_writer() as writer:
        return [writer.capture(exchange(n, size=size)) for n in numbers]


def place(archive) -> Path:
    (name,) = archive.store.names()
    return archive.store.path / name


def problems(archive):
    return [(p.kind, p.offset) for p in verify(archive)]


def captured(archive):
    return [entry.capture for entry in archive.entries()]


def test_a_file_torn_at_any_byte_of_its_last_answer_loses_that_answer_only(archive):
    first, last = kept(archive, 1, 2)
    file, end = place(archive), last.pointer.offset + last.pointer.length
    whole = file.read_bytes()
    for cut in range(last.pointer.offset + 1, end):
        file.write_bytes(whole[:cut])
        assert captured(archive) == [first]
        (problem,) = verify(archive)
        assert (problem.file, problem.offset, problem.kind, problem.lost) == (
            file.name,
            last.pointer.offset,
            "torn",
            1,
        )
        with pytest.raises(ArchiveError):
            archive.read(last.pointer)
        assert archive.read(first.pointer) == exchange(1, size=300)


def test_a_file_torn_between_two_records_has_lost_nothing_that_was_promised(archive):
    first, last = kept(archive, 1, 2)
    file = place(archive)
    file.write_bytes(file.read_bytes()[: last.pointer.offset])
    assert captured(archive) == [first]
    assert problems(archive) == []


def test_an_answer_whose_question_is_torn_off_is_read_without_it(archive):
    (only,) = kept(archive, 1)
    file = place(archive)
    end = only.pointer.offset + only.pointer.length
    file.write_bytes(file.read_bytes()[: end + 40])
    assert captured(archive) == [only]
    assert archive.read(only.pointer).body == exchange(1, size=300).body
    assert archive.read(only.pointer).request_headers == ()
    assert problems(archive) == [("torn", end)]


def test_zeros_behind_the_last_record_are_told(archive):
    kept(archive, 1)
    file = place(archive)
    size = file.stat().st_size
    with file.open("ab") as stream:
        stream.write(bytes(5000))
    assert len(captured(archive)) == 1
    assert problems(archive) == [("torn", size)]


def test_an_empty_file_is_no_problem(archive):
    kept(archive, 1)
    (archive.store.path / "nianbao-20260101000000-0-1-00000.warc.gz").touch()
    assert len(captured(archive)) == 1
    assert problems(archive) == []


def test_any_flipped_byte_is_told_or_changes_nothing_and_strikes_no_other_record(archive):
    captures = kept(archive, 1, 2, 3)
    file, struck = place(archive), captures[1]
    whole = bytearray(file.read_bytes())
    expected = exchange(2, size=300)
    for at in range(struck.pointer.offset, struck.pointer.offset + struck.pointer.length):
        whole[at] ^= 0xFF
        file.write_bytes(whole)
        whole[at] ^= 0xFF
        found = captured(archive)
        assert found in (captures, [captures[0], captures[2]])
        told = problems(archive)
        if told:
            assert told == [("damaged", struck.pointer.offset)]
        else:  # the time and system bytes of a gzip header say nothing
            assert at - struck.pointer.offset in range(4, 10)
            assert archive.read(struck.pointer) == expected


def test_a_hole_over_several_records_ends_at_the_next_sound_one(archive):
    captures = kept(archive, 1, 2, 3, 4)
    file = place(archive)
    data = bytearray(file.read_bytes())
    start, end = captures[1].pointer.offset, captures[3].pointer.offset
    data[start : end - 20] = bytes(end - 20 - start)
    file.write_bytes(data)
    assert captured(archive) == [captures[0], captures[3]]
    assert problems(archive) == [("damaged", start)]


def test_a_record_whose_bytes_were_exchanged_under_a_sound_member_is_told_by_its_digest(archive):
    (only,) = kept(archive, 1)
    file, at = place(archive), only.pointer
    data = file.read_bytes()
    record = GZIP.unpack(data[at.offset : at.offset + at.length], 10**6)
    forged = GZIP.pack(record[:-10] + bytes([record[-10] ^ 1]) + record[-9:])
    file.write_bytes(data[: at.offset] + forged + data[at.offset + at.length :])
    assert problems(archive)[0] == ("digest", at.offset)
    with pytest.raises(ArchiveError, match="digest"):
        archive.read(type(at)(at.file, at.offset, len(forged)))


def test_a_bomb_is_told_and_passed_over(tmp_path):
    big = Archive(str(tmp_path))
    with big.open_writer() as writer:
        bomb = writer.capture(exchange(1, body=bytes(30_000_000)))
        after = writer.capture(exchange(2))
    small = Archive(str(tmp_path), limits=Limits(body=100_000))
    assert captured(small) == [after]
    assert problems(small) == [("too_large", bomb.pointer.offset)]


def test_a_revisit_whose_body_is_lost_is_told(archive):
    (full,) = kept(archive, 1)
    with archive.open_writer() as writer:
        again = writer.capture(exchange(1, size=300), repeats=full)
    (archive.store.path / full.pointer.file).unlink()
    assert problems(archive) == [("no_target", again.pointer.offset)]
    with pytest.raises(ArchiveError, match="is not there"):
        archive.read(again.pointer)


def test_records_of_other_programs_are_told_and_left_out(archive):
    with (archive.store.path / "other.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream)
        writer.write_record(writer.create_warc_record("https://a.gov.cn/", "resource"))
    kept(archive, 1)
    assert len(captured(archive)) == 1
    assert problems(archive) == [("foreign", 0)]


def test_a_file_that_is_no_archive_at_all_is_told(archive):
    (archive.store.path / "notes.warc.gz").write_bytes(b"my notes")
    assert captured(archive) == []
    assert problems(archive) == [("torn", 0)]


def test_a_torn_end_is_cut_off_and_a_copy_of_it_kept(archive):
    first, last = kept(archive, 1, 2)
    file = place(archive)
    whole = file.read_bytes()
    file.write_bytes(whole[: last.pointer.offset + 100])
    copy = Path(archive.store.cut(file.name, last.pointer.offset))
    assert copy.read_bytes() == whole[last.pointer.offset : last.pointer.offset + 100]
    assert file.read_bytes() == whole[: last.pointer.offset]
    assert (captured(archive), problems(archive)) == ([first], [])


def test_a_file_that_is_being_written_is_not_cut(archive):
    with archive.open_writer() as writer:
        only = writer.capture(exchange(1))
        with pytest.raises(ArchiveError, match="being written"):
            archive.store.cut(only.pointer.file, 10)
    assert captured(archive) == [only]
