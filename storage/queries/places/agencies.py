"""The agencies of one district, and one of them by its key."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from storage.agencies import Kind, identify
from storage.models import Agency, Spelling, table_of
from storage.queries.narrowing import UnknownError
from storage.queries.places.districts import Place
from storage.queries.snapshot import bytewise

_AGENCIES, _SPELLINGS = table_of(Agency), table_of(Spelling)
_SUCCESSORS, _PARENTS = _AGENCIES.alias("successors"), _AGENCIES.alias("parents")
_OF_DISTRICT = (
    select(
        _AGENCIES.c.id,
        _AGENCIES.c.key,
        _AGENCIES.c.name,
        _AGENCIES.c.kind,
        _AGENCIES.c.division_code,
        _AGENCIES.c.valid_from,
        _AGENCIES.c.valid_to,
        _SUCCESSORS.c.key.label("successor"),
        _PARENTS.c.key.label("parent"),
    )
    .select_from(
        _AGENCIES.outerjoin(_SUCCESSORS, _SUCCESSORS.c.id == _AGENCIES.c.successor_id).outerjoin(
            _PARENTS, _PARENTS.c.id == _AGENCIES.c.parent_id
        )
    )
    .where(_AGENCIES.c.district_id == bindparam("district"))
)


class Spelt(NamedTuple):
    """A name as it was printed, and what in it stands for what; nothing where it is the key itself."""

    name: str
    reasons: tuple[str, ...]


class Body(NamedTuple):
    """An agency; ``successor`` is the key of the one that took over, ``parent`` of the one that it is under."""

    id: int
    key: str
    name: str
    kind: Kind
    division_code: str | None
    valid_from: int | None
    valid_to: int | None
    successor: str | None
    parent: str | None


def agencies_of(connection: Connection, district: int) -> list[Body]:
    """By name."""
    statement = _OF_DISTRICT.order_by(bytewise(connection, _AGENCIES.c.name), bytewise(connection, _AGENCIES.c.key))
    return [Body._make(row) for row in connection.execute(statement, {"district": district})]


def spellings_of(connection: Connection, agency: int) -> list[Spelt]:
    """Every name that the agency was printed with, by name."""
    statement = (
        select(_SPELLINGS.c.name, _SPELLINGS.c.reasons)
        .where(_SPELLINGS.c.agency_id == agency)
        .order_by(bytewise(connection, _SPELLINGS.c.name))
    )
    return [Spelt(row.name, tuple(row.reasons.splitlines())) for row in connection.execute(statement)]


def agency_of(connection: Connection, place: Place, name: str) -> Body:
    """By its key or any name that it goes by in this district. Raises UnknownError."""
    bodies = agencies_of(connection, place.id)
    key = identify(name, place.name).key
    found = next((body for body in bodies if body.key == name), None)
    found = found or next((body for body in bodies if key == body.key), None)
    if found is None:
        raise UnknownError(f"no agency {name} is stored in {place.name}")
    return found
