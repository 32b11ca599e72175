"""One archived answer, and where it stands in the archive."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc


class Capture(Base):
    """``file``, ``offset`` and ``length`` point to the record; ``unchanged`` for one that repeats an earlier body."""

    __tablename__ = "captures"
    __table_args__ = (UniqueConstraint("file", "offset"), Index(None, "url_id", "captured_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    url_id: Mapped[int] = mapped_column(ForeignKey("urls.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"), index=True)
    captured_at: Mapped[datetime] = mapped_column(Utc, index=True)
    status: Mapped[int]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    content_type: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    file: Mapped[str]
    offset: Mapped[int] = mapped_column(BigInteger)
    length: Mapped[int] = mapped_column(BigInteger)
    context: Mapped[dict[str, Any]] = mapped_column(JSON)
    unchanged: Mapped[bool]
