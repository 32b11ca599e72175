"""The rows of districts, and who holds them."""

from sqlalchemy import BindParameter, Executable, bindparam, select, update

from storage.models import Agency, AnnualReport, District, table_of
from storage.records import Context
from storage.writing.work import Place, Work, unless_there

_DISTRICTS, _AGENCIES, _REPORTS = map(table_of, (District, Agency, AnnualReport))
_ROW: BindParameter[int] = bindparam("row")

_HELD_PLACE = select(*(_DISTRICTS.c[n] for n in Place._fields)).with_for_update(key_share=True)
"""Not against those who refer to the row, as whoever inserts something about the district does."""
_DISTRICT = _HELD_PLACE.where(_DISTRICTS.c.code == bindparam("code"))
_DISTRICT_AT = _HELD_PLACE.where(_DISTRICTS.c.id == _ROW)
_ALL_DISTRICTS = _HELD_PLACE.order_by(_DISTRICTS.c.code)
_DISTRICT_OF_REPORT = (
    select(_AGENCIES.c.district_id)
    .join(_REPORTS, _REPORTS.c.agency_id == _AGENCIES.c.id)
    .where(_REPORTS.c.id == bindparam("report"))
)
_NEW_DISTRICT = unless_there(_DISTRICTS, "code")
_RENAMED_DISTRICT = (
    update(_DISTRICTS).where(_DISTRICTS.c.id == _ROW).values(name=bindparam("new_name"), site=bindparam("new_site"))
)


def district_of(work: Work, context: Context) -> Place:
    """The district's row, made when it is new; the last site file that names it counts."""
    found = hold_district(work, context.code) or _make_district(work, context)
    if (found.name, found.site) != (context.district, context.site):
        names = {"new_name": context.district, "new_site": context.site}
        work.connection.execute(_RENAMED_DISTRICT, {"row": found.id, **names})
        found = found._replace(name=context.district, site=context.site)
        work.places[context.code] = found
    return found


def hold_district(work: Work, code: str) -> Place | None:
    """The district's row, held to the end of the transaction; None for one that is not there yet."""
    if code not in work.places:
        _hold(work, _DISTRICT, code=code)
    return work.places.get(code)


def hold_report(work: Work, report: int) -> None:
    """The district that a report belongs to; for one that is not there, none."""
    district: int | None = work.connection.scalar(_DISTRICT_OF_REPORT, {"report": report})
    if district is not None:
        _hold(work, _DISTRICT_AT, row=district)


def hold_all(work: Work) -> None:
    """Every district there is, for what may touch any report."""
    _hold(work, _ALL_DISTRICTS)


def _hold(work: Work, statement: Executable, **which: str | int) -> None:
    for row in work.connection.execute(statement, which).all():
        work.places.setdefault(row.code, Place._make(row))


def _make_district(work: Work, context: Context) -> Place:
    """Another process may make it at the same moment: then this one waits, and has the other's row."""
    values = {"code": context.code, "name": context.district, "site": context.site}
    work.connection.execute(_NEW_DISTRICT[work.connection.dialect.name], values)
    _hold(work, _DISTRICT, code=context.code)
    return work.places[context.code]


def district_at(work: Work, number: int) -> Place:
    """The row of a district that an address belongs to."""
    for place in work.places.values():
        if place.id == number:
            return place
    row = work.connection.execute(_DISTRICT_AT, {"row": number}).one()
    return work.places.setdefault(row.code, Place._make(row))
