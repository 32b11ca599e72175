"""What became of a document that was read, also when no report came of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc, words


class ReadingOutcome(StrEnum):
    """STORED when every report in it has its place; UNPLACED when one lacks agency or year; REFUSED when none is."""

    STORED = "stored"
    UNPLACED = "unplaced"
    REFUSED = "refused"


NO_CELLS = "no_cells"
"""The kind of an unplaced document in which no number was read: it may be no report at all."""


class Reading(Base):
    """One capture read by one version of the extractors; ``kind`` is that of the refusal, or ``NO_CELLS``."""

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("capture_id", "extractor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    capture_id: Mapped[int] = mapped_column(ForeignKey("captures.id"))
    extractor: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    media_type: Mapped[str]
    at: Mapped[datetime] = mapped_column(Utc)
    outcome: Mapped[ReadingOutcome] = mapped_column(words(ReadingOutcome, "outcome"))
    kind: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="", server_default="")
