"""Processes that write to one database at once lose nothing, double nothing, and none waits for ever."""

import os
import time
from collections import Counter

import pytest
from sqlalchemy import Engine, func, select

from storage.models import Agency, AnnualReport, Capture, District, Fetch, Url, Version, table_of
from tests.programs import start
from tests.storage.writing.hammer import AGENCIES

_PAGES = 36
_PROCESSES = ("a", "b", "c")


def rows(engine: Engine, model: type) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table_of(model))) or 0


@pytest.mark.parametrize("districts", [1, 3])
def test_processes_that_write_the_same_pages_at_once_write_them_once(database: Engine, districts: int) -> None:
    url = database.url.render_as_string(hide_password=False)
    begin = str(time.time() + 1)
    asked = (str(_PAGES), str(districts), begin)
    writing = [start(["tests.storage.writing.hammer", url, name, *asked], os.environ) for name in _PROCESSES]
    ended = [(each.wait(), each.stderr) for each in writing]
    assert ended == [(0, "")] * len(_PROCESSES)

    assert rows(database, District) == districts
    assert rows(database, Agency) == districts * (AGENCIES + 1)
    assert rows(database, Url) == rows(database, AnnualReport) == _PAGES
    assert rows(database, Capture) == rows(database, Fetch) == _PAGES * len(_PROCESSES)
    versions = table_of(Version)
    with database.connect() as connection:
        numbers = Counter(connection.scalars(select(versions.c.number)))
        current = Counter(connection.scalars(select(versions.c.report_id).where(versions.c.current)))
        doubled = Counter(tuple(row) for row in connection.execute(select(versions.c.report_id, versions.c.number)))
    assert current.total() == len(current) == _PAGES, "each report shows one version"
    assert set(doubled.values()) == {1}
    assert numbers[1] == _PAGES
    assert numbers[2] == _PAGES, "the second reading says something else, and says it once"
