"""What the years of an agency come to together."""

from decimal import Decimal

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import DIVISIBLE


class AgencyTotal(Base):
    """One concept of one agency, as ``storage.sums.headlines`` last added it up from its years, without summaries.

    ``counted`` years are in it, ``left_out`` have no number that can be added; in ``failing`` of those counted an
    identity that must hold fails. The index leads to those that have most.
    """

    __tablename__ = "agency_totals"
    __table_args__ = (Index(None, "concept", "value"), {"sqlite_with_rowid": False})

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    concept: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Decimal | None] = mapped_column(DIVISIBLE)
    counted: Mapped[int]
    left_out: Mapped[int]
    failing: Mapped[int]
