"""Which pages have a report, or had it."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc, words
from storage.versions.choice import SourceState


class Source(Base):
    """An address that a report was read from; ``since`` is when it got its state, ``reason`` why it is not live."""

    __tablename__ = "sources"

    report_id: Mapped[int] = mapped_column(ForeignKey("annual_reports.id"), primary_key=True)
    url_id: Mapped[int] = mapped_column(ForeignKey("urls.id"), primary_key=True, index=True)
    state: Mapped[SourceState] = mapped_column(words(SourceState, "state"))
    since: Mapped[datetime] = mapped_column(Utc)
    reason: Mapped[str] = mapped_column(default="", server_default="")
    last_seen: Mapped[datetime] = mapped_column(Utc)
