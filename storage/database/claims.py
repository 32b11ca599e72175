"""Names that one process has to itself on all machines that share a PostgreSQL database.

The server holds them for a connection (advisory locks of a session), so that they are free when the process ends,
however it ends, and when its machine is not to be reached any more. A database of one machine needs none of it.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_SPACE = 2019_0711
"""The first of the two numbers of these locks; the second comes from the name."""
_TAKE = text("SELECT pg_try_advisory_lock(:space, hashtext(:name))")
_KEPT_ALIVE = ("tcp_keepalives_idle = 15", "tcp_keepalives_interval = 5", "tcp_keepalives_count = 3")
"""The server notices within half a minute that the other side is gone; by itself it would after two hours."""


class Claims:
    """Claims of one process; ``close`` gives them back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._names: list[str] = []

    def take(self, names: Iterable[str]) -> str | None:
        """Take all of these or none; the first that another process has, where there is one."""
        wanted = sorted(set(names))
        if not wanted or self._engine.dialect.name != "postgresql":
            return None
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        for setting in _KEPT_ALIVE:
            self._connection.exec_driver_sql(f"SET {setting}")
        for name in wanted:
            if not self._connection.scalar(_TAKE, {"space": _SPACE, "name": name}):
                self.close()
                return name
        self._names = wanted
        return None

    def renew(self) -> str | None:
        """Take again what went with the connection, as with a server that is restarted; the first that another has."""
        if self._connection is None or self._is_connected(self._connection):
            return None
        names = self._names
        self.close()
        return self.take(names)

    @staticmethod
    def _is_connected(connection: Connection) -> bool:
        try:
            connection.exec_driver_sql("SELECT 1")
        except DBAPIError:
            return False
        return True

    def close(self) -> None:
        """The connection with them ends, if it has not already; it does not go back among those of the engine."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
