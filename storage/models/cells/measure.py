"""The dictionary of measures, so that SQL knows what the codebook knows."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Measure(Base):
    """One cell that some form asks for. Ids are given by migrations; labels and units follow ``forms``."""

    __tablename__ = "measures"
    __table_args__ = (UniqueConstraint("table", "row", "column"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table: Mapped[str]
    row: Mapped[str]
    column: Mapped[str]
    label_zh: Mapped[str]
    label_en: Mapped[str]
    unit: Mapped[str | None]


class FormMeasure(Base):
    """Which measures a form asks for, in its order; ``optional`` are rows that only some districts add to it."""

    __tablename__ = "form_measures"

    format: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"))
    optional: Mapped[bool]
