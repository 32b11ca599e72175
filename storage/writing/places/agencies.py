"""The rows of agencies: their names, years, successors and parents."""

from typing import NamedTuple

from sqlalchemy import bindparam, case, func, insert, select, update

from storage import agencies, divisions
from storage.models import Agency, Succession, table_of
from storage.records import Registered
from storage.writing.places import spellings
from storage.writing.work import Place, Work, unless_there

_AGENCIES, _SUCCESSIONS = table_of(Agency), table_of(Succession)

_AGENCY = select(_AGENCIES.c.id, _AGENCIES.c.name, _AGENCIES.c.valid_to).where(
    _AGENCIES.c.district_id == bindparam("district"), _AGENCIES.c.key == bindparam("known_as")
)
_NEW_AGENCY = insert(_AGENCIES).returning(_AGENCIES.c.id)
_RENAMED_AGENCY = update(_AGENCIES).where(_AGENCIES.c.id == bindparam("row")).values(name=bindparam("new_name"))
_NEW_SUCCESSION = unless_there(_SUCCESSIONS, "predecessor_id", "successor_id")
_ALONE = case((func.count() == 1, func.min(_SUCCESSIONS.c.successor_id)))
_SUCCEEDED = (
    update(_AGENCIES)
    .where(_AGENCIES.c.id == bindparam("row"))
    .values(
        successor_id=select(_ALONE).where(_SUCCESSIONS.c.predecessor_id == bindparam("row")).scalar_subquery(),
    )
)
"""The one that took over; of an agency that was split there is none, for its numbers go on under no name alone."""


class Body(NamedTuple):
    """An agency's row."""

    id: int
    name: str
    valid_to: int | None


def agency_of(work: Work, district: Place, name: str) -> Body:
    """The agency's row by its key within the district, under its fullest name."""
    identity = agencies.identify(name, district.name)
    row = work.connection.execute(_AGENCY, {"district": district.id, "known_as": identity.key}).first()
    clean = agencies.clean(name)
    if row is None:
        division = divisions.code_of(district.code, district.name, identity.key)
        values = {"district_id": district.id, "key": identity.key, "name": clean, "kind": identity.kind}
        made = work.connection.execute(_NEW_AGENCY, {**values, "division_code": division})
        work.grown.add(district.id)
        body = Body(made.scalar_one(), clean, None)
        spellings.note(work.connection, body.id, clean, identity)
        return body
    found = Body._make(row)
    if clean != found.name:
        spellings.note(work.connection, found.id, clean, identity)
    fullest = agencies.fullest((found.name, name))
    if fullest != found.name:
        work.connection.execute(_RENAMED_AGENCY, {"row": found.id, "new_name": fullest})
    return found._replace(name=fullest)


def register(work: Work, district: Place, registered: Registered) -> None:
    """Years and successors as the site file has them; what replaces another has its reports from then on."""
    for named in registered.agencies:
        agency = agency_of(work, district, named.name)
        _set_agency(work, agency.id, valid_from=named.valid_from, valid_to=named.valid_to)
        for former in named.replaces:
            old = agency_of(work, district, former)
            pair = {"predecessor_id": old.id, "successor_id": agency.id}
            work.connection.execute(_NEW_SUCCESSION[work.connection.dialect.name], pair)
            work.connection.execute(_SUCCEEDED, {"row": old.id})
            if old.valid_to is None and named.valid_from is not None:
                _set_agency(work, old.id, valid_to=named.valid_from - 1)


def _set_agency(work: Work, number: int, **values: int | None) -> None:
    work.connection.execute(update(_AGENCIES).where(_AGENCIES.c.id == number).values(values))
