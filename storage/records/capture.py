"""What fetching gave: an exchange with a server, where it was archived, and how a walk ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """Why a page was fetched."""

    HOME = "home"
    LISTING = "listing"
    REPORT = "report"
    ATTACHMENT = "attachment"


class FetchOutcome(StrEnum):
    """How one request ended. Every request ends in one of these, as a row."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    NOT_FOUND = "not_found"
    SOFT_404 = "soft_404"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    UNREACHABLE = "unreachable"
    SERVER_ERROR = "server_error"
    TOO_LARGE = "too_large"
    FORBIDDEN_ADDRESS = "forbidden_address"


GONE = frozenset({FetchOutcome.NOT_FOUND, FetchOutcome.SOFT_404})
"""The site itself says that there is nothing: no gap in a walk, and the end of what was there."""


class Verdict(StrEnum):
    """How the walk of a listing, or of a whole site, ended."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNKNOWN_PAGINATION = "unknown_pagination"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    UNREACHABLE = "unreachable"
    EMPTY = "empty"
    NOT_TRIED = "not_tried"


@dataclass(frozen=True, slots=True)
class Context:
    """What the crawl knew about a page before opening it; kept in the archive beside the page.

    ``site`` is the stem of the site file, ``code`` its GB/T 2260 division code, ``district`` its name.
    ``link_title``, ``listed`` (date) and ``column`` (title of the listing) come from where the link stood; for an
    attachment ``parent`` is the page that links it.
    """

    site: str
    code: str
    district: str
    role: Role
    parent: str | None = None
    link_title: str | None = None
    column: str | None = None
    listed: date | None = None
    agency: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as it goes into the archive; ``captured_at`` is aware and in UTC.

    ``body`` is without transfer and content encoding, whatever the headers say of them. ``method`` and
    ``request_body`` are for the lists that are asked for with POST.
    """

    url: str
    captured_at: datetime
    status: int
    request_headers: tuple[tuple[str, str], ...]
    response_headers: tuple[tuple[str, str], ...]
    body: bytes
    context: Context
    method: str = "GET"
    request_body: bytes = b""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a record stands in the archive: file name within it, offset and length in bytes of its gzip member."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Capture:
    """One archived answer. ``unchanged`` when the body equals the one captured before (a revisit record)."""

    url: str
    captured_at: datetime
    status: int
    sha256: str
    size: int
    content_type: str | None
    etag: str | None
    last_modified: str | None
    pointer: Pointer
    context: Context
    unchanged: bool = False


UNPLACED = "unplaced"
"""Among a walk's counts: documents that are there, were read, cells and all, and name no agency or no year."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How one site was walked in one run. ``counts``: pages, links, reports, unchanged, failed and so on.

    ``years`` are the report years that were asked for, none for all: of the others the walk says nothing.
    """

    site: str
    code: str
    verdict: Verdict
    reason: str
    checked_at: datetime
    counts: Mapping[str, int] = field(default_factory=dict)
    years: tuple[int, ...] = ()
