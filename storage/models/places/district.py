"""A county-level government whose agencies report."""

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class District(Base):
    """``code`` is its GB/T 2260 code; ``site`` the id of the site file that names it, the last one if several do.

    ``compared`` is the state in which its reports were compared with each other last (``crosschecks.freshness``).
    """

    __tablename__ = "districts"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    site: Mapped[str]
    compared: Mapped[str | None]
