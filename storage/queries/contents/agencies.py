"""The agencies of the districts, whether they have reported yet or not."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from storage.agencies import existed
from storage.models import Agency, District, table_of
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import bytewise, stream
from storage.records import AgencyRow

_DISTRICTS, _AGENCIES = table_of(District), table_of(Agency)
_SUCCESSORS = _AGENCIES.alias("successors")


def agencies(connection: Connection, narrowing: Narrowing | None = None) -> Iterator[AgencyRow]:
    """By district and name; a narrowing's year is for their valid years."""
    narrowing = narrowing or Narrowing()
    statement = (
        select(
            _DISTRICTS.c.code,
            _DISTRICTS.c.name,
            _AGENCIES.c.name,
            _AGENCIES.c.kind,
            _AGENCIES.c.valid_from,
            _AGENCIES.c.valid_to,
            _SUCCESSORS.c.name,
        )
        .select_from(
            _DISTRICTS.join(_AGENCIES, _AGENCIES.c.district_id == _DISTRICTS.c.id).outerjoin(
                _SUCCESSORS, _SUCCESSORS.c.id == _AGENCIES.c.successor_id
            )
        )
        .where(*narrowing.of_agencies(connection))
        .order_by(*(bytewise(connection, c) for c in (_DISTRICTS.c.code, _AGENCIES.c.name, _AGENCIES.c.key)))
    )
    for row in map(AgencyRow._make, stream(connection, statement)):
        if narrowing.year is None or existed(row.valid_from, row.valid_to, narrowing.year):
            yield row
