"""What earlier runs know of a site's pages, so that the next one asks only for what changed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, Row, Select, bindparam, exists, select

from storage.models import Capture, Reading, ReadingOutcome, Url, Walk, table_of
from storage.models.crawl.reading import NO_CELLS
from storage.records import Capture as Captured
from storage.records import Context, FetchOutcome, Pointer, Role

_URLS, _CAPTURES, _WALK, _READINGS = table_of(Url), table_of(Capture), table_of(Walk), table_of(Reading)
_ANY_READING = _READINGS.alias("any_reading")

_ROLES = (Role.REPORT, Role.ATTACHMENT)
"""Of documents."""
UNASKED, LEFT = CUT = ("unasked", "left")
"""Among a walk's counts: pages that were still to come when it was stopped, or when its hours had ended."""


@dataclass(frozen=True, slots=True)
class Known:
    """A page that was had before: what the server said of it, and its last good capture with a body."""

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    capture: Captured
    last_checked: datetime
    outcome: FetchOutcome
    context: Context

    @property
    def is_document(self) -> bool:
        """Whether it is a report or a file of one, by what leads to it and by what it turned out to be."""
        return self.context.role in _ROLES and self.capture.context.role in _ROLES


class KnownPages:
    """The pages of one site that were had at least once, asked of the database one at a time.

    A site may have a million of them; none is held in memory. What is looked up is as the database has it now, with
    what this run has brought; ``documents`` are those that it has not touched.
    """

    def __init__(self, engine: Engine, site: str, now: datetime) -> None:
        self._engine = engine
        self._site = site
        self._now = now
        with engine.connect() as connection:
            self._none = connection.execute(_OF_SITE.limit(1), {"site": site}).first() is None

    def get(self, url: str) -> Known | None:
        """The page at this very address."""
        if self._none:
            return None
        with self._engine.connect() as connection:
            row = connection.execute(_AT_ADDRESS, {"site": self._site, "url": url}).first()
        return _known(row) if row is not None else None

    def among(self, urls: Iterable[str]) -> list[Known]:
        """Those of some addresses that are known."""
        wanted, found = list(urls), []
        if self._none or not wanted:
            return []
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _BLOCK):
                block = {"site": self._site, "urls": wanted[start : start + _BLOCK]}
                found += [_known(row) for row in connection.execute(_AT_ADDRESSES, block)]
        return found

    def misses_behind(self, page: Known) -> bool:
        """Whether a file or a further page that this page led to was not had, and may be had by now.

        It was asked for in vain; or nobody knows, for no walk has come to its end since the page was captured.
        """
        ended = self._walked_until
        return page.url in self._parents_of_missed or ended is None or page.capture.captured_at > ended

    @cached_property
    def _walked_until(self) -> datetime | None:
        """When the last walk ended that left nothing of the site for another."""
        with self._engine.connect() as connection:
            walks = connection.execute(_WALKS, {"site": self._site})
            return next((at for at, counts, years in walks if not years and not any(map(counts.get, CUT))), None)

    @cached_property
    def _parents_of_missed(self) -> frozenset[str]:
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(_MISSED, {"site": self._site}))

    def unplaced(self) -> int:
        """How many of the documents that are there were read, cells and all, and name no agency or no year."""
        with self._engine.connect() as connection:
            last = {row.id: row for row in connection.execute(_LAST_READ, {"site": self._site})}
        return sum(row.outcome is ReadingOutcome.UNPLACED and row.kind != NO_CELLS for row in last.values())

    def documents(self, besides: Callable[[str], bool]) -> Iterator[Known]:
        """Every report and attachment that this run has not asked for, ``besides`` those of some addresses.

        All addresses are looked through, but only what is left of them is read.
        """
        if self._none:
            return
        with self._engine.connect().execution_options(yield_per=_BLOCK) as connection:
            addresses = connection.scalars(_DOCUMENTS, {"site": self._site, "now": self._now})
            for block in addresses.partitions():
                yield from self.among(url for url in block if not besides(url))


def last_checked(engine: Engine, site: str, url: str) -> datetime | None:
    """When an address was asked for last; None when it never was."""
    statement = select(_URLS.c.last_checked).where(_URLS.c.site == site, _URLS.c.url == url)
    with engine.connect() as connection:
        return connection.scalar(statement)


