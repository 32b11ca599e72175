"""Agencies that an older version stored are found under the keys of today."""

from sqlalchemy import Engine, text

from storage.session import upgrade
from tests.storage.world import World, report

_TOLD = text(
    "SELECT a.key, a.kind, r.year FROM agencies a JOIN annual_reports r ON r.agency_id = a.id ORDER BY a.id, r.year"
)


def test_they_have_the_keys_of_today_after_the_next_upgrade(database: Engine) -> None:
    world = World(database)
    world.publish(report("西城区科技局", 2023))
    _known_as(database, "科技局", "other")
    upgrade(database)
    world.publish(report("西城区科学技术局", 2024))
    with database.connect() as connection:
        assert [tuple(row) for row in connection.execute(_TOLD)] == [
            ("科学技术局", "department", 2023),
            ("科学技术局", "department", 2024),
        ]
        assert set(connection.scalars(text("SELECT agency_key FROM urls"))) == {"科学技术局"}


def test_two_that_would_be_one_keep_their_reports_and_nothing_else_of_them_moves(database: Engine) -> None:
    world = World(database)
    world.publish(report("西城区科学技术局", 2024))
    _known_as(database, "科学技术处", "department")
    world.publish(report("西城区科技局", 2023))
    upgrade(database)
    with database.connect() as connection:
        assert [tuple(row) for row in connection.execute(_TOLD)] == [
            ("科学技术处", "department", 2024),
            ("科学技术局", "department", 2023),
        ]


def _known_as(database: Engine, key: str, kind: str) -> None:
    """As an older version would have it."""
    with database.begin() as connection:
        connection.execute(text("UPDATE agencies SET key = :key, kind = :kind"), {"key": key, "kind": kind})
        connection.execute(text("UPDATE urls SET agency_key = :key"), {"key": key})
