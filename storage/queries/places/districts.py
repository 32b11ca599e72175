"""One district by its code."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from storage.models import District, table_of
from storage.queries.narrowing import UnknownError

_DISTRICTS = table_of(District)
_NAMED = select(_DISTRICTS.c.id, _DISTRICTS.c.code, _DISTRICTS.c.name, _DISTRICTS.c.site).where(
    _DISTRICTS.c.code == bindparam("code")
)


class Place(NamedTuple):
    """``id`` is of this database only."""

    id: int
    code: str
    name: str
    site: str


def named(connection: Connection, code: str) -> Place:
    """Raises UnknownError."""
    row = connection.execute(_NAMED, {"code": code}).first()
    if row is None:
        raise UnknownError(f"no district {code} is stored")
    return Place._make(row)