def has_capture(engine: Engine, site: str, url: str, captured_at: datetime, body: bytes) -> bool:
    """Whether the answer of this moment with this body is among the captures."""
    same = (_URLS.c.site == site, _URLS.c.url == url, _CAPTURES.c.captured_at == captured_at)
    statement = select(_CAPTURES.c.sha256).join(_URLS, _URLS.c.id == _CAPTURES.c.url_id).where(*same)
    with engine.connect() as connection:
        return hashlib.sha256(body).hexdigest() in connection.scalars(statement).all()


def _statement() -> Select[Any]:
    page = ("url", "etag", "last_modified", "sha256", "last_checked", "outcome", "listed")
    captured = ("captured_at", "status", "size", "content_type", "file", "offset", "length", "context", "unchanged")
    return (
        select(*(_URLS.c[name] for name in page), *(_CAPTURES.c[name] for name in captured))
        .join(_CAPTURES, _CAPTURES.c.id == _URLS.c.capture_id)
        .where(_URLS.c.site == bindparam("site"), _URLS.c.last_checked.is_not(None))
    )


_BLOCK = 500
_WALKS = (
    select(_WALK.c.checked_at, _WALK.c.counts, _WALK.c.years)
    .where(_WALK.c.site == bindparam("site"))
    .order_by(_WALK.c.checked_at.desc())
)
_MISSED = (
    select(_URLS.c.parent)
    .where(_URLS.c.site == bindparam("site"), _URLS.c.capture_id.is_(None), _URLS.c.parent.is_not(None))
    .where(_URLS.c.outcome.in_((FetchOutcome.BLOCKED, FetchOutcome.UNREACHABLE, FetchOutcome.SERVER_ERROR)))
    .distinct()
)
_EVER_UNPLACED = exists().where(
    _ANY_READING.c.capture_id == _URLS.c.capture_id, _ANY_READING.c.outcome == ReadingOutcome.UNPLACED
)
"""A document that some extractor found no place for: of others the last reading need not be looked up."""
_LAST_READ = (
    select(_URLS.c.id, _READINGS.c.outcome, _READINGS.c.kind)
    .join(_READINGS, _READINGS.c.capture_id == _URLS.c.capture_id)
    .where(_URLS.c.site == bindparam("site"), _URLS.c.role.in_(_ROLES))
    .where(_URLS.c.outcome.in_((FetchOutcome.FETCHED, FetchOutcome.UNCHANGED)), _EVER_UNPLACED)
    .order_by(_READINGS.c.at, _READINGS.c.id)
)
"""The readings of such documents that are there, of each the last one last."""
_DOCUMENTS = (
    select(_URLS.c.url)
    .where(_URLS.c.site == bindparam("site"), _URLS.c.capture_id.is_not(None))
    .where(_URLS.c.role.in_(_ROLES), _URLS.c.last_checked < bindparam("now"))
)
_OF_SITE = _statement()
_AT_ADDRESS = _OF_SITE.where(_URLS.c.url == bindparam("url"))
_AT_ADDRESSES = _OF_SITE.where(_URLS.c.url.in_(bindparam("urls", expanding=True)))


def _known(row: Row[Any]) -> Known:
    capture = capture_of(row)
    return Known(
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        sha256=row.sha256,
        capture=capture,
        last_checked=row.last_checked,
        outcome=row.outcome,
        context=replace(capture.context, listed=row.listed),
    )


def capture_of(row: Row[Any]) -> Captured:
    """A capture from its row and its address."""
    return Captured(
        url=row.url,
        captured_at=row.captured_at,
        status=row.status,
        sha256=row.sha256,
        size=row.size,
        content_type=row.content_type,
        etag=row.etag,
        last_modified=row.last_modified,
        pointer=Pointer(row.file, row.offset, row.length),
        context=context_of(row.context),
        unchanged=row.unchanged,
    )


def context_of(stored: Mapping[str, Any]) -> Context:
    """A context as a capture's row keeps it."""
    fields = dict(stored)
    fields["role"] = Role(fields["role"])
    if fields.get("listed"):
        fields["listed"] = datetime.fromisoformat(fields["listed"]).date()
    return Context(**fields)
