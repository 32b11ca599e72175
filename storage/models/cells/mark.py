"""Cells that are not a plainly printed number."""

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Plain, words
from storage.records import State


class Mark(Base):
    """One cell whose state, raw text, unit, label or source says more than its column in the wide row does.

    ``value`` only where that column cannot hold the number: a count with a fraction, or one beyond 32 bits. A cell
    without number and without mark is what its wide row says of the rest, or missing. ``ocr`` is how certain the text
    is that was recognised in a picture, 0 to 1.
    """

    __tablename__ = "marks"
    __table_args__ = ({"sqlite_with_rowid": False},)

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    state: Mapped[State] = mapped_column(words(State, "state"))
    raw: Mapped[str | None]
    value: Mapped[Decimal | None] = mapped_column(Plain)
    unit: Mapped[str | None]
    match: Mapped[float | None]
    ocr: Mapped[float | None]
