"""Keeps the index with the versions; on each database its own way."""

from collections.abc import Callable, Iterable
from types import ModuleType

from sqlalchemy import Connection, exists, select

from storage.models import Version, table_of
from storage.search import schema, texts

AT_ONCE = 200
"""Versions whose text is in memory while the index is made anew."""
_VERSIONS = table_of(Version)


def put(connection: Connection, said: Iterable[texts.Text], *, current: bool) -> None:
    """Add what new versions say."""
    way(connection).put(connection, said, current=current)


def put_stored(connection: Connection, versions: Iterable[int], *, current: bool = True) -> None:
    """Add what versions say whose text is stored already; many at a time."""
    put(connection, texts.stored(connection, versions), current=current)


def move(connection: Connection, *, hidden: Iterable[int] = (), shown: Iterable[int] = ()) -> None:
    """Versions that are current no more, and those that became it."""
    for versions, current in ((list(hidden), False), (list(shown), True)):
        if versions:
            way(connection).move(connection, texts.stored(connection, versions), current=current)


def rebuild(connection: Connection, on_version: Callable[[int], object] | None = None) -> int:
    """Make the index anew from the stored text; how many versions it has then. ``on_version`` is told the count."""
    schema.drop(connection)
    versions = connection.execute(select(_VERSIONS.c.id, _VERSIONS.c.current).order_by(_VERSIONS.c.id)).all()
    with schema.making(connection):
        for first in range(0, len(versions), AT_ONCE):
            batch = versions[first : first + AT_ONCE]
            for current in (True, False):
                ids = [row.id for row in batch if row.current is current]
                put_stored(connection, ids, current=current)
            if on_version is not None:
                on_version(first + len(batch))
    return len(versions)


def catch_up(connection: Connection) -> None:
    """Make it for the versions that were there before it was of this kind."""
    if connection.dialect.name == "postgresql":
        missing = ~exists(select(schema.WORDS.c.version_id)) & exists(select(_VERSIONS.c.id))
        if connection.scalar(select(missing)):
            rebuild(connection)


def way(connection: Connection) -> ModuleType:
    """How it is done on this database."""
    from storage.search import lite, postgres  # noqa: PLC0415

    return postgres if connection.dialect.name == "postgresql" else lite
