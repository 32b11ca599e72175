"""One agency's report of one year."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc, words


class ReportStatus(StrEnum):
    """WITHDRAWN when every page that had it is gone; MISREAD when its bytes are now read as another report.

    A misread report has no current version, so that queries and exports do not show it.
    """

    CURRENT = "current"
    WITHDRAWN = "withdrawn"
    MISREAD = "misread"


class AnnualReport(Base):
    """``last_checked`` is when a page that has it was last seen to have it, ``last_changed`` when a version came.

    ``pinned`` is the number of the version that a person chose among those up to ``pinned_among``; it counts until a
    later one comes.
    """

    __tablename__ = "annual_reports"
    __table_args__ = (UniqueConstraint("agency_id", "year"), Index(None, "year"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    year: Mapped[int]
    status: Mapped[ReportStatus] = mapped_column(words(ReportStatus, "status"))
    first_seen: Mapped[datetime] = mapped_column(Utc, index=True)
    last_changed: Mapped[datetime] = mapped_column(Utc)
    last_checked: Mapped[datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    withdrawn_reason: Mapped[str | None]
    pinned: Mapped[int | None]
    pinned_among: Mapped[int | None]
    pinned_reason: Mapped[str | None]
