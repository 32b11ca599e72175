"""How many findings there are by identity, and in which districts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, func, select

from storage.models import Tally, table_of
from storage.queries.checks.wanted import Standing, Wanted
from storage.queries.contents.reports import AGENCIES, DISTRICTS
from storage.queries.snapshot import bytewise

_TALLIES = table_of(Tally)


def by_identity(connection: Connection, wanted: Wanted) -> dict[str, int]:
    """The most frequent first, also those that are not wanted.

    Of all districts as they were last counted (``storage.sums.tallies``), less what was judged since where the rest is
    wanted; of one district, one agency, or what was judged, as it is.
    """
    if not is_counted(wanted):
        return _counted(connection, wanted)
    kept = select(_TALLIES.c.identity, func.sum(_TALLIES.c.number)).where(*_kept(wanted, identities=False))
    counts = Counter({row[0]: int(row[1]) for row in connection.execute(kept.group_by(_TALLIES.c.identity))})
    if wanted.verdict is Standing.OPEN:
        counts -= Counter(_counted(connection, replace(wanted, verdict=Standing.JUDGED)))
    return _most_frequent(counts.items())


def districts(connection: Connection, wanted: Wanted, *, since: str = "") -> Iterator[int]:
    """The numbers of those that may have such findings, by code, from this code on.

    A district that is named is told without a look at its findings: whoever asks reads them anyway.
    """
    code = bytewise(connection, DISTRICTS.c.code)
    if wanted.district is not None:
        named = select(DISTRICTS.c.id).where(DISTRICTS.c.code == wanted.district)
        yield from connection.scalars(named.where(code >= since)).all()
        return
    if is_counted(wanted):
        found = select(_TALLIES.c.district_id).where(*_kept(wanted)).distinct().subquery("found")
    else:
        found = select(wanted.found([AGENCIES.c.district_id]).c.district_id).distinct().subquery("districts_found")
    ordered = select(DISTRICTS.c.id).join_from(found, DISTRICTS, DISTRICTS.c.id == found.c.district_id).order_by(code)
    yield from connection.scalars(ordered.where(code >= since)).all()


def is_counted(wanted: Wanted) -> bool:
    """Whether the numbers kept by district answer it."""
    return wanted.district is None and wanted.agencies is None and not wanted.is_judged


def _kept(wanted: Wanted, *, identities: bool = True) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_TALLIES.c.outcome == wanted.outcome]
    if identities and wanted.identity is not None:
        conditions.append(_TALLIES.c.identity == wanted.identity)
    if wanted.year is not None:
        conditions.append(_TALLIES.c.year == wanted.year)
    if wanted.code is not None:
        conditions.append(_TALLIES.c.code == wanted.code.value)
    return conditions


def _counted(connection: Connection, wanted: Wanted) -> dict[str, int]:
    of = replace(wanted, identity=None).found([])
    counts = connection.execute(select(of.c.identity, func.count().label("number")).group_by(of.c.identity))
    return _most_frequent((row[0], row[1]) for row in counts)


def _most_frequent(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """First; those that are equally frequent by name."""
    return dict(sorted(counts, key=lambda each: (-each[1], each[0])))
