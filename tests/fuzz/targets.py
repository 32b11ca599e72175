"""What is fed with any bytes: every way in by which a stranger's bytes come, and what each may answer with."""

import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from crawler.discovery import obstacles, redirects
from crawler.discovery.addresses import Hosts, canonical, key
from crawler.discovery.attachments import find_attachments
from crawler.discovery.columns import find_columns
from crawler.discovery.links import Column
from crawler.discovery.titles import read_title
from crawler.errors import Unreadable
from crawler.extractors import read
from crawler.extractors.align import align
from crawler.extractors.charset import decode
from crawler.extractors.document import Span, Table
from crawler.extractors.grid import lay_out, turn
from crawler.extractors.numbers import read as read_number
from crawler.extractors.readers import read as read_kind
from crawler.extractors.readers.html import Page
from crawler.extractors.sniff import Kind, sniff
from crawler.platforms import PLATFORMS, Ask, ListPage, read_answer, read_listing
from crawler.spiders.opening import MOST_TAGS
from nianbao.web.asking import moment
from nianbao.web.replies.problems import RefusedError
from storage.archive.foreign import answers
from storage.archive.moving.move import Move
from storage.archive.packing.gzip import GZIP
from storage.archive.packing.zstandard import Zstandard, dictionary_in
from storage.errors import ArchiveError

_URL = "http://www.shili.gov.cn/zfxxgk/nb/index.html"
_LARGEST = 2**20
_HOSTS = Hosts.of([_URL])


def sniffing(data: bytes) -> None:
    sniff(data)
    decode(data, "text/html; charset=gbk")


def reading(data: bytes) -> None:
    """The whole chain, which never raises on bad bytes."""
    found = read(data, url=_URL)
    assert found.reports or (found.refusal is not None and found.refusal.message)


def of_kind(kind: Kind) -> Callable[[bytes], None]:
    """One reader, whatever the bytes look like."""

    def fed(data: bytes) -> None:
        with suppress(Unreadable):
            read_kind(data, kind)

    return fed


def placing(data: bytes) -> None:
    """A grid of any spans: no cell is lost, none stands outside, and the forms are looked for in it."""
    rows: list[list[Span]] = [[]]
    for n in range(0, len(data) - 2, 3):
        text = data[n : n + 1].decode("latin-1")
        rows[-1].append(Span(text, 1 + data[n + 1] % 8, 1 + data[n + 2] % 8))
        if data[n] % 5 == 0:
            rows.append([])
    lines = lay_out(rows)
    own = [cell for y, line in enumerate(lines) for cell in line if cell.row == y]
    assert len(own) == sum(map(len, rows))
    assert all(cell.row + cell.rows <= len(rows) for cell in own)
    turn(rows)
    align((Table(0, tuple(map(tuple, rows))),))


def aligning(data: bytes) -> None:
    """Rows of texts between bars and lines, as tables of any words."""
    text = data.decode("utf-8", "replace")
    rows = tuple(tuple(map(Span, line.split("|"))) for line in text.split("\n"))
    placed = align((Table(0, rows, spanned=len(data) % 2 == 0),))
    raws = {span.text.strip() for row in rows for span in row}
    for cell in placed.cells:
        assert cell.value is None or cell.raw in raws or any(cell.raw in raw for raw in raws if cell.raw)
    for raw in raws:
        read_number(raw)


def listing(data: bytes) -> None:
    """A page of a list, read by every family, and as an answer of each family's interface."""
    text = data.decode("utf-8", "replace")
    if text.count("<") > MOST_TAGS:
        return
    read_listing(text, _URL)
    for name in PLATFORMS:
        assert len(read_listing(text, _URL, name).further) < 5000
        read_answer(text, Ask(_URL, platform=name, interface=True, base=_URL, page=1))


def discovering(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    obstacles.look(200, {"Content-Type": "text/html"}, data, _URL, _URL)
    redirects.redirect_target(data, _URL)
    find_columns(ListPage(text, _URL).links, _URL, Column("年报", True))
    page = Page(data)
    find_attachments(page.links(), _URL, page.raw_text, page.title)
    read_title(text)


def addressing(data: bytes) -> None:
    """What may be asked is spelled in one way, and that spelling may be asked too."""
    text = data.decode("utf-8", "replace")
    key(text)
    if not _HOSTS.refusal(text):
        plain = canonical(text)
        assert plain is not None
        assert canonical(plain) == plain
        assert not _HOSTS.refusal(plain)


def archived(data: bytes) -> None:
    """A file of members that is damaged anywhere, and a foreign WARC file; neither reads beyond its bounds."""
    for packing in (GZIP, Zstandard()):
        for whole in (data, packing.pack(data), packing.pack(data) + data):
            for member in packing.scan(io.BytesIO(whole), _LARGEST):
                assert member is not None
    with suppress(ArchiveError):
        dictionary_in(io.BytesIO(data))
    for record in (data, Zstandard().pack(data)):
        with suppress(ArchiveError):
            Move.from_bytes(record)
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        file.write(data)
        file.flush()
        with suppress(ArchiveError):
            for answer in answers(Path(file.name), _LARGEST):
                assert answer is not None


def asking(data: bytes) -> None:
    with suppress(RefusedError):
        moment(data.decode("utf-8", "replace"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "sniff": sniffing,
    "read": reading,
    **{kind.value: of_kind(kind) for kind in (Kind.HTML, Kind.TEXT, Kind.DOCX, Kind.DOC, Kind.RTF, Kind.ODT)},
    **{kind.value: of_kind(kind) for kind in (Kind.XLS, Kind.XLSX, Kind.MHTML, Kind.WORDML, Kind.PDF)},
    "grid": placing,
    "align": aligning,
    "platforms": listing,
    "discovery": discovering,
    "addresses": addressing,
    "archive": archived,
    "parameters": asking,
}
