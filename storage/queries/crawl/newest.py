"""When the newest document of the database was fetched: what a state of it is dated by."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.models import Capture, table_of


def newest(connection: Connection) -> datetime | None:
    """The moment of the newest capture; None where there is none."""
    found: datetime | None = connection.scalar(select(func.max(table_of(Capture).c.captured_at)))
    return found
