"""Whether the names of agencies tell them apart, which the keys of an export rely on."""

from sqlalchemy import Connection, func, select

from storage.models import Agency, table_of

_AGENCIES = table_of(Agency)


def names_are_keys(connection: Connection) -> bool:
    """Whether no district has two agencies of one name.

    It may have: one is known by a key, and where a site file gave the district another name, the keys changed with it.
    """
    double = select(_AGENCIES.c.name).group_by(_AGENCIES.c.district_id, _AGENCIES.c.name).having(func.count() > 1)
    return connection.execute(double.limit(1)).first() is None
