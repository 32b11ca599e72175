"""Files packed anew hold the same records, are read by place, and lead back."""

import errno
import io
import os
import struct
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest
from backports import zstd
from warcio.archiveiterator import ArchiveIterator

from nianbao.operations.archive.repack import Repack, State, To
from storage.archive import Archive
from storage.archive.store.folder import LocalFolder, LocalSink
from storage.archive.verify import verify
from storage.errors import ArchiveError
from tests.storage.archive.samples import NOON
from tests.storage.archive.shelf import Told, crawled, files, fill, kinds, page, repack


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(str(tmp_path / "archive"))


def bodies(archive: Archive, told: Told) -> list[bytes]:
    return [archive.read(each.pointer).body for each in told.captures]


def size(archive: Archive) -> int:
    return sum(archive.store.size(name) or 0 for name in archive.names())


def test_the_records_stay_byte_for_byte_in_a_file_a_site_a_third_as_large(archive: Archive) -> None:
    told = Told(fill(archive, pages=60))
    (first, second), before, sent = archive.names(), crawled(archive), bodies(archive, told)
    large = archive.store.size(first)
    packed, kept = repack(archive, told)

    stem = first.removesuffix(".warc.gz")
    assert packed.into == tuple(f"{stem}.1{part}.warc.zst" for part in ("", ".dong", ".xi"))
    assert (kept.state, kept.files) == (State.KEPT, (second,)), "it has three revisits, which gain nothing"
    assert files(Path(archive.url)) == sorted([*packed.into, f"{stem}.1.moved.json.zst", second])
    assert (packed.before, packed.after) == (large, sum(archive.store.size(name) for name in packed.into))
    assert packed.after * 3 < packed.before
    assert crawled(archive) == before
    assert bodies(archive, told) == sent
    assert {each.pointer.file for each in told.captures} == {*packed.into, second}
    assert list(verify(archive)) == []
    assert {r.get("WARC-Filename") for r in kinds(archive, packed.into[1]) if r.kind == "warcinfo"} == {packed.into[1]}


def test_who_points_to_where_a_record_stood_finds_it(archive: Archive) -> None:
    captures = fill(archive)
    sent = bodies(archive, Told(captures))
    told = Told(captures)
    repack(archive, told)
    once = list(told.captures)
    repack(archive, told, To.GZ)
    repack(archive, told)
    elsewhere = Archive(archive.url)
    for known in (captures, once, told.captures):
        assert bodies(elsewhere, Told(known)) == sent
    revisit = archive.trace(captures[-1])
    assert revisit is not None
    assert revisit.file in archive.names(), "a new revisit points to where the body stands now"
    with archive.open_writer() as writer:
        again = writer.capture(replace(page("dong", 0), status=304, body=b""), repeats=captures[0])
    assert archive.read(again.pointer).body == page("dong", 0).body
    gone = replace(captures[0].pointer, offset=captures[0].pointer.offset + 1)
    with pytest.raises(ArchiveError, match="this file of the archive is not there"):
        archive.read(gone)


def test_back_in_gzip_the_records_stand_in_the_order_of_the_crawl(archive: Archive) -> None:
    told = Told(fill(archive))
    first = archive.names()[0]
    before = [(r.kind, r.get("WARC-Record-ID")) for r in kinds(archive, first)]
    repack(archive, told)
    (back,) = repack(archive, told, To.GZ)
    assert back.into == (first.replace(".warc", ".2.warc"),)
    assert [(r.kind, r.get("WARC-Record-ID")) for r in kinds(archive, back.into[0])][1:] == before
    assert list(verify(archive)) == []
    assert [each.state for each in repack(archive, told, To.GZ)] == []


def test_the_archive_is_replayed_in_the_same_order_for_each_site(archive: Archive) -> None:
    def replayed() -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        for entry in archive.entries():
            what = entry.capture and replace(entry.capture, pointer=None)  # type: ignore[arg-type]
            site = entry.capture.context.site if entry.capture else entry.note and entry.note.payload.get("site")
            found.setdefault(str(site), []).append((entry.at, what, entry.note))
        return found

    told = Told(fill(archive))
    before = replayed()
    repack(archive, told)
    assert replayed() == before


def other_reader(path: Path) -> io.BytesIO:
    """As the specification has it, with none of our code: the dictionary of the first frame, then every frame."""
    data = path.read_bytes()
    dictionary = None
    magic, length = struct.unpack("<II", data[:8])
    if magic == 0x184D2A5D:
        dictionary = zstd.ZstdDict(zstd.decompress(data[8 : 8 + length]))
        data = data[8 + length :]
    return io.BytesIO(zstd.decompress(data, zstd_dict=dictionary))


def test_a_reader_of_the_specification_and_warcio_find_every_record_sound(archive: Archive) -> None:
    repack(archive, Told(fill(archive)))
    found = []
    for name in archive.names():
        path = Path(archive.url) / name
        with other_reader(path) if name.endswith(".zst") else path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
                found.append(record.rec_headers.get_header("WARC-Record-ID"))
    ours = [r.get("WARC-Record-ID") for name in archive.names() for r in kinds(archive, name)]
    assert found == ours


