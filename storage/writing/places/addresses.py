"""The rows of addresses, with what the newest link says of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, insert, select, update

from storage import agencies
from storage.models import Url, table_of
from storage.records import Context
from storage.writing.places.districts import district_at, district_of
from storage.writing.work import Address, Work

_URLS = table_of(Url)

LINKED = (
    "district_id", "role", "parent", "link_title", "column", "listed", "agency", "year", "agency_key",
)  # fmt: skip
"""The columns of an address that the newest link decides."""

_STATE = ("id", "district_id", "capture_id", "outcome", "reason")
_ROW: BindParameter[int] = bindparam("row")

_ADDRESS = select(*(_URLS.c[n] for n in (*_STATE, *LINKED[1:]))).where(
    _URLS.c.site == bindparam("of_site"), _URLS.c.url == bindparam("at_url")
)
_ADDRESS_OF = select(*(_URLS.c[n] for n in (*_STATE, *LINKED[1:]))).where(_URLS.c.id == _ROW)
_NEW_ADDRESS = insert(_URLS).returning(_URLS.c.id)
_LINKED_ANEW = update(_URLS).where(_URLS.c.id == _ROW).values({n: bindparam(f"new_{n}") for n in LINKED})


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
