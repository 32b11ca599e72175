"""Findings page by page: each page begins behind the last row of the one before, wherever that is now."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, Tuple, bindparam, select, tuple_

from storage.queries.checks.tally import districts
from storage.queries.checks.wanted import JUDGEMENTS, Wanted
from storage.queries.contents.reports import AGENCIES, DISTRICTS, REPORTS, URLS, VERSIONS
from storage.queries.snapshot import Question, bytewise
from storage.records import Outcome


class Place(NamedTuple):
    """Where a row stands in the order: by district, agency, newest year, and as its report has it."""

    code: str
    agency: str
    key: str
    year: int
    position: int
    identity: str
    bind: str


class Found(NamedTuple):
    """A finding with what a person decided about it; ``code`` says what lies behind one across documents."""

    code: str
    district: str
    agency: str
    key: str
    year: int
    format: str
    source_url: str
    verdict: str | None
    reason: str | None
    person: str | None
    at: datetime | None
    identity: str
    bind: str
    outcome: Outcome
    left: Decimal | None
    right: Decimal | None
    behind: str
    position: int

    @property
    def place(self) -> Place:
        """To go on behind it."""
        return Place(self.code, self.agency, self.key, self.year, self.position, self.identity, self.bind)


def leaf(connection: Connection, wanted: Wanted, *, after: Place | None, limit: int) -> list[Found]:
    """At most so many findings, from the districts that may have some."""
    found: list[Found] = []
    statement, start = _of_district(connection, wanted)
    for district in districts(connection, wanted, since=after.code if after else ""):
        if after is not None:
            asked = statement.where(start > tuple_(*after._replace(year=-after.year)))
            after = None
        else:
            asked = statement
        rows = connection.execute(asked, {"district": district, "most": limit - len(found)})
        found += map(Found._make, rows)
        if len(found) >= limit:
            break
    return found


def _of_district(connection: Connection, wanted: Wanted) -> tuple[Question, Tuple]:
    """The findings of one district in order, and what they are ordered by."""
    of = wanted.found(_COLUMNS, AGENCIES.c.district_id == bindparam("district"))
    order: list[ColumnElement[Any]] = [
        bytewise(connection, of.c.district_code),
        bytewise(connection, of.c.agency),
        bytewise(connection, of.c.key),
        -of.c.year,
        of.c.position,
        bytewise(connection, of.c.identity),
        bytewise(connection, of.c.bind),
    ]
    shown = [URLS.c.url if column.name == "url_id" else column for column in of.c]
    statement = select(*shown).join_from(of, URLS, URLS.c.id == of.c.url_id)
    return statement.order_by(*order).limit(bindparam("most", type_=Integer)), tuple_(*order)


_COLUMNS = (
    DISTRICTS.c.code.label("district_code"),
    DISTRICTS.c.name.label("district"),
    AGENCIES.c.name.label("agency"),
    AGENCIES.c.key,
    REPORTS.c.year,
    VERSIONS.c.format,
    VERSIONS.c.url_id,
    JUDGEMENTS.c.verdict,
    JUDGEMENTS.c.reason,
    JUDGEMENTS.c.person,
    JUDGEMENTS.c.at,
)
