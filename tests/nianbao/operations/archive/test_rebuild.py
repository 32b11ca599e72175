"""What a person chose is in the archive, and the database made anew from it knows it too."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from nianbao.operations.archive.rebuild import Rebuild
from storage import queries
from storage.archive import Archive
from storage.archive.contents import notes
from storage.queries.past.history import history
from storage.records import Context, Exchange, Pinned, Role
from storage.session import open_engine, upgrade
from storage.settings import Settings
from tests.nianbao.operations.older import PAGE, THEN, URL


class Shelf:
    """An archive to which pages and choices are added, an hour after each other."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings.from_environment({"NIANBAO_HOME": str(folder)})
        self._at = THEN
        self._number = 0

    def page(self, sentence: str) -> str:
        """Keep the page with another sentence; the digest of its bytes."""
        body = PAGE.read_text("utf-8").replace("。", f"，{sentence}。", 1).encode()
        context = Context("shili", "990101", "示例市示例区", role=Role.REPORT)
        self._at += timedelta(hours=1)
        exchange = Exchange(URL, self._at, 200, (), (("Content-Type", "text/html"),), body, context)
        with Archive(self.settings.archive_url).open_writer() as archive:
            return archive.capture(exchange).sha256

    def choose(self, agency: str, year: int, sha256: str) -> None:
        self._at += timedelta(hours=1)
        pinned = Pinned("990101", agency, year, sha256, URL, "the first was right", self._at)
        with Archive(self.settings.archive_url, clock=lambda: self._at).open_writer() as archive:
            archive.note(notes.PIN, notes.pin_note(pinned))

    def rebuilt(self) -> Engine:
        self._number += 1
        engine = open_engine(f"sqlite:///{self.settings.home / f'{self._number}.db'}")
        upgrade(engine)
        Rebuild(Archive(self.settings.archive_url), engine).run()
        return engine


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def shown(engine: Engine) -> list[tuple[int, str]]:
    """Every version of the one report, with its status."""
    with queries.snapshot(engine) as connection:
        found = [(row.version, row.status) for row in queries.reports(connection, all_versions=True)]
    engine.dispose()
    return found


def whose(engine: Engine) -> tuple[str, int]:
    with queries.snapshot(engine) as connection:
        (row,) = queries.reports(connection)
    return row.agency, row.year


def test_the_version_that_a_person_chose_is_shown_until_a_later_one_comes(shelf: Shelf) -> None:
    first = shelf.page("初稿")
    shelf.page("二稿")
    made = shelf.rebuilt()
    assert shown(made) == [(1, "superseded"), (2, "current")]
    shelf.choose(*whose(made), first)
    assert shown(shelf.rebuilt()) == [(1, "current"), (2, "superseded")]
    made = shelf.rebuilt()
    with queries.snapshot(made) as connection:
        (ledger,) = history(connection, *whose(made), None)
    assert ledger.entries[-1].reason == "the first was right"
    shelf.page("三稿")
    assert shown(shelf.rebuilt()) == [(1, "superseded"), (2, "superseded"), (3, "current")]


def test_the_choice_of_a_document_that_is_not_there_is_left_out_and_told(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.page("初稿")
    shelf.choose(*whose(shelf.rebuilt()), "0" * 64)
    shelf.choose("示例市示例区无此局", 2022, "0" * 64)
    with caplog.at_level(logging.WARNING):
        assert shown(shelf.rebuilt()) == [(1, "current")]
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "the choice of a version of 示例市澄川区柳桥镇 2022 is left out",
        "the choice of a version of 示例市示例区无此局 2022 is left out",
    ]
