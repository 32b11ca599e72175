"""What the views are, as the database itself says it."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, select

from storage.models import Described, table_of
from storage.queries.narrowing import UnknownError

_DICTIONARY = table_of(Described)


class ViewRow(NamedTuple):
    """A view and what one of its rows is, or a column of it; ``column`` and ``kind`` are None for the view itself."""

    view: str
    column: str | None
    kind: str | None
    description_zh: str
    description_en: str
    unit: str | None


def views(connection: Connection) -> Iterator[ViewRow]:
    """Every view, by name."""
    statement = select(*(_DICTIONARY.c[name] for name in ViewRow._fields)).where(_DICTIONARY.c.position == 0)
    yield from map(ViewRow._make, connection.execute(statement.order_by(_DICTIONARY.c.view)))


def columns(connection: Connection, view: str) -> Iterator[ViewRow]:
    """The columns of a view, in their order. Raises UnknownError."""
    statement = select(*(_DICTIONARY.c[name] for name in ViewRow._fields))
    of_view = statement.where(_DICTIONARY.c.view == view, _DICTIONARY.c.position > 0)
    found = connection.execute(of_view.order_by(_DICTIONARY.c.position)).all()
    if not found:
        raise UnknownError(f"there is no view {view}: take {', '.join(row.view for row in views(connection))}")
    yield from map(ViewRow._make, found)
