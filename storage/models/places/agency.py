"""A body that reports."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.agencies import Kind
from storage.models.base import Base
from storage.models.types import words


class Agency(Base):
    """``key`` is what it is known by (see ``storage.agencies``), ``name`` the fullest it was printed with.

    ``division_code`` is that of the division which it governs (see ``storage.divisions``), if it governs one.
    ``parent_id`` is whom it is under (see ``storage.agencies.superior``), of the agencies that are stored.
    ``valid_from`` and ``valid_to`` are the first and last report year, where a site file says so.
    """

    __tablename__ = "agencies"
    __table_args__ = (UniqueConstraint("district_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("districts.id"))
    key: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[Kind] = mapped_column(words(Kind, "kind"))
    division_code: Mapped[str | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    valid_from: Mapped[int | None]
    valid_to: Mapped[int | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
