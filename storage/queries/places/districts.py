"""The districts by their codes."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from storage.models import District, table_of
from storage.queries.narrowing import UnknownError
from storage.queries.snapshot import bytewise

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


class Name(NamedTuple):
    """What a district is called."""

    code: str
    name: str


def names(connection: Connection, *, limit: int) -> list[Name]:
    """At most so many, by code."""
    statement = select(_DISTRICTS.c.code, _DISTRICTS.c.name).order_by(bytewise(connection, _DISTRICTS.c.code))
    return [Name._make(row) for row in connection.execute(statement.limit(limit))]


def names_of(connection: Connection, codes: Iterable[str]) -> dict[str, str]:
    """What the districts of these codes are called; those that are not stored are left out."""
    wanted = select(_DISTRICTS.c.code, _DISTRICTS.c.name).where(_DISTRICTS.c.code.in_(list(codes)))
    return {row.code: row.name for row in connection.execute(wanted)}


def named(connection: Connection, code: str) -> Place:
    """Raises UnknownError."""
    row = connection.execute(_NAMED, {"code": code}).first()
    if row is None:
        raise UnknownError(f"no district {code} is stored")
    return Place._make(row)
