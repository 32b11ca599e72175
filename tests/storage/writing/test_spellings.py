"""Every name that an agency was printed with is stored, and why it is that agency's."""

from sqlalchemy import Engine, text

from storage.session import upgrade
from tests.storage.world import World, report

_TOLD = text("SELECT s.name, s.reasons FROM spellings s JOIN agencies a ON a.id = s.agency_id WHERE a.key = :key")
_KEYS = text("SELECT key FROM agencies ORDER BY id")


def test_a_spelling_is_kept_with_its_reasons(database: Engine) -> None:
    world = World(database)
    for year, name in enumerate(("西城区市场监督管理局", "区市监局", "市场监督管理局", "区市监局"), 2021):
        world.publish(report(name, year))
    with database.connect() as connection:
        assert connection.scalars(_KEYS).all() == ["市场监督管理局"]
        assert {row.name: row.reasons for row in connection.execute(_TOLD, {"key": "市场监督管理局"})} == {
            "西城区市场监督管理局": "西城区市场监督管理局 = 市场监督管理局",
            "区市监局": "区市监局 = 市监局\n市监局 = 市场监督管理局",
            "市场监督管理局": "",
        }


def test_an_upgrade_notes_the_names_of_agencies_that_were_stored_before(database: Engine) -> None:
    World(database).publish(report("西城区应急局", 2024))
    with database.begin() as connection:
        told = connection.execute(_TOLD, {"key": "应急管理局"}).all()
        connection.execute(text("DELETE FROM spellings"))
    upgrade(database)
    with database.connect() as connection:
        assert connection.execute(_TOLD, {"key": "应急管理局"}).all() == told != []
