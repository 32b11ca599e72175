"""Rows for who and where: districts, agencies, addresses; each is looked for once in a transaction.

Whoever writes about a district holds its row to the end of the transaction: on PostgreSQL, where many processes write
at once, those of one district take turns, and what was looked up stays as it is until it is done with. SQLite takes one
writer anyway. A transaction about several districts takes them by their codes, so that no two wait for each other.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Executable, bindparam, insert, select, update

from storage import agencies, divisions
from storage.models import Agency, AnnualReport, District, Succession, Url, table_of
from storage.records import Context, Registered
from storage.writing.work import Address, Place, Work, unless_there

_DISTRICTS, _AGENCIES, _URLS, _REPORTS = map(table_of, (District, Agency, Url, AnnualReport))

LINKED = (
    "district_id", "role", "parent", "link_title", "column", "listed", "agency", "year", "agency_key",
)  # fmt: skip
"""The columns of an address that the newest link decides."""

_STATE = ("id", "district_id", "capture_id", "outcome", "reason")
_ROW: BindParameter[int] = bindparam("row")

_HELD_PLACE = select(*(_DISTRICTS.c[n] for n in Place._fields)).with_for_update(key_share=True)
"""Not against those who refer to the row, as whoever inserts something about the district does."""
_DISTRICT = _HELD_PLACE.where(_DISTRICTS.c.code == bindparam("code"))
_DISTRICT_AT = _HELD_PLACE.where(_DISTRICTS.c.id == _ROW)
_ALL_DISTRICTS = _HELD_PLACE.order_by(_DISTRICTS.c.code)
_DISTRICT_OF_REPORT = (
    select(_AGENCIES.c.district_id)
    .join(_REPORTS, _REPORTS.c.agency_id == _AGENCIES.c.id)
    .where(_REPORTS.c.id == bindparam("report"))
)
_NEW_DISTRICT = unless_there(_DISTRICTS, "code")
_RENAMED_DISTRICT = (
    update(_DISTRICTS).where(_DISTRICTS.c.id == _ROW).values(name=bindparam("new_name"), site=bindparam("new_site"))
)
_AGENCY = select(_AGENCIES.c.id, _AGENCIES.c.name, _AGENCIES.c.valid_to).where(
    _AGENCIES.c.district_id == bindparam("district"), _AGENCIES.c.key == bindparam("known_as")
)
_NEW_AGENCY = insert(_AGENCIES).returning(_AGENCIES.c.id)
_RENAMED_AGENCY = update(_AGENCIES).where(_AGENCIES.c.id == _ROW).values(name=bindparam("new_name"))
_ADDRESS = select(*(_URLS.c[n] for n in (*_STATE, *LINKED[1:]))).where(
    _URLS.c.site == bindparam("of_site"), _URLS.c.url == bindparam("at_url")
)
_ADDRESS_OF = select(*(_URLS.c[n] for n in (*_STATE, *LINKED[1:]))).where(_URLS.c.id == _ROW)
_NEW_ADDRESS = insert(_URLS).returning(_URLS.c.id)
_LINKED_ANEW = update(_URLS).where(_URLS.c.id == _ROW).values({n: bindparam(f"new_{n}") for n in LINKED})

_NEW_SUCCESSION = unless_there(table_of(Succession), "predecessor_id", "successor_id")


class Body(NamedTuple):
    """An agency's row."""

    id: int
    name: str
    valid_to: int | None


def district_of(work: Work, context: Context) -> Place:
    """The district's row, made when it is new; the last site file that names it counts."""
    found = hold_district(work, context.code) or _make_district(work, context)
    if (found.name, found.site) != (context.district, context.site):
        names = {"new_name": context.district, "new_site": context.site}
        work.connection.execute(_RENAMED_DISTRICT, {"row": found.id, **names})
        found = found._replace(name=context.district, site=context.site)
        work.places[context.code] = found
    return found


def hold_district(work: Work, code: str) -> Place | None:
    """The district's row, held to the end of the transaction; None for one that is not there yet."""
    if code not in work.places:
        _hold(work, _DISTRICT, code=code)
    return work.places.get(code)


def hold_report(work: Work, report: int) -> None:
    """The district that a report belongs to; for one that is not there, none."""
    district: int | None = work.connection.scalar(_DISTRICT_OF_REPORT, {"report": report})
    if district is not None:
        _hold(work, _DISTRICT_AT, row=district)


