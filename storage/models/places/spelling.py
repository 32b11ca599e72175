"""How an agency's name was printed."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Spelling(Base):
    """One spelling of an agency's name, and why it is this agency's: what stands for what, one step a line.

    ``reasons`` is empty for a name that is the key itself.
    """

    __tablename__ = "spellings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    reasons: Mapped[str]
