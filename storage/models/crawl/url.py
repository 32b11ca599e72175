"""The state of an address, so that the next crawl asks only for what changed."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc, words
from storage.records import FetchOutcome, Role


class Url(Base):
    """An address as one site knows it, with what the link said of it and how the last request ended.

    ``outcome``, ``status`` and ``reason`` are of the last request, null before the first has ended. ``etag``,
    ``last_modified``, ``sha256`` and ``capture_id`` are of the last good answer; a block page does not touch them.
    ``agency`` is as the link named it, ``agency_key`` the same as in ``agencies``.
    """

    __tablename__ = "urls"
    __table_args__ = (UniqueConstraint("site", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str]
    url: Mapped[str] = mapped_column(index=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"), index=True)
    role: Mapped[Role] = mapped_column(words(Role, "role"))
    parent: Mapped[str | None]
    link_title: Mapped[str | None]
    column: Mapped[str | None]
    listed: Mapped[date | None] = mapped_column(Date)
    agency: Mapped[str | None]
    agency_key: Mapped[str | None]
    year: Mapped[int | None]
    first_seen: Mapped[datetime] = mapped_column(Utc)
    last_checked: Mapped[datetime | None] = mapped_column(Utc)
    outcome: Mapped[FetchOutcome | None] = mapped_column(words(FetchOutcome, "outcome"))
    status: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    sha256: Mapped[str | None]
    capture_id: Mapped[int | None]
    """The last good answer that has its body with it. No foreign key: captures refer to addresses, not both ways."""
