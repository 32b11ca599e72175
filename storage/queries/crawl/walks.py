"""How the walks of every site ended."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, ScalarSelect, Text, bindparam, cast, func, select

from storage.models import Walk as WalkRow
from storage.models import table_of
from storage.queries.snapshot import stream
from storage.records import Verdict, Walk

_WALKS = table_of(WalkRow)
_BEFORE, _GOOD, _ANY = _WALKS.alias("before"), _WALKS.alias("good"), _WALKS.alias("any")
_FIELDS = ("site", "code", "verdict", "reason", "checked_at", "counts", "years")


class Step(NamedTuple):
    """The last walk of a site in a time, with the last one before that time, and the last that was ``good``.

    Good is a complete walk that asked for all years.
    """

    walk: Walk
    before: Walk | None
    good: Walk | None


def walks(
    connection: Connection, *, until: datetime | None = None, site: str | None = None
) -> Mapping[str, list[Walk]]:
    """Every site's walks from the newest on, or those of one site; with ``until`` those that ended before it."""
    statement = _columns(_WALKS).order_by(_WALKS.c.checked_at.desc(), _WALKS.c.id.desc())
    if until is not None:
        statement = statement.where(_WALKS.c.checked_at < until)
    if site is not None:
        statement = statement.where(_WALKS.c.site == site)
    found: dict[str, list[Walk]] = defaultdict(list)
    for row in stream(connection, statement):
        found[row.site].append(_walk(row))
    return found


def walks_of(connection: Connection, run: int) -> list[Walk]:
    """The walks of one run, by site."""
    statement = _columns(_WALKS).where(_WALKS.c.run_id == run).order_by(_WALKS.c.site, _WALKS.c.checked_at)
    return list(map(_walk, connection.execute(statement)))


def steps(connection: Connection, since: datetime, until: datetime) -> list[Step]:
    """What became of every site that was walked in a time, by site; earlier walks are looked up, not read through."""
    found: dict[str, Step] = {}
    width = len(_FIELDS)
    for row in connection.execute(_STEPS, {"since": since, "until": until}):
        if row[0] not in found:
            walk, before, good = (row[start : start + width] for start in (0, width, 2 * width))
            found[row[0]] = Step(_walk(walk), _known(before), _known(good))
    return [found[site] for site in sorted(found)]


def latest_walks(connection: Connection) -> list[Walk]:
    """The newest walk of every site, by site."""
    newest = select(_WALKS.c.site, func.max(_WALKS.c.checked_at).label("at")).group_by(_WALKS.c.site).subquery()
    joined = (newest.c.site == _WALKS.c.site) & (newest.c.at == _WALKS.c.checked_at)
    return list(map(_walk, connection.execute(_columns(_WALKS).join(newest, joined).order_by(_WALKS.c.site))))


def of_all_years(walks: FromClause) -> ColumnElement[bool]:
    """Whether a walk asked for every year: it names none."""
    return cast(walks.c.years, Text) == "[]"


def _columns(walks: Any) -> Any:
    return select(*(walks.c[name] for name in _FIELDS))


def _walk(values: Sequence[Any]) -> Walk:
    site, code, verdict, reason, checked_at, counts, years = values
    return Walk(site, code, verdict, reason, checked_at, counts, tuple(years))


def _known(values: Sequence[Any]) -> Walk | None:
    return None if values[0] is None else _walk(values)


def _newest(*conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    """The number of a site's last walk before the time, by its index."""
    of_site = select(_ANY.c.id).where(_ANY.c.site == _WALKS.c.site, _ANY.c.checked_at < bindparam("since"))
    newest = of_site.where(*conditions).order_by(_ANY.c.checked_at.desc(), _ANY.c.id.desc()).limit(1)
    return newest.correlate(_WALKS).scalar_subquery()


_STEPS = (
    select(*(walks.c[name] for walks in (_WALKS, _BEFORE, _GOOD) for name in _FIELDS))
    .outerjoin_from(_WALKS, _BEFORE, _BEFORE.c.id == _newest())
    .outerjoin(_GOOD, _GOOD.c.id == _newest(_ANY.c.verdict == Verdict.COMPLETE, of_all_years(_ANY)))
    .where(_WALKS.c.checked_at >= bindparam("since"), _WALKS.c.checked_at < bindparam("until"))
    .order_by(_WALKS.c.checked_at.desc(), _WALKS.c.id.desc())
)
