"""The rows of agencies: their names, years, successors and parents."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, bindparam, case, delete, exists, func, insert, select, update

from storage import agencies, divisions
from storage.models import AGENCY_YEARS, Agency, AgencyTotal, AnnualReport, District, Spelling, Succession, table_of
from storage.records import Registered
from storage.writing.places import spellings
from storage.writing.work import Place, Work

_AGENCIES, _SUCCESSIONS = table_of(Agency), table_of(Succession)
_DISTRICTS, _REPORTS = table_of(District), table_of(AnnualReport)
_ABOUT = (table_of(Spelling), table_of(AgencyTotal), AGENCY_YEARS)
Years: TypeAlias = tuple[int | None, int | None]
"""The first and the last report year."""

_AGENCY = select(_AGENCIES.c.id, _AGENCIES.c.name, _AGENCIES.c.valid_to).where(
    _AGENCIES.c.district_id == bindparam("district"), _AGENCIES.c.key == bindparam("known_as")
)
_NEW_AGENCY = insert(_AGENCIES).returning(_AGENCIES.c.id)
_RENAMED_AGENCY = update(_AGENCIES).where(_AGENCIES.c.id == bindparam("row")).values(name=bindparam("new_name"))
_OF_DISTRICT = select(_AGENCIES.c.id, _AGENCIES.c.valid_from, _AGENCIES.c.valid_to).where(
    _AGENCIES.c.district_id == bindparam("district")
)
_WITHOUT_REPORT = (
    select(_AGENCIES.c.id)
    .where(_AGENCIES.c.district_id == bindparam("district"))
    .where(~exists().where(_REPORTS.c.agency_id == _AGENCIES.c.id))
)
_STORED = (
    select(_SUCCESSIONS.c.predecessor_id, _SUCCESSIONS.c.successor_id)
    .join(_AGENCIES, _AGENCIES.c.id == _SUCCESSIONS.c.predecessor_id)
    .where(_AGENCIES.c.district_id == bindparam("district"))
)
_TAKEN_BACK = delete(_SUCCESSIONS).where(
    _SUCCESSIONS.c.predecessor_id == bindparam("former"), _SUCCESSIONS.c.successor_id == bindparam("later")
)
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
    """Years and successors as the site file has them now; what replaces another has its reports from then on.

    What an earlier file said and this one does not is taken back, an agency that no report is of included.
    """
    years: dict[int, Years] = {}
    ends: dict[int, int | None] = {}
    pairs: dict[tuple[int, int], None] = {}
    for named in registered.agencies:
        agency = agency_of(work, district, named.name).id
        years[agency] = (named.valid_from, named.valid_to)
        for replaced in named.replaces:
            former = agency_of(work, district, replaced).id
            pairs[former, agency] = None
            if ends.get(former) is None:
                ends[former] = None if named.valid_from is None else named.valid_from - 1
    _set_successions(work, district, tuple(pairs))
    for row in work.connection.execute(_OF_DISTRICT, {"district": district.id}).all():
        valid_from, valid_to = years.get(row.id, (None, None))
        stated = {"valid_from": valid_from, "valid_to": ends.get(row.id) if valid_to is None else valid_to}
        if stated != {"valid_from": row.valid_from, "valid_to": row.valid_to}:
            work.connection.execute(update(_AGENCIES).where(_AGENCIES.c.id == row.id).values(stated))
    _forget(work, district, years.keys() | ends.keys())


def are_registered(connection: Connection, code: str) -> bool:
    """Whether anything of a district's agencies is there that only a site file can have said."""
    reported = exists().where(_REPORTS.c.agency_id == _AGENCIES.c.id)
    followed = exists().where(_SUCCESSIONS.c.predecessor_id == _AGENCIES.c.id)
    stated = _AGENCIES.c.valid_from.is_not(None) | _AGENCIES.c.valid_to.is_not(None)
    said = select(_AGENCIES.c.id).join(_DISTRICTS).where(_DISTRICTS.c.code == code, stated | followed | ~reported)
    return bool(connection.scalar(select(exists(said))))


def _set_successions(work: Work, district: Place, pairs: Sequence[tuple[int, int]]) -> None:
    """These and no others, and whom that makes the successor of those concerned."""
    stored = {tuple(row) for row in work.connection.execute(_STORED, {"district": district.id})}
    for former, later in stored - set(pairs):
        work.connection.execute(_TAKEN_BACK, {"former": former, "later": later})
    if new := [
        {"predecessor_id": former, "successor_id": later} for former, later in pairs if (former, later) not in stored
    ]:
        work.connection.execute(insert(_SUCCESSIONS), new)
    for former in {former for former, _ in stored ^ set(pairs)}:
        work.connection.execute(_SUCCEEDED, {"row": former})


def _forget(work: Work, district: Place, named: Collection[int]) -> None:
    """Take away agencies that only an earlier file named: nothing is expected of them any more."""
    gone = set(work.connection.scalars(_WITHOUT_REPORT, {"district": district.id})) - set(named)
    if gone:
        work.connection.execute(update(_AGENCIES).where(_AGENCIES.c.parent_id.in_(gone)).values(parent_id=None))
        for table in _ABOUT:
            work.connection.execute(delete(table).where(table.c.agency_id.in_(gone)))
        work.connection.execute(delete(_AGENCIES).where(_AGENCIES.c.id.in_(gone)))
        work.grown.add(district.id)
