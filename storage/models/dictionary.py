"""What the views and their columns are, in Chinese and English, for whoever asks in SQL."""

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Described(Base):
    """A column of a view, in its order from 1 on; at position 0, without ``column`` and ``kind``, the view itself."""

    __tablename__ = "dictionary"

    view: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    column: Mapped[str | None]
    kind: Mapped[str | None]
    description_zh: Mapped[str]
    description_en: Mapped[str]
    unit: Mapped[str | None]
