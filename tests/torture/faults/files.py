"""Files that a power loss, or somebody, left as they should not be."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.torture.contents import contents, differences, lost
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import KILLED
from tests.torture.wounded import TEARS


def _torn(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """The power goes in the middle of a write of the archive, again and again."""
    home = scene.new()
    writes = sum(len(district.pages) for district in scene.districts)
    for _ in range(scene.times(4)):
        ended = home.hurt(*scene.crawl(home), **{TEARS: str(chance.randint(1, writes))}).returncode
        outcome.hit(ended == KILLED)
    torn = sum(problem["kind"] == "torn" for problem in home.verify())
    home.verify("--repair")
    outcome.require(home.verify() == [], f"after a repair: {home.verify()}")
    kept = len(list((home.folder / "archive" / "torn").glob("*")))
    outcome.require(kept == torn, f"{torn} ends were torn, and copies of {kept} kept")
    home.well(*scene.crawl(home))
    outcome.check(lost(scene.crawled, home, scene.expected))
    outcome.require(home.verify() == [], f"after the next crawl: {home.verify()}")
    home.well("db", "rebuild")
    outcome.check(differences(scene.expected, contents(home)))


def _truncated(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """A file of the archive loses its end long after it was written; the sites still have what was in it."""
    home = scene.again()
    file = home.archived[0]
    size = file.stat().st_size
    cut = chance.randint(1, size - 1)
    with file.open("rb+") as stream:
        stream.truncate(cut)
    outcome.hit()
    told = home.verify()
    outcome.require({problem["kind"] for problem in told} & {"torn", "no_record"}, f"{cut} of {size} bytes: {told}")
    remaining = home.verify("--repair")
    outcome.require({problem["kind"] for problem in remaining} == {"no_record"}, f"after a repair: {remaining}")
    home.well(*scene.crawl(home))
    outcome.check(lost(scene.crawled, home, scene.expected))
    home.well("db", "rebuild")
    outcome.check(differences(scene.expected, contents(home)))


def _flipped(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """A few bytes in the middle of the archive rot."""
    home = scene.again()
    file = home.archived[0]
    data = bytearray(file.read_bytes())
    for _ in range(3):
        at = chance.randrange(len(data))
        data[at] ^= 0xFF
        outcome.hit()
    file.write_bytes(data)
    home.verify("--repair")
    home.well(*scene.crawl(home))
    outcome.check(lost(scene.crawled, home, scene.expected))


def _log(spoil: Callable[[Path, Random], None]) -> Callable[[Scene, Random, Outcome], None]:
    """A crawl is killed, and then its log of SQLite is not there in full."""

    def strike(scene: Scene, chance: Random, outcome: Outcome) -> None:
        home = scene.new()
        steps = scene.new().steps(*scene.crawl(home))
        for _ in range(4):
            home.kill_at(chance.randint(steps // 4, steps), *scene.crawl(home))
            log = home.folder / "nianbao.db-wal"
            outcome.hit(log.exists() and log.stat().st_size > 0)
            if log.exists():
                spoil(log, chance)
        home.verify("--repair")
        home.well(*scene.crawl(home))
        outcome.check(lost(scene.crawled, home, scene.expected))
        outcome.require(home.verify() == [], f"after the next crawl: {home.verify()}")

    return strike


def _halve(log: Path, chance: Random) -> None:
    with log.open("rb+") as file:
        file.truncate(chance.randint(0, log.stat().st_size))


def _remove(log: Path, chance: Random) -> None:
    log.unlink()


def _database(spoil: Callable[[Path, Random], None]) -> Callable[[Scene, Random, Outcome], None]:
    """The database itself is lost or damaged: it is told, and a rebuild brings all of it back."""

    def strike(scene: Scene, chance: Random, outcome: Outcome) -> None:
        home = scene.again()
        spoil(home.folder / "nianbao.db", chance)
        outcome.hit()
        said = home.run("reports", "--json")
        outcome.require(not said.stdout and said.stderr.count("\n") == 1, f"it was not told: {said.stderr}")
        home.well("db", "rebuild")
        outcome.check(lost(scene.crawled, home, scene.expected))

    return strike


def _garble(path: Path, chance: Random) -> None:
    size = path.stat().st_size
    with path.open("rb+") as file:
        file.write(chance.randbytes(4096))
        file.truncate(chance.randint(4096, size))


FAULTS = (
    Fault("torn write of the archive", "verify --repair cuts it off; the page is asked for again", _torn, quick=True),
    Fault("truncated WARC", "told; lost bodies are asked for again", _truncated),
    Fault("rotten bytes in a WARC", "told; lost bodies are asked for again", _flipped),
    Fault("SQLite log missing", "the last transactions are taken in from the archive", _log(_remove)),
    Fault("SQLite log cut short", "the last transactions are taken in from the archive", _log(_halve)),
    Fault("database missing", "a sentence; a rebuild brings it back", _database(lambda path, _: path.unlink())),
    Fault("database garbled", "a sentence; a rebuild brings it back", _database(_garble)),
)
