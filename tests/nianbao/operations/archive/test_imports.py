"""WARC files made elsewhere are taken in: what belongs to a district, once, and a rebuild gives the same export."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.errors import Busy
from crawler.locks import Locks
from crawler.sites import load
from nianbao.operations.archive import imports
from nianbao.operations.archive.imports import Import, Imported
from nianbao.operations.archive.rebuild import Rebuild
from storage import queries
from storage.archive import Archive
from storage.archive.verify import verify
from storage.errors import ArchiveError
from storage.export import export
from storage.queries.crawl.captured import Captured
from storage.records import FetchOutcome, Role
from storage.session import open_database
from storage.settings import Settings
from storage.writer import Writer
from tests.district import listing, page, report

ROOT = "http://www.shili.gov.cn"
THEN, LATER = "2024-05-06T07:08:09Z", "2024-06-07T08:09:10Z"
TITLE = "示例区{}2023年政府信息公开工作年度报告"
_FILE = f"{ROOT}/nb/202401/P1.doc"
_ATTACHED = (Path(__file__).parents[3] / "golden" / "blanks-2023" / "report.docx").read_bytes()
PAGES = {
    f"{ROOT}/": page("<a href='/nb/'>政府信息公开年报</a>", "示例市示例区人民政府").body,
    f"{ROOT}/nb/": listing([("t1.html", TITLE.format("教育局"))]).body,
    f"{ROOT}/nb/202401/t20240120_1.html": report("示例区教育局", 2023, 5).body,
    f"{ROOT}/nb/202401/t20240120_2.html": page(
        f"<h1>{TITLE.format('民政局')}</h1><a href='P1.doc'>{TITLE.format('民政局')}.doc</a>", TITLE.format("民政局")
    ).body,
    f"{ROOT}/xw/202401/t20240121_3.html": page("<h1>区领导调研</h1>", "区领导调研").body,
    f"{ROOT}/style.css": b"body { color: red }",
    "http://www.elsewhere.gov.cn/nb/t1.html": report("别处区教育局", 2023, 5).body,
}


def warc(path: Path, pages: dict[str, bytes], *, packed: bool = True, at: str = THEN, more: bytes = b"") -> Path:
    """As wget writes it: bodies as they came over the wire, an attachment before the page that links it, a request."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=packed)
    out.write(more)
    writer.write_record(writer.create_warcinfo_record(path.name, {"software": "Wget/1.21.4"}))
    for n, (url, body) in enumerate(pages.items()):
        headers = [("Content-Type", "application/octet-stream" if url.endswith(".doc") else "text/html")]
        sent = body
        if n % 3 == 0:
            sent, headers = gzip.compress(body), [*headers, ("Content-Encoding", "gzip")]
        elif n % 3 == 1:
            sent, headers = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), [*headers, ("Transfer-Encoding", "chunked")]
        head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        kept = BytesIO(sent)
        dated = {"WARC-Date": at}
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload=kept, length=len(sent), http_headers=head, warc_headers_dict=dated
            )
        )
    again = writer.create_revisit_record(f"{ROOT}/nb/", "sha1:AAAA", f"{ROOT}/nb/", at)
    writer.write_record(again)
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "sites").mkdir()
    site = f'code = "990101"\nname = "示例市示例区"\nstart_urls = ["{ROOT}/"]\n'
    (tmp_path / "sites" / "shili.toml").write_text(site, encoding="utf-8")
    return Settings.from_environment({"NIANBAO_HOME": str(tmp_path / "home"), "NIANBAO_SITES": str(tmp_path / "sites")})


def take_in(settings: Settings, *paths: Path) -> Imported:
    engine = open_database(settings)
    with Locks(settings.home / "locks") as locks:
        archive = Archive(settings.archive_url)
        done = Import(load(settings.sites), archive, engine, locks, lambda: datetime.now(UTC)).run(paths)
    engine.dispose()
    return done


