"""A repack that is killed at any step has lost nothing, and the next one ends it."""

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from nianbao.operations.archive.repack import Repack, To
from storage import queries
from storage.archive import Archive
from storage.archive.verify import verify
from storage.models import Capture as CaptureRow
from storage.models import table_of
from storage.queries.crawl.captured import Captured
from storage.records import Pointer, Problem
from storage.session import WRITING
from storage.writer import Writer
from tests.storage.archive.samples import NOON
from tests.storage.archive.shelf import crawled, files, fill
from tests.storage.archive.victim import victims

_ROWS = table_of(CaptureRow)
_PLACE = (_ROWS.c.id, _ROWS.c.file, _ROWS.c.offset, _ROWS.c.length)

pytestmark = pytest.mark.timeout(300)


class Home:
    """An archive with its database, in which each capture has a row."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.archive = Archive(str(folder / "archive"))
        self.engine = engine
        writer = Writer(engine)
        with writer.together():
            for capture in fill(self.archive):
                writer.record_capture(capture, None)

    def rows(self) -> list[tuple[int, str, int, int]]:
        with queries.snapshot(self.engine) as connection:
            return [tuple(row) for row in connection.execute(select(*_PLACE).order_by(_ROWS.c.id))]

    def put_back(self, rows: list[tuple[int, str, int, int]]) -> None:
        with self.engine.execution_options(**{WRITING: True}).begin() as connection:
            for number, file, offset, length in rows:
                place = {"file": file, "offset": offset, "length": length}
                connection.execute(update(_ROWS).where(_ROWS.c.id == number).values(place))

    def bodies(self, archive: Archive) -> list[bytes]:
        return [archive.read(Pointer(*row[1:])).body for row in self.rows()]

    def problems(self, archive: Archive) -> list[Problem]:
        with queries.snapshot(self.engine) as connection:
            return list(verify(archive, Captured(connection)))

    def repack(self, archive: Archive, to: To) -> list[str]:
        with queries.snapshot(self.engine) as connection:
            named = Captured(connection).files()
        work = Repack(archive, Writer(self.engine).follow, lambda: NOON)
        return [*work.settle(named), *(str(each.state) for each in work.run(to))]


@pytest.fixture(scope="module")
def repacked() -> Iterator[Callable[..., int]]:
    with victims() as run:
        yield run


@pytest.mark.parametrize("to", To)
def test_a_repack_killed_at_any_step_has_lost_nothing_and_is_ended_by_the_next(
    database: Engine, tmp_path: Path, to: To, repacked: Callable[..., int]
) -> None:
    home = Home(tmp_path, database)
    if to is To.GZ:
        home.repack(home.archive, To.ZST)
    places, sent, held = home.rows(), home.bodies(home.archive), crawled(home.archive)
    url = database.url.render_as_string(hide_password=False)
    ended: set[tuple[str, ...]] = set()
    step = kills = 0
    while True:
        step += 1
        copy = Archive(str(tmp_path / str(step)))
        shutil.copytree(home.archive.url, copy.url)
        home.put_back(places)
        code = repacked(copy.url, url, to.value, step)
        assert code in (0, -signal.SIGKILL), step
        assert home.bodies(copy) == sent, step
        assert crawled(copy) == held, step
        assert {problem.kind for problem in home.problems(copy)} <= {"moved"}, step
        home.repack(copy, to)
        again = Archive(copy.url)
        assert home.problems(again) == [], step
        assert (home.bodies(again), crawled(again)) == (sent, held), step
        ended.add(tuple(files(Path(copy.url))))
        shutil.rmtree(copy.url)
        if code == 0:
            break
        kills += 1
    assert kills > 20
    assert len(ended) == 1, "whatever happened, the same files are there at the end"


def test_a_dictionary_that_is_lost_has_taken_every_body_of_its_file_with_it(database: Engine, tmp_path: Path) -> None:
    home = Home(tmp_path, database)
    home.repack(home.archive, To.ZST)
    name = next(name for name in home.archive.names() if ".dong." in name)
    path = Path(home.archive.url) / name
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    inside = {offset for _, file, offset, _ in home.rows() if file == name}
    found = home.problems(Archive(home.archive.url))
    assert [p.kind for p in found if p.file == name and p.offset == 0] == ["damaged"]
    assert {p.offset for p in found if p.file == name and p.kind == "no_record"} == inside


def test_a_database_from_before_the_move_is_told_again(database: Engine, tmp_path: Path) -> None:
    home = Home(tmp_path, database)
    places, sent = home.rows(), home.bodies(home.archive)
    home.repack(home.archive, To.ZST)
    home.repack(home.archive, To.GZ)
    now = home.rows()
    home.put_back(places)
    (problem,) = home.problems(home.archive)
    assert (problem.kind, problem.lost) == ("moved", 0)
    assert home.bodies(home.archive) == sent
    told = home.repack(home.archive, To.GZ)
    assert "the database is told" in told[0]
    assert (home.rows(), home.problems(home.archive)) == (now, [])
