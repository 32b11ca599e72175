"""The archived original of a report: the bytes as they came, a page that does nothing, and where one number stands."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection

import forms
from crawler.confined import Confined, Struck
from crawler.confined.work import at_its_place
from crawler.extractors.charset import decode
from crawler.extractors.sniff import Kind, sniff
from forms import Measure
from nianbao.explain.original import original_page
from nianbao.operations.provenance import Traced, trace
from storage.archive import Archive
from storage.queries import Narrowing
from storage.queries.past.origin import Origin, origin
from storage.queries.places.agencies import agency_of
from storage.queries.places.districts import named
from storage.records import At, State

_NOWHERE = Measure("", "", "")


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of a document, and a name to keep them under."""

    content: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands in its document, all three counted from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Traceable:
    """One cell with all that is known of where it comes from.

    ``again`` is what this program reads there now, by ``rule`` and with ``repairs``; ``at`` is null for a cell that is
    missing, or read from running text. ``refusal`` says why the document is not read as this report any more.
    """

    district_code: str
    agency: str
    year: int
    version: int
    table: str
    row: str
    column: str
    label_zh: str
    label_en: str
    unit: str | None
    value: Decimal | None
    state: State
    raw: str | None
    again: Decimal | None
    again_state: State
    again_raw: str | None
    agrees: bool
    refusal: str
    at: Place | None
    rule: str
    repairs: tuple[str, ...]
    extractor: str
    extractor_now: str
    source_url: str
    captured_at: datetime
    http_status: int
    headers: tuple[tuple[str, str], ...]
    media_type: str
    sha256: str
    warc: str
    offset: int
    length: int


class Originals:
    """Looks things up in one state of the database, and in the archive."""

    def __init__(self, connection: Connection, archive: Archive, confined: Confined) -> None:
        self._connection = connection
        self._confined = confined
        self._archive = archive

    def traced(self, code: str, agency: str, year: int, measure: Measure, version: int | None) -> Traced:
        """Raises UnknownError, and ArchiveError when the document is not there."""
        body = agency_of(self._connection, named(self._connection, code), agency)
        narrowing = Narrowing(body.name, code, year)
        return trace(self._connection, self._archive, narrowing, measure, version, confined=self._confined)

    def page(self, code: str, agency: str, year: int, measure: Measure | None, version: int | None) -> str:
        """The original as a page that does nothing, with the cell marked; a page of which none is asked is not read."""
        if measure is None:
            of = self._origin(code, agency, year, version)
            body = self._archive.body(of.capture.pointer)
            if sniff(body, of.capture.content_type) is Kind.HTML:
                return self._inert(of, body, None)
        traced = self.traced(code, agency, year, measure or _NOWHERE, version)
        if traced.html:
            return self._inert(traced.origin, traced.exchange.body, traced.at)
        return original_page(_title(traced.origin), None, traced.document, traced.at, traced.refusal)

    def _inert(self, of: Origin, body: bytes, at: At | None) -> str:
        """A stranger's page is made harmless where it can do none, too."""
        content_type = of.capture.content_type
        try:
            return at_its_place(self._confined, body, content_type, _made_inert, _title(of), body, content_type, at)
        except Struck as struck:
            return original_page(_title(of), None, None, None, struck.message)

    def file(self, code: str, agency: str, year: int, version: int | None) -> File:
        """The bytes as they came."""
        of = self._origin(code, agency, year, version)
        content = self._archive.body(of.capture.pointer)
        kind = sniff(content, of.capture.content_type)
        return File(content, f"{of.agency}-{year}-v{of.version}.{kind.value}")

    def _origin(self, code: str, agency: str, year: int, version: int | None) -> Origin:
        body = agency_of(self._connection, named(self._connection, code), agency)
        return origin(self._connection, Narrowing(body.name, code, year), _NOWHERE, version)


def _title(of: Origin) -> str:
    return f"{of.agency} {of.year}"


def _made_inert(title: str, body: bytes, content_type: str | None, at: At | None) -> str:
    return original_page(title, decode(body, content_type)[0], None, at)


def traceable(of: Traced) -> Traceable:
    """As a record."""
    from_, measure, pointer = of.origin, of.origin.measure, of.origin.capture.pointer
    return Traceable(
        from_.district_code, from_.agency, from_.year, from_.version, *measure, forms.label_zh(measure),
        forms.label_en(measure), forms.table(measure.table).unit(measure), *from_.printed, *of.again, of.agrees,
        of.refusal, Place(*of.at) if of.at is not None else None, of.rule, of.repairs, from_.extractor, of.extractor,
        from_.capture.url, from_.capture.captured_at, from_.capture.status, of.exchange.response_headers,
        from_.media_type, from_.capture.sha256, pointer.file, pointer.offset, pointer.length,
    )  # fmt: skip