def exported(settings: Settings, folder: Path) -> dict[str, bytes]:
    engine = open_database(settings)
    export(engine, folder, "csv")
    engine.dispose()
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def stored(settings: Settings) -> set[tuple[str, int, str]]:
    engine = open_database(settings)
    with queries.snapshot(engine) as connection:
        found = {(row.agency, row.year, row.source_url) for row in queries.reports(connection, queries.Narrowing())}
    engine.dispose()
    return found


@pytest.mark.parametrize("packed", [True, False])
def test_what_belongs_to_a_district_is_archived_read_and_stored(settings, tmp_path, packed):
    pages = {_FILE: _ATTACHED, **PAGES}
    done = take_in(settings, warc(tmp_path / "wget.warc", pages, packed=packed))
    assert (done.copied, done.elsewhere, done.other, dict(done.unusable)) == (5, 1, 2, {"no_body": 1})
    named = {agency for agency, _, _ in stored(settings)}
    assert named == {"示例区教育局", "示例区民政局", "示例市澄川区档案馆"}, "the attachment says whose report it is"
    entries = [entry.capture for entry in Archive(settings.archive_url).entries() if entry.capture]
    assert [capture.context.role for capture in entries] == [
        Role.HOME, Role.LISTING, Role.REPORT, Role.REPORT, Role.ATTACHMENT,
    ]  # fmt: skip
    assert {capture.captured_at for capture in entries} == {datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)}
    attached = entries[-1].context
    assert (attached.parent, attached.agency) == (f"{ROOT}/nb/202401/t20240120_2.html", "示例区民政局")
    engine = open_database(settings)
    with queries.snapshot(engine) as connection:
        assert list(verify(Archive(settings.archive_url), Captured(connection))) == []
    engine.dispose()


def test_a_file_that_was_taken_in_before_changes_nothing(settings, tmp_path):
    path = warc(tmp_path / "a.warc.gz", PAGES)
    take_in(settings, path)
    before = exported(settings, tmp_path / "before")
    files = Archive(settings.archive_url).store.names()
    again = take_in(settings, path)
    assert (again.copied, again.kept) == (0, 4)
    assert exported(settings, tmp_path / "after") == before
    assert Archive(settings.archive_url).store.names() == files


def test_a_rebuild_gives_the_same_export_with_older_and_newer_captures(settings, tmp_path):
    """The older capture of a page comes last: it is a version of the report, and not the current one."""
    address = f"{ROOT}/nb/202401/t20240120_1.html"
    take_in(settings, warc(tmp_path / "new.warc.gz", PAGES))
    old = {address: report("示例区教育局", 2023, 4).body}
    done = take_in(settings, warc(tmp_path / "old.warc.gz", old, at="2024-02-03T00:00:00Z"))
    assert done.copied == 1
    before = exported(settings, tmp_path / "before")
    assert "示例区教育局,2023" in before["cells.csv"].decode()
    fresh = Settings.from_environment({"NIANBAO_HOME": str(tmp_path / "fresh")})
    engine = open_database(fresh)
    Rebuild(Archive(settings.archive_url), engine).run()
    engine.dispose()
    assert exported(fresh, tmp_path / "after") == before
    engine = open_database(settings)
    with queries.snapshot(engine) as connection:
        rows = connection.exec_driver_sql(
            "SELECT value FROM cells WHERE agency LIKE '%教育局' AND \"row\" = 'new_received' AND \"column\" = 'total'"
        )
        assert [int(value) for (value,) in rows] == [5]
    engine.dispose()


def test_sums_are_of_what_was_taken_in_last(settings, tmp_path):
    address = f"{ROOT}/nb/202401/t20240120_1.html"
    take_in(settings, warc(tmp_path / "new.warc.gz", PAGES))
    assert received(settings, "示例区教育局") == [5]
    take_in(settings, warc(tmp_path / "newer.warc.gz", {address: report("示例区教育局", 2023, 7).body}, at=LATER))
    assert received(settings, "示例区教育局") == [7]


