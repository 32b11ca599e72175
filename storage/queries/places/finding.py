"""Districts and agencies by words of their names, for whoever chooses among them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, case, false, or_, select

from storage.agencies import Kind, clean
from storage.models import Agency, District, table_of
from storage.queries.places.districts import Name
from storage.queries.snapshot import bytewise

_DISTRICTS, _AGENCIES = table_of(District), table_of(Agency)


class FoundAgency(NamedTuple):
    """An agency; ``key`` is what it is known by in its district."""

    district_code: str
    district: str
    key: str
    name: str
    kind: Kind
    valid_from: int | None
    valid_to: int | None


def words_of(text: str) -> list[str]:
    """What is looked for: the parts between white space, in one width."""
    return [word for part in text.split() if (word := clean(part))]


def find_districts(connection: Connection, words: Sequence[str], *, limit: int) -> list[Name]:
    """Those whose name or code has every word, by code; none without words."""
    if not words:
        return []
    statement = select(_DISTRICTS.c.code, _DISTRICTS.c.name).where(*(_of_district(word) for word in words))
    rows = connection.execute(statement.order_by(bytewise(connection, _DISTRICTS.c.code)).limit(limit))
    return [Name._make(row) for row in rows]


def find_agencies(
    connection: Connection, words: Sequence[str], *, district: str | None, limit: int, offset: int = 0
) -> list[FoundAgency]:
    """Those of which every word is in their name, or in the name or code of their district.

    First those whose key begins with one of the words (民政局 before 人民政府), then by district and name.
    """
    begins = or_(false(), *(_AGENCIES.c.key.startswith(word, autoescape=True) for word in words))
    statement = (
        select(
            _DISTRICTS.c.code,
            _DISTRICTS.c.name,
            _AGENCIES.c.key,
            _AGENCIES.c.name,
            _AGENCIES.c.kind,
            _AGENCIES.c.valid_from,
            _AGENCIES.c.valid_to,
        )
        .join_from(_DISTRICTS, _AGENCIES, _AGENCIES.c.district_id == _DISTRICTS.c.id)
        .where(*(or_(_has(_AGENCIES.c.name, word), _of_district(word)) for word in words))
        .order_by(
            *([case((begins, 0), else_=1)] if words else []),
            *(bytewise(connection, c) for c in (_DISTRICTS.c.code, _AGENCIES.c.name, _AGENCIES.c.key)),
        )
    )
    if district is not None:
        statement = statement.where(_DISTRICTS.c.code == district)
    return [FoundAgency._make(row) for row in connection.execute(statement.limit(limit).offset(offset))]


def _of_district(word: str) -> ColumnElement[bool]:
    return or_(_has(_DISTRICTS.c.name, word), _DISTRICTS.c.code == word)


def _has(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return column.icontains(word, autoescape=True)
