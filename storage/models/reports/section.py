"""The text of a report, by its top-level sections and by the topics of the first."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base
from storage.models.types import words


class SectionLevel(StrEnum):
    """SECTION is one of the top-level headings, TOPIC a part of 总体情况."""

    SECTION = "section"
    TOPIC = "topic"


class Section(Base):
    """One section or topic, in the order of the document."""

    __tablename__ = "version_sections"

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    level: Mapped[SectionLevel] = mapped_column(words(SectionLevel, "level"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