def received(settings: Settings, agency: str) -> list[int]:
    engine = open_database(settings)
    with queries.snapshot(engine) as connection:
        asked = text("SELECT received FROM panel WHERE agency = :agency")
        found = list(map(int, connection.execute(asked, {"agency": agency}).scalars()))
    engine.dispose()
    return found


def test_what_is_no_archive_is_told_before_anything_is_stored(settings, tmp_path):
    (tmp_path / "page.html").write_text("<html></html>")
    with pytest.raises(ArchiveError, match="is no WARC file"):
        take_in(settings, warc(tmp_path / "a.warc.gz", PAGES), tmp_path / "page.html")
    assert Archive(settings.archive_url).store.names() == []


def test_a_file_that_breaks_off_gives_what_it_has(settings, tmp_path):
    path = warc(tmp_path / "a.warc.gz", PAGES)
    path.write_bytes(path.read_bytes()[:-700])
    done = take_in(settings, path)
    assert done.copied == 4
    assert done.unusable["damaged"] <= 1


def test_a_site_that_is_being_crawled_is_not_written_to(settings, tmp_path):
    with Locks(settings.home / "locks") as locks:
        locks.take(["shili"])
        with pytest.raises(Busy, match="shili is at work already"):
            take_in(settings, warc(tmp_path / "a.warc.gz", PAGES))


def test_a_report_that_was_withdrawn_stays_withdrawn_by_an_older_capture(settings, tmp_path):
    address = f"{ROOT}/nb/202401/t20240120_1.html"
    take_in(settings, warc(tmp_path / "new.warc.gz", PAGES))
    engine = open_database(settings)
    context = next(e.capture.context for e in Archive(settings.archive_url).entries() if e.capture.url == address)
    at = datetime(2024, 5, 6, tzinfo=UTC) + timedelta(days=9)
    Writer(engine).record_fetch(address, FetchOutcome.NOT_FOUND, at=at, context=context, run=None, status=404)
    engine.dispose()
    old = {address: report("示例区教育局", 2023, 4).body}
    take_in(settings, warc(tmp_path / "old.warc.gz", old, at="2024-02-03T00:00:00Z"))
    engine = open_database(settings)
    with queries.snapshot(engine) as connection:
        (row,) = [row for row in queries.reports(connection, queries.Narrowing()) if row.source_url == address]
    engine.dispose()
    assert row.status == "withdrawn"


class Killed(BaseException):
    """Nothing that follows is done."""


def dying(work: Callable[..., object], at: int) -> Callable[..., object]:
    """The same, but that the process ends when it is called so many times."""
    calls = count(1)

    def run(*args: object, **named: object) -> object:
        if next(calls) == at:
            raise Killed
        return work(*args, **named)

    return run


@pytest.mark.parametrize(("step", "at"), [("read_capture", 3), ("keep", 2), ("renew", 1)])
def test_what_a_killed_import_had_not_come_to_is_taken_in_by_the_next(settings, tmp_path, monkeypatch, step, at):
    """A capture that was archived, or compared with nothing yet, does not count as done."""
    before = {f"{ROOT}/nb/202301/t20230120_1.html": report("示例区教育局", 2022, 4).body}
    path = warc(tmp_path / "wget.warc.gz", {_FILE: _ATTACHED, **PAGES, **before})
    calm = Settings.from_environment({"NIANBAO_HOME": str(tmp_path / "calm"), "NIANBAO_SITES": str(settings.sites)})
    take_in(calm, path)
    with monkeypatch.context() as patch:
        patch.setattr(imports, step, dying(getattr(imports, step), at))
        with pytest.raises(Killed):
            take_in(settings, path)
    take_in(settings, path)
    assert exported(settings, tmp_path / "killed") == exported(calm, tmp_path / "whole")
