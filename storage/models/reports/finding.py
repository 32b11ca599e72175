"""Identities that did not simply hold."""

from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import Plain, words
from storage.records import Outcome


class VersionFinding(Base):
    """One identity on one binding, for every outcome but ``pass``; ``bind`` is a JSON object with sorted keys."""

    __tablename__ = "version_findings"

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str]
    bind: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))
    left: Mapped[Decimal | None] = mapped_column(Plain)
    right: Mapped[Decimal | None] = mapped_column(Plain)
    assumed_zero: Mapped[bool]
    convention: Mapped[str]