def test_fastwarc_finds_the_same_records_at_the_same_places(archive: Archive) -> None:
    fastwarc = pytest.importorskip("fastwarc", reason="fastwarc is not installed: run make setup-tests")
    told = Told(fill(archive))
    packed, _ = repack(archive, told)
    assert len(packed.into) == 3
    places = {(each.pointer.file, each.pointer.offset) for each in told.captures}
    for name in packed.into:
        with (Path(archive.url) / name).open("rb") as stream:
            every = fastwarc.ArchiveIterator(stream, parse_http=False)
            read = [(record.record_id, record.stream_pos, record.reader.read()) for record in every]
        ours = [(record.get("WARC-Record-ID"), record.block) for record in kinds(archive, name)]
        assert [(number, block) for number, _, block in read] == ours
        assert {offset for file, offset in places if file == name} <= {offset for _, offset, _ in read}


def test_frames_are_as_the_specification_wants_them(archive: Archive) -> None:
    packed, _ = repack(archive, Told(fill(archive)))
    for name in packed.into:
        data = (Path(archive.url) / name).read_bytes()
        with archive.files.open(name) as file:
            dictionary = file.packing.dictionary
            members = list(file.packing.scan(file.stream, 10**8))
        number = dictionary.dict_id if dictionary else 0
        assert dictionary is None or 32_768 <= number < 2**31
        for member in members:
            frame = data[member.offset : member.offset + member.length]
            assert frame[4] & 4, "a checksum"
            info = zstd.get_frame_info(frame)
            assert (info.decompressed_size, info.dictionary_id) == (len(member.data), number)


def test_a_replay_keeps_no_more_than_one_file_open_however_many_sites_there_are(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with archive.open_writer() as writer:
        for number in range(15):
            for site in range(30):
                writer.append(page(f"site{site}", number))
    repack(archive, Told([]))
    assert len(archive.names()) == 31
    opened: list[BinaryIO] = []
    most = 0

    def counting(folder: LocalFolder, name: str) -> BinaryIO:
        nonlocal most
        opened.append(_open(folder, name))
        most = max(most, sum(not stream.closed for stream in opened))
        return opened[-1]

    _open = LocalFolder.open
    monkeypatch.setattr(LocalFolder, "open", counting)
    elsewhere = Archive(archive.url)
    assert len(list(elsewhere.entries())) == 15 * 30
    assert most <= 2, "a file, and once its dictionary"


def test_where_files_are_lost_on_both_sides_of_a_move_nothing_is_taken_away(archive: Archive) -> None:
    told = Told(fill(archive))
    small, _ = repack(archive, told)
    folder = Path(archive.url)
    kept = {name: (folder / name).read_bytes() for name in small.into}
    repack(archive, told, To.GZ)
    for name in small.into[:2]:  # as if the move back had been cut off when it took the former files away
        (folder / name).write_bytes(kept[name])
    (back,) = (name for name in files(folder) if ".2.warc.gz" in name)
    (folder / back).unlink()
    before = files(folder)
    assert set(small.into[:2]) <= set(archive.names())
    work = Repack(archive, told.follow, lambda: NOON)
    (said,) = work.settle(())
    assert "lost on both sides" in said
    assert files(folder) == before


def test_a_full_disk_leaves_the_files_as_they_are(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(fill(archive))
    before = {path.name: path.read_bytes() for path in Path(archive.url).iterdir()}
    left = iter(range(20))

    def write(sink: LocalSink, data: bytes) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _write(sink, data)

    _write = LocalSink.write
    with monkeypatch.context() as full:
        full.setattr(LocalSink, "write", write)
        with pytest.raises(OSError, match="No space"):
            repack(archive, told)
    assert {path.name: path.read_bytes() for path in Path(archive.url).iterdir()} == before
    assert [each.state for each in repack(archive, told)] == [State.REPACKED, State.KEPT]


def test_a_dry_run_changes_nothing(archive: Archive) -> None:
    told = Told(fill(archive))
    before = {path.name: path.read_bytes() for path in Path(archive.url).iterdir()}
    done = list(Repack(archive, told.follow, lambda: NOON).run(To.ZST, dry_run=True))
    assert [each.state for each in done] == [State.WOULD, State.KEPT]
    assert {path.name: path.read_bytes() for path in Path(archive.url).iterdir()} == before


def test_a_file_that_is_written_is_left_and_one_that_is_damaged_is_told(archive: Archive) -> None:
    told = Told(fill(archive))
    first, second = archive.names()
    path = Path(archive.url) / first
    data = bytearray(path.read_bytes())
    data[told.captures[5].pointer.offset + 40] ^= 0xFF
    path.write_bytes(data)
    with archive.open_writer() as writer:
        writer.append(page("dong", 99))
        done = {each.files[0]: each for each in repack(archive, told)}
    assert done.pop(first).state is State.DAMAGED
    assert done.pop(second).state is State.KEPT
    ((_, third),) = done.items()
    assert (third.state, "is being written" in third.reason) == (State.OPEN, True)
    assert path.read_bytes() == data
