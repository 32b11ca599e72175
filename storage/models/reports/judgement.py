"""What a person decided about a finding."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc


class Judgement(Base):
    """Belongs to the report and not to a version, so that it outlives a new reading of the same report.

    ``person`` is who decided, empty where nobody said.
    """

    __tablename__ = "judgements"

    report_id: Mapped[int] = mapped_column(ForeignKey("annual_reports.id"), primary_key=True)
    identity: Mapped[str] = mapped_column(primary_key=True)
    bind: Mapped[str] = mapped_column(primary_key=True)
    verdict: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(Utc)
    person: Mapped[str] = mapped_column(default="", server_default="")
