"""How the walk of a site ended."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc, words
from storage.records import Verdict


class Walk(Base):
    """One site in one run, with its verdict and counts; ``years`` when it asked for reports of these years only."""

    __tablename__ = "walks"
    __table_args__ = (UniqueConstraint("site", "checked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True)
    site: Mapped[str]
    code: Mapped[str]
    verdict: Mapped[Verdict] = mapped_column(words(Verdict, "verdict"))
    reason: Mapped[str]
    checked_at: Mapped[datetime] = mapped_column(Utc, index=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    years: Mapped[list[int]] = mapped_column(JSON)
