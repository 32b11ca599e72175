"""``kill -9`` of what is given away: exports and releases."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.torture.contents import leftovers
from tests.torture.faults.killed import KILLS
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import some


def _give(kind: str, *options: str) -> Callable[[Scene, Random, Outcome], None]:
    """Whoever finds a descriptor, or a dated folder, finds all the files of one state."""

    def strike(scene: Scene, chance: Random, outcome: Outcome) -> None:
        home, wanted, given = scene.crawled, scene.place(), scene.place()
        steps = home.steps(kind, str(wanted), *options)
        for step in some(chance, steps, scene.times(KILLS)):
            outcome.hit(home.kill_at(step, kind, str(given), *options))
            outcome.check(_half(given, wanted))
        outcome.require(home.hurt(kind, str(given), *options).returncode in (0, 1), "the last one did not end")
        outcome.check(_half(given, wanted))
        outcome.require(_files(given) == _files(wanted), "the last one did not give all files")
        outcome.check(f"{path.name} is left" for place in (given, given.parent) for path in leftovers(place))

    return strike


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _half(given: Path, wanted: Path) -> list[str]:
    found = {name: data for name, data in _files(given).items() if not name.startswith(".")} if given.is_dir() else {}
    is_told = "datapackage.json" in found or any(given.glob("nianbao-*"))
    return [f"half of it was found: {sorted(found)}"] if is_told and found != _files(wanted) else []


FAULTS = (
    Fault("kill -9: export as CSV", "all files of one state, or no descriptor", _give("export"), quick=True),
    Fault(
        "kill -9: export as SQLite", "all files of one state, or no descriptor", _give("export", "--format", "sqlite")
    ),
    Fault("kill -9: release", "a whole release or none", _give("release", "--date", "2026-12-01")),
)
