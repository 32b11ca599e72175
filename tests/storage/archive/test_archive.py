"""What goes into the archive comes out of it, by our own reading and by other tools."""

import subprocess
import sys
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from storage.archive import Archive, Limits, header_text
from storage.archive.contents import notes
from storage.errors import ArchiveError
from storage.records import FetchOutcome, Pointer, Role, Verdict, Walk
from tests.storage.archive.samples import CONTEXT, NOON, exchange, exchanges

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
numbers = count()


@pytest.fixture
def archive(tmp_path):
    return Archive(str(tmp_path / "archive"))


@quick
@given(sent=exchanges)
def test_any_exchange_is_read_as_it_was_written(tmp_path, sent):
    archive = Archive(str(tmp_path / str(next(numbers))))
    with archive.open_writer() as writer:
        capture = writer.capture(sent)
    assert archive.read(capture.pointer) == sent
    assert [entry.capture for entry in archive.entries()] == [capture]


@quick
@given(sent=st.lists(exchanges, min_size=1, max_size=4))
def test_any_file_passes_the_check_of_warcio(tmp_path, sent):
    folder = tmp_path / str(next(numbers))
    with Archive(str(folder)).open_writer() as writer:
        for one in sent:
            writer.append(one)
            writer.append(one, repeats=writer.capture(one))
        writer.note("walk", {"名": "值"})
    (file,) = folder.iterdir()
    with file.open("rb") as stream:
        kinds = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            if record.rec_type == "response":
                assert record.content_stream().read() == sent[(len(kinds) - 1) // 6].body
            record.raw_stream.read()
            kinds.append(record.rec_type)
    assert kinds == [
        "warcinfo",
        *["response", "request", "response", "request", "revisit", "request"] * len(sent),
        "metadata",
    ]


def test_the_command_of_warcio_finds_nothing_wrong(archive):
    with archive.open_writer() as writer:
        capture = writer.capture(exchange(1))
        writer.append(exchange(2, status=304, body=b""), repeats=capture)
    files = [str(archive.store.path / name) for name in archive.store.names()]
    done = subprocess.run([sys.executable, "-m", "warcio.cli", "check", "-v", *files], capture_output=True, check=False)
    assert done.returncode == 0
    assert b"digest pass" in done.stdout
    assert b"failed" not in done.stdout


def test_every_record_is_a_member_that_can_be_cut_out_by_its_pointer(archive):
    with archive.open_writer() as writer:
        pointers = [writer.append(exchange(n)) for n in range(3)]
    data = (archive.store.path / pointers[1].file).read_bytes()
    alone = archive.store.path / "alone.warc.gz"
    alone.write_bytes(data[pointers[1].offset : pointers[1].offset + pointers[1].length])
    with alone.open("rb") as stream:
        (record,) = ArchiveIterator(stream)
        assert record.rec_headers.get_header("WARC-Target-URI") == exchange(1).url


def test_a_body_is_kept_decoded_and_its_headers_on_the_wire_under_other_names(archive):
    sent = exchange(body=b"plain", response_headers=(("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")))
    with archive.open_writer() as writer:
        pointer = writer.append(sent)
    with (archive.store.path / pointer.file).open("rb") as stream:
        record = next(record for record in ArchiveIterator(stream) if record.rec_type == "response")
        assert record.content_stream().read() == b"plain"
        assert record.http_headers.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
        assert record.http_headers.get_header("Content-Encoding") is None
        assert record.http_headers.get_header("Transfer-Encoding") is None
        assert record.http_headers.get_header("Content-Length") == "5"
    assert archive.read(pointer).response_headers == sent.response_headers


def test_a_header_cannot_begin_another_header_or_the_body(archive):
    sent = exchange(response_headers=(("A b:c", "x\r\nSet-Cookie: evil\r\n\r\nbody"), ("", "nameless")))
    with archive.open_writer() as writer:
        found = archive.read(writer.append(sent))
    assert found.response_headers == (("A-b-c", "x Set-Cookie: evil body"),)
    assert found.body == sent.body


def test_an_address_cannot_begin_another_field_of_the_record(archive):
    with archive.open_writer() as writer:
        capture = writer.capture(exchange(url="https://www.shili.gov.cn/a b\r\nWARC-Type: request"))
    assert capture.url == "https://www.shili.gov.cn/a%20b%0D%0AWARC-Type:%20request"
    assert archive.read(capture.pointer).url == capture.url
    assert [entry.capture for entry in archive.entries()] == [capture]


def test_an_unchanged_body_is_kept_once_and_read_from_each_of_its_captures(archive):
    first = exchange(1, size=50_000)
    with archive.open_writer() as writer:
        full = writer.capture(first)
        again = writer.capture(replace(first, captured_at=NOON), repeats=full)
        third = writer.capture(replace(first, url="https://www.shili.gov.cn/twin.html"), repeats=again)
    assert not full.unchanged
    assert again.unchanged
    assert again.pointer.length < 1500
    assert (third.sha256, third.size) == (full.sha256, 50_000)
    assert archive.read(again.pointer).body == archive.read(third.pointer).body == first.body
    assert archive.read(third.pointer).url == "https://www.shili.gov.cn/twin.html"
    assert [entry.capture for entry in archive.entries()] == [full, again, third]


def test_a_revisit_of_a_revisit_refers_to_the_record_with_the_body(archive):
    with archive.open_writer() as writer:
        full = writer.capture(exchange(1))
        again = writer.capture(replace(exchange(1), captured_at=exchange(2).captured_at), repeats=full)
        third = writer.capture(replace(exchange(1), captured_at=exchange(3).captured_at), repeats=again)
    with (archive.store.path / third.pointer.file).open("rb") as stream:
        stream.seek(third.pointer.offset)
        record = next(iter(ArchiveIterator(stream)))
        assert record.rec_headers.get_header("WARC-Refers-To-Date") == "2026-01-20T12:00:01.123456Z"
        assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == full.url
        assert record.rec_headers.get_header("WARC-Profile").endswith("/identical-payload-digest")


def test_not_modified_keeps_what_the_last_full_answer_said(archive):
    with archive.open_writer() as writer:
        full = writer.capture(exchange(1))
        later = exchange(2, url=full.url, status=304, body=b"", response_headers=(("ETag", '"new"'),))
        same = writer.capture(later, repeats=full)
        again = writer.capture(replace(later, response_headers=()), repeats=same)
    assert (same.status, same.unchanged, same.sha256, same.size) == (304, True, full.sha256, full.size)
    assert (same.content_type, same.etag) == (full.content_type, '"new"')
    assert (again.content_type, again.etag) == (full.content_type, '"new"')
    assert [entry.capture for entry in archive.entries()] == [full, same, again]
    assert archive.read(again.pointer).body == exchange(1).body


def test_a_body_that_differs_is_kept_although_it_was_said_to_repeat(archive):
    with archive.open_writer() as writer:
        full = writer.capture(exchange(1))
        other = writer.capture(exchange(2), repeats=full)
    assert not other.unchanged
    assert archive.read(other.pointer).body == exchange(2).body


def test_a_body_is_kept_again_when_the_record_that_had_it_is_gone(archive):
    with archive.open_writer() as writer:
        full = writer.capture(exchange(1))
    (archive.store.path / full.pointer.file).unlink()
    with archive.open_writer() as writer:
        again = writer.capture(exchange(1), repeats=full)
    assert not again.unchanged
    assert archive.read(again.pointer) == exchange(1)


def test_how_a_request_ended_is_kept_with_an_answer_that_was_not_asked_for(archive):
    with archive.open_writer() as writer:
        writer.capture(exchange(1), outcome=FetchOutcome.BLOCKED, reason="一个验证页", asked="https://a.gov.cn/")
        writer.capture(exchange(2), outcome=FetchOutcome.FETCHED)
    blocked, fetched = archive.entries()
    assert (blocked.outcome, blocked.reason, blocked.asked) == (FetchOutcome.BLOCKED, "一个验证页", "https://a.gov.cn/")
    assert (fetched.outcome, fetched.reason, fetched.asked) == (None, "", None)


def test_notes_come_back_as_what_they_noted(archive):
    walk = Walk("shili", "990101", Verdict.INCOMPLETE, "3 of 4 pages", NOON, {"pages": 3}, (2023, 2024))
    fetch = notes.Fetch("https://a.gov.cn/", FetchOutcome.UNREACHABLE, NOON, CONTEXT, None, "no answer in time")
    with archive.open_writer() as writer:
        writer.note(notes.WALK, notes.walk_note(walk))
        writer.note(notes.FETCH, notes.fetch_note(fetch))
    found = [entry.note for entry in archive.entries()]
    assert [note.kind for note in found] == [notes.WALK, notes.FETCH]
    assert notes.read_walk(found[0].payload) == walk
    assert notes.read_fetch(found[1].payload) == fetch


def test_a_body_beyond_the_limit_is_neither_kept_nor_unpacked(tmp_path):
    large = Archive(str(tmp_path))
    with large.open_writer() as writer:
        pointer = writer.append(exchange(body=b"\0" * 20_000_000))
    small = Archive(str(tmp_path), limits=Limits(body=1_000_000))
    with pytest.raises(ArchiveError, match="unpacks to more than"):
        small.read(pointer)
    with small.open_writer() as writer, pytest.raises(ArchiveError, match="is larger than 1000000 bytes"):
        writer.append(exchange(body=b"\0" * 1_000_001))


@pytest.mark.parametrize("name", ["absent.warc.gz", "../archive.warc.gz", "/etc/passwd", "", ".."])
def test_a_pointer_to_no_file_of_the_archive_is_an_error_of_one_line(archive, name):
    with pytest.raises(ArchiveError) as failure:
        archive.read(Pointer(name, 0, 100))
    assert "\n" not in str(failure.value)


def test_a_pointer_into_the_middle_of_a_record_is_an_error(archive):
    with archive.open_writer() as writer:
        pointer = writer.append(exchange(1))
    for wrong in (
        replace(pointer, offset=pointer.offset + 1),
        replace(pointer, length=pointer.length - 1),
        replace(pointer, length=pointer.length + 1),
        replace(pointer, offset=10**9),
    ):
        with pytest.raises(ArchiveError):
            archive.read(wrong)


@pytest.mark.parametrize("url", ["nowhere://bucket/archive", "", "ftp://127.0.0.1:9/x"])
def test_an_archive_that_cannot_be_is_refused_with_what_to_do(url):
    with pytest.raises(ArchiveError, match="NIANBAO_ARCHIVE_URL"):
        Archive(url)


def test_an_archive_may_be_named_by_a_file_url(tmp_path):
    with Archive(f"file://{tmp_path}/an%20archive").open_writer() as writer:
        writer.append(exchange())
    assert len(list((tmp_path / "an archive").iterdir())) == 1


def test_an_archive_without_a_folder_has_no_entries(archive):
    assert list(archive.entries()) == []


def test_roles_survive(archive):
    with archive.open_writer() as writer:
        for role in Role:
            writer.append(exchange(context=replace(CONTEXT, role=role)))
    assert [entry.capture.context.role for entry in archive.entries()] == list(Role)


@pytest.mark.parametrize(("raw", "text"), [("年".encode(), "年"), ("年".encode("gb18030"), "Äê"), (b"plain", "plain")])
def test_header_bytes_are_utf_8_or_else_latin_1(raw, text):
    assert header_text(raw) == text
