"""Agencies and districts by words of their names."""

from dataclasses import dataclass

from sqlalchemy import Connection

from storage.agencies import Kind
from storage.queries.places.districts import named
from storage.queries.places.finding import find_agencies, find_districts, words_of

MOST_DISTRICTS = 10
"""That are listed before the agencies."""


@dataclass(frozen=True, slots=True)
class Place:
    """A district; ``id`` is what a comparison has for it with all its agencies."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """An agency; ``id`` is what a comparison has for it, ``key`` what its address has."""

    id: str
    district_code: str
    district: str
    key: str
    name: str
    kind: Kind
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class Agencies:
    """A page of what was found for ``q``; ``next_page`` is null where there is no more."""

    q: str
    district: str | None
    page: int
    next_page: int | None
    districts: tuple[Place, ...]
    agencies: tuple[Found, ...]


def agencies(connection: Connection, q: str, *, district: str | None, page: int, limit: int) -> Agencies:
    """Of every word of ``q`` in the name, or in the name or code of the district. Raises UnknownError."""
    if district is not None:
        named(connection, district)
    words = words_of(q)
    rows = find_agencies(connection, words, district=district, limit=limit + 1, offset=(page - 1) * limit)
    places = find_districts(connection, words, limit=MOST_DISTRICTS) if page == 1 and district is None else []
    return Agencies(
        q,
        district,
        page,
        page + 1 if len(rows) > limit else None,
        tuple(Place(each.code, each.name) for each in places),
        tuple(Found(f"{each.district_code}/{each.key}", *each) for each in rows[:limit]),
    )
