"""What does not agree between documents: page against attachment."""

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Plain, words
from storage.records import Outcome


class CrossFinding(Base):
    """One check of a report's current version against other documents; all of a report are made anew together."""

    __tablename__ = "cross_findings"

    report_id: Mapped[int] = mapped_column(ForeignKey("annual_reports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str]
    bind: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))
    left: Mapped[Decimal | None] = mapped_column(Plain)
    right: Mapped[Decimal | None] = mapped_column(Plain)
