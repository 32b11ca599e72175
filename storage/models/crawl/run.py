"""One run of the crawler."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Utc


class Run(Base):
    """``ended_at`` is null while it runs, and for ever when it was killed."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    stats: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
