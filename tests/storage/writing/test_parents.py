"""Whom agencies are under: settled with each new one, whichever of them comes first."""

import pytest
from sqlalchemy import Engine, text

from storage.session import upgrade
from tests.storage.world import World, report

_TOLD = text("SELECT agency, parent FROM reports WHERE district_code = '110102' ORDER BY agency")
_NAMES = ("西城区卫生健康局卫生监督所", "西城区卫生健康局", "西城区人民政府")


@pytest.mark.parametrize("names", [_NAMES, _NAMES[::-1]])
def test_the_parent_may_be_stored_before_or_after(database: Engine, names: tuple[str, ...]) -> None:
    _publish(database, names)
    with database.connect() as connection:
        assert {row.agency: row.parent for row in connection.execute(_TOLD)} == {
            "西城区人民政府": None,
            "西城区卫生健康局": "西城区人民政府",
            "西城区卫生健康局卫生监督所": "西城区卫生健康局",
        }


def test_agencies_that_were_stored_before_are_settled_with_the_next_upgrade(database: Engine) -> None:
    _publish(database, _NAMES)
    with database.begin() as connection:
        told = connection.execute(_TOLD).all()
        connection.execute(text("UPDATE agencies SET parent_id = NULL"))
    upgrade(database)
    with database.connect() as connection:
        assert connection.execute(_TOLD).all() == told


def _publish(database: Engine, names: tuple[str, ...]) -> None:
    world = World(database)
    for name in names:
        world.publish(report(name, 2024))
