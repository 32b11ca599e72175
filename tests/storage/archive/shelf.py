"""An archive with two sites of many pages, one of few, notes and revisits; and repacking it without a database."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from nianbao.operations.archive.repack import Repack, Repacked, To
from storage.archive import Archive, ArchiveWriter
from storage.archive.contents import notes
from storage.archive.contents.warc import Record, parse
from storage.archive.moving.move import Move
from storage.archive.packing.members import Member
from storage.records import Capture, Exchange, Pinned, Verdict, Walk
from tests.storage.archive.samples import CONTEXT, NOON, exchange

_SHELL = "".join(f"<li class='item'><a href='/menu/{n * 7919}/index.html'>栏目{n}</a></li>\n" for n in range(300))


def page(site: str, number: int, *, shell: str = _SHELL) -> Exchange:
    """Pages of a site share their shell, and have words of their own."""
    chance = random.Random(f"{site}{number}")
    words = "".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(300))
    context = replace(CONTEXT, site=site, agency=f"第{number}局")
    body = f"<html><title>{site}</title>{shell.replace('栏目', site)}<p>{words}</p></html>".encode()
    url = f"https://www.{site}.gov.cn/{number}.html"
    return exchange(number, url=url, body=body, context=context)


def fill(archive: Archive, *, pages: int = 24) -> list[Capture]:
    """Sites take turns, as in a crawl; then comes a night in which nothing changed."""
    captures = []
    with _writer(archive, NOON) as writer:
        for number in range(pages):
            captures += [writer.capture(page(site, number)) for site in ("dong", "xi")]
            if number < 3:
                captures.append(writer.capture(page("few", number)))
        for site in ("dong", "xi", "few"):
            writer.note(notes.WALK, notes.walk_note(Walk(site, "990101", Verdict.COMPLETE, "", NOON, {}, ())))
        writer.note(notes.PIN, notes.pin_note(Pinned("990101", "无此局", 2022, "0" * 64, "https://no/", "", NOON)))
    with _writer(archive, NOON + timedelta(days=1)) as writer:
        captures += [writer.capture(_later(page("dong", n)), repeats=captures[2 * n + min(n, 3)]) for n in range(3)]
    return captures


def _writer(archive: Archive, at: datetime) -> ArchiveWriter:
    """Its file is named by that time."""
    return ArchiveWriter(archive.store, archive.trace, archive.limits, lambda: at)


def _later(sent: Exchange) -> Exchange:
    return replace(sent, status=304, body=b"", captured_at=NOON + timedelta(days=1))


class Told:
    """Stands for the database: where each capture is."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self.captures = list(captures)

    def follow(self, move: Move) -> None:
        self.captures = [
            replace(
                each, pointer=(move.find(each.pointer) if each.pointer.file in move.replaced else None) or each.pointer
            )
            for each in self.captures
        ]


def repack(archive: Archive, told: Told, to: To = To.ZST) -> list[Repacked]:
    work = Repack(archive, told.follow, lambda: NOON)
    list(work.settle({each.pointer.file for each in told.captures}))
    return list(work.run(to))


def crawled(archive: Archive) -> list[bytes]:
    """Every record that the crawl wrote, sorted: the files' own first records are written anew."""
    return sorted(data for data in _data(archive) if parse(data).kind != "warcinfo")


def _data(archive: Archive) -> Iterable[bytes]:
    for name in archive.names():
        with archive.files.open(name) as file:
            for found in file.packing.scan(file.stream, archive.limits.record):
                assert isinstance(found, Member)
                yield found.data


def kinds(archive: Archive, name: str) -> list[Record]:
    with archive.files.open(name) as file:
        return [parse(found.data) for found in file.packing.scan(file.stream, 10**8) if isinstance(found, Member)]


def files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())
