"""Printed rows that no form has."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Extra(Base):
    """One row as printed; ``at_table``, ``at_row`` and ``at_column`` say where in the document, counted from 0."""

    __tablename__ = "extras"

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    table: Mapped[str]
    labels: Mapped[list[str]] = mapped_column(JSON)
    cells: Mapped[list[str]] = mapped_column(JSON)
    at_table: Mapped[int]
    at_row: Mapped[int]
    at_column: Mapped[int]
