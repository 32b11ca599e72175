"""What does not agree between documents: page against attachment, year against year, district against agencies."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Plain, Utc, words
from storage.records import Outcome


class CrossFinding(Base):
    """One check of what is shown of a report against other documents, for every outcome but ``pass``.

    It held from ``since`` until ``until``; one that still holds has no ``until``. ``code`` says in one word what is
    behind it (``storage.crosschecks.Code``), ``position`` puts those of a report in order.
    """

    __tablename__ = "cross_findings"

    report_id: Mapped[int] = mapped_column(ForeignKey("annual_reports.id"), primary_key=True)
    identity: Mapped[str] = mapped_column(primary_key=True)
    bind: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(Utc, primary_key=True)
    until: Mapped[datetime | None] = mapped_column(Utc)
    position: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))
    left: Mapped[Decimal | None] = mapped_column(Plain)
    right: Mapped[Decimal | None] = mapped_column(Plain)
    code: Mapped[str] = mapped_column(default="", server_default="")
