"""How each request ended."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc, words
from storage.records import FetchOutcome


class Fetch(Base):
    """The end of one request; ``run_id`` is null when it is known from the archive only."""

    __tablename__ = "fetches"
    __table_args__ = (UniqueConstraint("url_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    url_id: Mapped[int] = mapped_column(ForeignKey("urls.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True)
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    outcome: Mapped[FetchOutcome] = mapped_column(words(FetchOutcome, "outcome"))
    status: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="", server_default="")
