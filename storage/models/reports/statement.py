"""Numbers that the prose states."""

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Plain


class Statement(Base):
    """One number with its sentence, in the order of the document."""

    __tablename__ = "version_statements"

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    value: Mapped[Decimal] = mapped_column(Plain)
    sentence: Mapped[str]
