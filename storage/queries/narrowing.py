"""Only one agency, one district, one year: what every question can be narrowed to."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select, true

from storage.agencies import clean, identify
from storage.errors import StorageError
from storage.models import Agency, AnnualReport, District, table_of

_AGENCIES, _DISTRICTS, _REPORTS = table_of(Agency), table_of(District), table_of(AnnualReport)
NEAR = 3
"""Names suggested for one that is not stored."""


class UnknownError(StorageError):
    """Nothing of that name or code is stored; says what is like it (raised here, shown to whoever asked)."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """``agency`` may leave the district out; then it means the agency of that name in every district."""

    agency: str | None = None
    district: str | None = None
    year: int | None = None

    def conditions(self, connection: Connection) -> tuple[ColumnElement[bool], ...]:
        """For a statement over reports, agencies and districts. Raises UnknownError."""
        return (*self.of_agencies(connection), _REPORTS.c.year == self.year if self.year is not None else true())

    def of_agencies(self, connection: Connection) -> tuple[ColumnElement[bool], ...]:
        """For a statement over agencies and districts, without the year. Raises UnknownError."""
        there = self.of_districts(connection)
        if self.agency is None:
            return (there,)
        return there, _AGENCIES.c.id.in_(_of_name(connection, self.agency, self.district))

    def of_districts(self, connection: Connection) -> ColumnElement[bool]:
        """For a statement over districts. Raises UnknownError."""
        if self.district is None:
            return true()
        if connection.execute(select(_DISTRICTS.c.id).where(_DISTRICTS.c.code == self.district)).first() is None:
            raise _unknown_district(connection, self.district)
        return _DISTRICTS.c.code == self.district


def _of_name(connection: Connection, name: str, district: str | None) -> list[int]:
    """The agencies that are meant: at most one a district, by its key there or under its full name."""
    districts = select(_DISTRICTS.c.id, _DISTRICTS.c.name)
    if district is not None:
        districts = districts.where(_DISTRICTS.c.code == district)
    keys = {row.id: identify(name, row.name).key for row in connection.execute(districts)}
    known = select(_AGENCIES.c.id, _AGENCIES.c.district_id, _AGENCIES.c.key, _AGENCIES.c.name)
    if district is not None:
        known = known.where(_AGENCIES.c.district_id.in_(list(keys)))
    alike = known.where(_AGENCIES.c.key.in_(set(keys.values())) | (_AGENCIES.c.name == clean(name)))
    found = [row.id for row in connection.execute(alike) if row.key == keys[row.district_id] or row.name == clean(name)]
    if not found:
        raise UnknownError(f"no agency {name} is stored{_near(name, [row.name for row in connection.execute(known)])}")
    return found


def _near(name: str, names: Iterable[str]) -> str:
    """``; near: 甲, 乙``. Names that contain what was asked come first: 信访 is a part of 信访办公室."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 – only for who asks for what is not there

    found = process.extract(clean(name), sorted(set(names)), scorer=fuzz.WRatio, limit=NEAR, score_cutoff=50)
    return f"; near: {', '.join(near for near, _, _ in found)}" if found else ""


def _unknown_district(connection: Connection, code: str) -> UnknownError:
    from rapidfuzz import fuzz  # noqa: PLC0415 – as above

    stored = connection.execute(select(_DISTRICTS.c.code, _DISTRICTS.c.name).order_by(_DISTRICTS.c.code)).all()
    named = [f"{row.code} {row.name}" for row in stored if code in row.name] or [
        f"{row.code} {row.name}" for row in sorted(stored, key=lambda row: -fuzz.ratio(code, row.code))
    ]
    near = f"; near: {', '.join(named[:NEAR])}" if named else ""
    return UnknownError(f"no district {code} is stored{near}")
