"""What the agencies of a district come to together, kept so that a country's worth of it is read at once."""

from sqlalchemy import Double, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Headline(Base):
    """One indicator of one district and year, as ``storage.sums.headlines`` last added it up from single agencies.

    ``counted`` reports are in the sums, ``left_out`` have a number missing; in ``failing`` of those counted an identity
    that must hold fails.
    """

    __tablename__ = "district_headlines"
    __table_args__ = (Index(None, "indicator", "year"), {"sqlite_with_rowid": False})

    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    indicator: Mapped[str] = mapped_column(primary_key=True)
    numerator: Mapped[float | None] = mapped_column(Double)
    denominator: Mapped[float | None] = mapped_column(Double)
    counted: Mapped[int]
    left_out: Mapped[int]
    failing: Mapped[int]