def hold_all(work: Work) -> None:
    """Every district there is, for what may touch any report."""
    _hold(work, _ALL_DISTRICTS)


def _hold(work: Work, statement: Executable, **which: str | int) -> None:
    for row in work.connection.execute(statement, which).all():
        work.places.setdefault(row.code, Place._make(row))


def _make_district(work: Work, context: Context) -> Place:
    """Another process may make it at the same moment: then this one waits, and has the other's row."""
    values = {"code": context.code, "name": context.district, "site": context.site}
    work.connection.execute(_NEW_DISTRICT[work.connection.dialect.name], values)
    _hold(work, _DISTRICT, code=context.code)
    return work.places[context.code]


def district_at(work: Work, number: int) -> Place:
    """The row of a district that an address belongs to."""
    for place in work.places.values():
        if place.id == number:
            return place
    row = work.connection.execute(_DISTRICT_AT, {"row": number}).one()
    return work.places.setdefault(row.code, Place._make(row))


def agency_of(work: Work, district: Place, name: str) -> Body:
    """The agency's row by its key within the district, under its fullest name."""
    identity = agencies.identify(name, district.name)
    row = work.connection.execute(_AGENCY, {"district": district.id, "known_as": identity.key}).first()
    if row is None:
        clean = agencies.clean(name)
        division = divisions.code_of(district.code, district.name, identity.key)
        values = {"district_id": district.id, "key": identity.key, "name": clean, "kind": identity.kind}
        made = work.connection.execute(_NEW_AGENCY, {**values, "division_code": division})
        return Body(made.scalar_one(), clean, None)
    found = Body._make(row)
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
            _set_agency(work, old.id, successor_id=agency.id)
            pair = {"predecessor_id": old.id, "successor_id": agency.id}
            work.connection.execute(_NEW_SUCCESSION[work.connection.dialect.name], pair)
            if old.valid_to is None and named.valid_from is not None:
                _set_agency(work, old.id, valid_to=named.valid_from - 1)


def _set_agency(work: Work, number: int, **values: int | None) -> None:
    work.connection.execute(update(_AGENCIES).where(_AGENCIES.c.id == number).values(values))


def known_address(work: Work, site: str, url: str) -> Address | None:
    """The address's row as it is, None for one that the site never had."""
    found = work.addresses.get((site, url))
    if found is not None:
        return found
    row = work.connection.execute(_ADDRESS, {"of_site": site, "at_url": url}).first()
    if row is None:
        return None
    return work.addresses.setdefault((site, url), _address(tuple(row)))


def address_at(work: Work, number: int) -> Address:
    """The address's row by its number, as it is while its district is held."""
    for address in work.addresses.values():
        if address.id == number:
            return address
    address = _read_address(work, number)
    if all(place.id != address.district for place in work.places.values()):
        district_at(work, address.district)
        return _read_address(work, number)  # it may have moved until the district was to be had
    return address


def _read_address(work: Work, number: int) -> Address:
    return _address(tuple(work.connection.execute(_ADDRESS_OF, {"row": number}).one()))


def _address(row: tuple[Any, ...]) -> Address:
    number, district, capture, outcome, reason, *links = row
    return Address(number, district, capture, outcome, reason, (district, *links))


def address_of(work: Work, url: str, context: Context, at: datetime) -> Address:
    """The address's row, made when it is new, with what the newest link says of it."""
    district = district_of(work, context)
    key = agencies.identify(context.agency, district.name).key if context.agency else None
    links = (
        district.id, context.role, context.parent, context.link_title, context.column, context.listed,
        context.agency, context.year, key,
    )  # fmt: skip
    found = known_address(work, context.site, url)
    if found is None:
        values = dict(zip(LINKED, links, strict=True))
        fresh = {"site": context.site, "url": url, "first_seen": at, "reason": ""}
        number = work.connection.execute(_NEW_ADDRESS, {**fresh, **values}).scalar_one()
        found = work.addresses[context.site, url] = Address(number, district.id, links=links)
    elif found.links != links:
        anew = {f"new_{name}": value for name, value in zip(LINKED, links, strict=True)}
        work.connection.execute(_LINKED_ANEW, {"row": found.id, **anew})
        found.district, found.links = district.id, links
    return found
