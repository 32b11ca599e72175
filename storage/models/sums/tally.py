"""How many findings the reports of a district have, kept so that a country's worth of them is counted at once."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import words
from storage.records import Outcome


class Tally(Base):
    """Of what is shown, as ``storage.sums.tallies`` last counted it; ``code`` is that of findings across documents."""

    __tablename__ = "district_findings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"), primary_key=True)
    identity: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
