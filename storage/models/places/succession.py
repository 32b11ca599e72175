"""Who took over from whom."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Succession(Base):
    """One agency in the place of another: several predecessors are a merger, several successors a split."""

    __tablename__ = "successions"
    __table_args__ = ({"sqlite_with_rowid": False},)

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True, index=True)
