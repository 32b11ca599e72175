"""An archive in an object store: S3 as moto's server speaks it, on loopback, and a store that does not answer."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import fsspec
import pytest
import s3fs
from moto.server import ThreadedMotoServer

from nianbao.operations.archive.repack import To
from storage.archive import Archive, Limits
from storage.archive.store import remote
from storage.archive.verify import verify
from storage.errors import ArchiveError
from tests.storage.archive.samples import exchange
from tests.storage.archive.shelf import Told, crawled, fill, repack

BUCKET = "reports"
URL = f"s3://{BUCKET}/warc"


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadedMotoServer]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def bucket(server: ThreadedMotoServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Credentials come from the environment, as on any machine."""
    host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(remote, "_PAUSES", (0.0, 0.0))
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield client
    for entry in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=entry["Key"])
    client.delete_bucket(Bucket=BUCKET)


def held(client: Any) -> list[str]:
    return [entry["Key"] for entry in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_a_closed_file_is_in_the_store_and_not_here_any_more(bucket: Any, tmp_path: Path) -> None:
    archive = Archive(URL, spool=tmp_path)
    with archive.open_writer() as writer:
        first = writer.capture(exchange(body=b"one"))
        assert (held(bucket), archive.read(first.pointer).body) == ([], b"one")
        second = writer.capture(exchange(body=b"two"))

    assert held(bucket) == [f"warc/{first.pointer.file}"]
    assert list(tmp_path.iterdir()) == []
    elsewhere = Archive(URL)
    assert [elsewhere.read(c.pointer).body for c in (first, second)] == [b"one", b"two"]
    assert [entry.capture for entry in elsewhere.entries()] == [first, second]
    assert list(verify(elsewhere)) == []


def test_a_full_file_goes_while_the_next_is_written(bucket: Any, tmp_path: Path) -> None:
    archive = Archive(URL, spool=tmp_path, limits=Limits(file=1_000))
    with archive.open_writer() as writer:
        captures = [writer.capture(exchange(body=bytes([n]) * 10)) for n in range(5)]
        assert len(held(bucket)) == len({c.pointer.file for c in captures}) - 1

    assert [archive.read(c.pointer).body for c in captures] == [bytes([n]) * 10 for n in range(5)]


def test_an_unchanged_page_refers_to_a_body_that_is_elsewhere(bucket: Any, tmp_path: Path) -> None:
    archive = Archive(URL, spool=tmp_path)
    with archive.open_writer() as writer:
        first = writer.capture(exchange(body=b"the same"))
    with archive.open_writer() as writer:
        again = writer.capture(exchange(body=b"the same"), repeats=first)

    assert (again.unchanged, archive.read(again.pointer).body) == (True, b"the same")


def test_what_the_store_refuses_stays_here_and_goes_with_the_next_file(
    bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    archive = Archive(URL, spool=tmp_path)
    with monkeypatch.context() as broken, caplog.at_level(logging.WARNING):
        broken.setattr(archive.store._system, "put_file", refuse)
        with archive.open_writer() as writer:
            first = writer.capture(exchange(body=b"kept"))
        assert "does not take it" in caplog.text
        assert (held(bucket), archive.read(first.pointer).body) == ([], b"kept")
        assert archive.store.names() == [first.pointer.file]

    with archive.open_writer() as writer:
        second = writer.capture(exchange(body=b"later"))
    assert sorted(held(bucket)) == sorted(f"warc/{c.pointer.file}" for c in (first, second))
    assert list(tmp_path.iterdir()) == []


def refuse(*_: object, **__: object) -> None:
    raise OSError("the store is busy")


def test_what_a_killed_process_left_goes_with_the_next_file(bucket: Any, tmp_path: Path) -> None:
    killed = Archive(URL, spool=tmp_path).open_writer()
    left = killed.capture(exchange(body=b"left"))
    killed._open.sink._sink.close()  # what the system does for a process that ends

    archive = Archive(URL, spool=tmp_path)
    with archive.open_writer() as writer:
        writer.capture(exchange(body=b"next"))
    assert f"warc/{left.pointer.file}" in held(bucket)
    assert archive.read(left.pointer).body == b"left"


def test_a_torn_end_is_cut_off_in_the_store_and_a_copy_of_it_kept_here(bucket: Any, tmp_path: Path) -> None:
    archive = Archive(URL, spool=tmp_path)
    with archive.open_writer() as writer:
        first, last = (writer.capture(exchange(body=body)) for body in (b"one", b"two"))
    key = f"warc/{last.pointer.file}"
    whole = bucket.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    bucket.put_object(Bucket=BUCKET, Key=key, Body=whole[: last.pointer.offset + 100])
    (problem,) = verify(archive)

    copy = Path(archive.store.cut(problem.file, problem.offset))
    assert copy.read_bytes() == whole[last.pointer.offset : last.pointer.offset + 100]
    assert (list(verify(archive)), [entry.capture for entry in archive.entries()]) == ([], [first])
    assert archive.store.spool.names() == []


def test_a_file_that_is_being_written_is_left_alone(bucket: Any, tmp_path: Path) -> None:
    archive = Archive(URL, spool=tmp_path)
    with archive.open_writer() as one:
        busy = one.capture(exchange(body=b"still open"))
        with archive.open_writer() as other:
            other.capture(exchange(body=b"done"))
        assert f"warc/{busy.pointer.file}" not in held(bucket)
        assert archive.store.is_open(busy.pointer.file)


def test_a_store_that_cannot_be_reached_is_told_in_a_sentence(
    bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(ArchiveError, match="cannot be reached"):
        Archive("s3://elsewhere/warc").store.names()
    with pytest.raises(ArchiveError, match="nowhere"):
        Archive("nowhere://bucket/warc")
    with pytest.raises(ArchiveError, match="reading only"):
        Archive(URL).open_writer().capture(exchange(body=b"x"))


def test_a_place_that_is_no_object_store_gets_whole_files_only(tmp_path: Path) -> None:
    system = fsspec.filesystem("local")
    store = remote.RemoteFolder(system, str(tmp_path / "far"), "local://far", remote.LocalFolder(tmp_path / "near"))
    sink = store.create("a.warc.gz")
    sink.write(b"all of it")
    sink.close()

    assert [path.name for path in (tmp_path / "far").iterdir()] == ["a.warc.gz"]
    assert (store.size("a.warc.gz"), store.open("a.warc.gz").read()) == (9, b"all of it")


def test_files_in_the_store_are_packed_anew_there_and_back(bucket: Any, tmp_path: Path) -> None:
    archive = Archive(URL, spool=tmp_path)
    told = Told(fill(archive))
    before, sent = crawled(archive), [archive.read(each.pointer).body for each in told.captures]
    small, kept = repack(archive, told)
    there = [f"warc/{name}" for name in (*small.into, *kept.files)]
    assert [key for key in held(bucket) if key.endswith((".gz", ".zst")) and ".moved." not in key] == sorted(there)
    assert (small.after * 3 < small.before, list(tmp_path.iterdir())) == (True, [])
    elsewhere = Archive(URL)
    assert [elsewhere.read(each.pointer).body for each in told.captures] == sent
    assert list(verify(elsewhere)) == []
    repack(archive, told, To.GZ)
    assert [archive.read(each.pointer).body for each in told.captures] == sent
    assert crawled(archive) == before


def test_a_store_that_refuses_in_the_middle_of_a_move_has_lost_nothing(
    bucket: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(URL, spool=tmp_path)
    told = Told(fill(archive))
    before, places = crawled(archive), list(told.captures)
    put = archive.store._system.put_file
    left = iter(range(2))  # the record of the move and the first new file

    def refusing(*arguments: object, **named: object) -> object:
        return put(*arguments, **named) if next(left, None) is not None else refuse()

    with monkeypatch.context() as broken:
        broken.setattr(archive.store._system, "put_file", refusing)
        with pytest.raises(ArchiveError, match="does not take"):
            repack(archive, told)
    assert (told.captures, crawled(archive)) == (places, before)
    assert list(tmp_path.iterdir()) == [], "drafts are thrown away"
    elsewhere = Archive(URL, spool=tmp_path / "another machine")
    small, _ = repack(elsewhere, told)
    assert small.after * 3 < small.before
    assert crawled(Archive(URL)) == before
