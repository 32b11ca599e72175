"""Whom each agency of a district is under."""

from sqlalchemy import Connection, bindparam, select, update

from storage.agencies import superior
from storage.models import Agency, District, table_of

_AGENCIES = table_of(Agency)
_OF_DISTRICT = select(_AGENCIES.c.id, _AGENCIES.c.key, _AGENCIES.c.parent_id).where(
    _AGENCIES.c.district_id == bindparam("district")
)
_SETTLED = update(_AGENCIES).where(_AGENCIES.c.id == bindparam("agency")).values(parent_id=bindparam("parent"))


def settle(connection: Connection, district: int) -> None:
    """Look it up anew: an agency that is stored later may be the parent of those that were there before."""
    rows = connection.execute(_OF_DISTRICT, {"district": district}).all()
    numbers = {row.key: row.id for row in rows}
    above = [(row, numbers.get(superior(row.key, numbers.keys()))) for row in rows]
    if moved := [{"agency": row.id, "parent": parent} for row, parent in above if parent != row.parent_id]:
        connection.execute(_SETTLED, moved)


def settle_all(connection: Connection) -> None:
    """Of every district: those that were stored before parents were."""
    for district in connection.scalars(select(table_of(District).c.id)).all():
        settle(connection, district)
