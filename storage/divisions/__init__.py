"""Which division an agency governs: the code by which its numbers are joined with those of censuses and yearbooks.

``townships.csv`` has the nine-digit codes (统计用区划代码) of subdistricts, towns, townships and what counts as one;
its README says where they are from.
"""

from collections import Counter
from functools import cache, lru_cache
from importlib import resources

from sqlalchemy import Connection, bindparam, select, update

from storage.agencies import GOVERNMENT, identify
from storage.models import Agency, District, table_of

_ENDS = ("办事处", GOVERNMENT, "管理委员会")
"""What the office of a division has in its name, and the division has not."""

_AGENCIES, _DISTRICTS = table_of(Agency), table_of(District)
_WITHOUT = (
    select(_AGENCIES.c.id, _DISTRICTS.c.code, _DISTRICTS.c.name, _AGENCIES.c.key)
    .join(_DISTRICTS, _DISTRICTS.c.id == _AGENCIES.c.district_id)
    .where(_AGENCIES.c.division_code.is_(None))
)
_FILLED = update(_AGENCIES).where(_AGENCIES.c.id == bindparam("agency")).values(division_code=bindparam("found"))


def code_of(district_code: str, district: str, key: str) -> str | None:
    """Six digits for the district's own government, nine for a part of the district.

    None for an agency that governs no division, and for one that the table does not have under just this name.
    """
    if key == GOVERNMENT:
        return district_code
    return _parts(district_code, district).get(_bare(key))


def fill(connection: Connection) -> None:
    """Tell the agencies that were stored before their division was looked up."""
    rows = connection.execute(_WITHOUT).all()
    found = [(row.id, code_of(row.code, row.name, row.key)) for row in rows]
    if told := [{"agency": number, "found": code} for number, code in found if code is not None]:
        connection.execute(_FILLED, told)


@lru_cache(maxsize=256)
def _parts(district_code: str, district: str) -> dict[str, str]:
    """Codes by bare key; two parts that would share a key have none."""
    named = [(_bare(identify(name, district).key), code) for code, name in _townships().get(district_code, ())]
    times = Counter(key for key, _ in named)
    return {key: code for key, code in named if times[key] == 1}


@cache
def _townships() -> dict[str, list[tuple[str, str]]]:
    """Code and name of the parts of each district."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (resources.files(__name__) / "townships.csv").read_text("utf-8").splitlines():
        code, _, name = line.partition(",")
        found.setdefault(code[:6], []).append((code, name))
    return found


def _bare(key: str) -> str:
    for end in _ENDS:
        key = key.removesuffix(end)
    return key
