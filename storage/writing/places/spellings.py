"""How agencies' names are printed, with the reasons why each is that agency's."""

from sqlalchemy import Connection, select

from storage import agencies
from storage.models import Agency, District, Spelling, table_of
from storage.writing.work import unless_there

_AGENCIES, _DISTRICTS, _SPELLINGS = map(table_of, (Agency, District, Spelling))
_NEW = unless_there(_SPELLINGS, "agency_id", "name")
_WITHOUT = (
    select(_AGENCIES.c.id, _AGENCIES.c.name, _DISTRICTS.c.name.label("district"))
    .join(_DISTRICTS, _DISTRICTS.c.id == _AGENCIES.c.district_id)
    .where(_AGENCIES.c.id.not_in(select(_SPELLINGS.c.agency_id)))
)


def note(connection: Connection, agency: int, name: str, identity: agencies.Identity) -> None:
    """One spelling, unless it is known."""
    row = {"agency_id": agency, "name": name, "reasons": "\n".join(identity.reasons)}
    connection.execute(_NEW[connection.dialect.name], row)


def note_all(connection: Connection) -> None:
    """The names of agencies that were stored before spellings were."""
    for row in connection.execute(_WITHOUT).all():
        note(connection, row.id, row.name, agencies.identify(row.name, row.district))
