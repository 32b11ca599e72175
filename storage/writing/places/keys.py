"""What agencies are known by, where an older version wrote them: the rules of ``storage.agencies`` grow."""

from sqlalchemy import Connection, bindparam, select, update

from storage.agencies import identify
from storage.models import Agency, District, Url, table_of

_AGENCIES, _DISTRICTS, _URLS = map(table_of, (Agency, District, Url))
_KNOWN = (
    select(_AGENCIES.c.id, _AGENCIES.c.key, _AGENCIES.c.name, _AGENCIES.c.kind)
    .where(_AGENCIES.c.district_id == bindparam("district"))
    .order_by(_AGENCIES.c.id)
)
_RENEWED = (
    update(_AGENCIES)
    .where(_AGENCIES.c.id == bindparam("agency"))
    .values(key=bindparam("new_key"), kind=bindparam("new_kind"))
)
_LINKED = (
    select(_URLS.c.agency, _URLS.c.agency_key)
    .where(_URLS.c.district_id == bindparam("district"), _URLS.c.agency.is_not(None))
    .distinct()
)
_LINKED_ANEW = (
    update(_URLS)
    .where(_URLS.c.district_id == bindparam("district"), _URLS.c.agency == bindparam("called"))
    .values(agency_key=bindparam("new_key"))
)


def renew(connection: Connection) -> None:
    """Give every agency and every link the key that it would get today.

    Two agencies that would be one by now stay two, each with its reports, until the database is made anew
    from the archive (``nianbao db rebuild``).
    """
    for district in connection.execute(select(_DISTRICTS.c.id, _DISTRICTS.c.name)).all():
        _renew_agencies(connection, district.id, district.name)
        _renew_links(connection, district.id, district.name)


def _renew_agencies(connection: Connection, number: int, district: str) -> None:
    rows = connection.execute(_KNOWN, {"district": number}).all()
    taken = {row.key for row in rows}
    for row in rows:
        today = identify(row.name, district)
        free = today.key == row.key or today.key not in taken
        if free and (today.key, today.kind) != (row.key, row.kind):
            connection.execute(_RENEWED, {"agency": row.id, "new_key": today.key, "new_kind": today.kind})
            taken.add(today.key)


def _renew_links(connection: Connection, number: int, district: str) -> None:
    told = [
        (called, key, identify(called, district).key)
        for called, key in connection.execute(_LINKED, {"district": number})
    ]
    if other := [
        {"district": number, "called": called, "new_key": today} for called, key, today in told if today != key
    ]:
        connection.execute(_LINKED_ANEW, other)
