"""Which version of a report was shown, and from when on."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.reports.report import ReportStatus
from storage.models.types import Utc, words


class Showing(Base):
    """From ``at`` on this version was shown in this status, none where ``version_id`` is null. Rows are only added.

    A report without a row has shown its first version, as current, ever since that was made: nearly all do. ``number``
    counts from 1 within the report; ``reason`` says why a report was withdrawn, or why a person chose the version.
    """

    __tablename__ = "showings"

    report_id: Mapped[int] = mapped_column(ForeignKey("annual_reports.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    status: Mapped[ReportStatus] = mapped_column(words(ReportStatus, "status"))
    reason: Mapped[str] = mapped_column(default="", server_default="")
