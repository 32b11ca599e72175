"""One document read by one extractor, as a version of the report that it holds."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc, words
from storage.records import Scope

_CURRENT = text("current")


class Version(Base):
    """``number`` counts from 1 within the report; at most one version of a report is ``current``.

    ``digest`` covers what was read, so that the same content gives no second version of the same page. ``failing``
    counts hard identities that fail, ``unread`` cells that are missing or unreadable, ``asked`` the cells of the form:
    what the choice of the current version goes by. ``agency`` is as printed in this document, ``facts`` says for each
    fact where it was taken from.
    """

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        Index("uq_versions_current", "report_id", unique=True, sqlite_where=_CURRENT, postgresql_where=_CURRENT),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("annual_reports.id"))
    number: Mapped[int]
    current: Mapped[bool]
    url_id: Mapped[int] = mapped_column(ForeignKey("urls.id"), index=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"), index=True)
    sha256: Mapped[str]
    media_type: Mapped[str]
    extractor: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(Utc, index=True)
    digest: Mapped[str]
    format: Mapped[str]
    agency: Mapped[str]
    title: Mapped[str | None]
    published: Mapped[date | None] = mapped_column(Date)
    scope: Mapped[Scope] = mapped_column(words(Scope, "scope"))
    index_number: Mapped[str | None]
    site_code: Mapped[str | None]
    district_code: Mapped[str | None]
    warnings: Mapped[list[str]] = mapped_column(JSON)
    facts: Mapped[dict[str, str]] = mapped_column(JSON)
    failing: Mapped[int]
    unread: Mapped[int]
    asked: Mapped[int]
