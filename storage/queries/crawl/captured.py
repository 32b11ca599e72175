"""The captures of the database, for checking the archive against them."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from storage.archive.verify import Row
from storage.models import Capture, Url, table_of

_CAPTURES, _URLS = table_of(Capture), table_of(Url)


class Captured:
    """The captures of one state of the database, a file of the archive at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def files(self) -> list[str]:
        """The names of the files that rows point into."""
        return list(self._connection.scalars(select(_CAPTURES.c.file).distinct().order_by(_CAPTURES.c.file)))

    def of(self, file: str) -> Mapping[int, Row]:
        """The rows that point into a file, by offset."""
        statement = (
            select(_CAPTURES.c.offset, _URLS.c.url, _CAPTURES.c.length, _CAPTURES.c.sha256)
            .join(_URLS, _URLS.c.id == _CAPTURES.c.url_id)
            .where(_CAPTURES.c.file == file)
        )
        return {row.offset: Row(row.url, row.length, row.sha256) for row in self._connection.execute(statement)}
