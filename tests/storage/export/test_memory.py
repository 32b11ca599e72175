"""Memory stays bounded however many rows an export has."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.export import FORMATS
from storage.session import open_engine, upgrade
from tests.storage.multiplied import multiply
from tests.storage.world import ODD, World, cells, report

pytestmark = pytest.mark.timeout(300)

REPORTS = 1_440
MEGABYTES = 40
"""What the process may grow by: rows under way, not the 288,000 that there are."""

_PROGRAM = """
import resource, sys
from pathlib import Path
from storage.export import export
from storage.session import open_engine

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

small, large, folder, kind = sys.argv[1:]
export(open_engine(f"sqlite:///{small}"), Path(folder) / "small", kind)
before = most()
files = export(open_engine(f"sqlite:///{large}"), Path(folder) / "large", kind)
print(files[0].rows, most() - before)
"""


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One of 480 reports, which fill every buffer once, and one of three times as many."""
    folder = tmp_path_factory.mktemp("large")
    paths = [folder / "small.db", folder / "large.db"]
    for path, times in zip(paths, (480 // 24, REPORTS // 24), strict=True):
        engine = open_engine(f"sqlite:///{path}")
        upgrade(engine)
        world = World(engine)
        for number in range(6):
            for year in (2021, 2022, 2023, 2024):
                world.publish(report(f"北京市西城区第{number}局", year, cells=cells("a2021", ODD)))
        multiply(engine, times)
        engine.dispose()
    return [str(path) for path in paths]


_RELEASE = """
import resource, sys
from datetime import date
from pathlib import Path
from storage.release import release
from storage.session import open_engine

def most():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

small, large, folder = sys.argv[1:]
first = release(open_engine(f"sqlite:///{small}"), Path(folder), date(2026, 11, 1))
release(open_engine(f"sqlite:///{small}"), Path(folder), date(2026, 11, 2), first.folder)
before = most()
made = release(open_engine(f"sqlite:///{large}"), Path(folder), date(2026, 11, 3), first.folder)
print(made.told.counts.total["new"], most() - before)
"""


def test_a_release_of_thrice_as_many_reports_takes_hardly_more_memory(databases: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RELEASE, *databases, str(tmp_path)],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=280,
        check=True,
    )
    new, grown = map(int, done.stdout.split())
    assert new == REPORTS - 480
    assert grown < MEGABYTES


@pytest.mark.parametrize("kind", list(FORMATS))
def test_an_export_of_thrice_as_many_reports_takes_hardly_more_memory(
    databases: list[str], kind: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *databases, str(tmp_path), kind],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=280,
        check=True,
    )
    rows, grown = map(int, done.stdout.split())
    assert rows == REPORTS * 200
    assert grown < MEGABYTES
