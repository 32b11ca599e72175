"""Disks that are full, and folders that cannot be written to."""

import errno
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.torture.contents import leftovers, lost
from tests.torture.outcome import Fault, Outcome
from tests.torture.scene import Scene
from tests.torture.victim import Victim
from tests.torture.wounded import LARGEST

MB = 1 << 20


@contextmanager
def disk(place: Path, size: int) -> Iterator[bool]:
    """A disk of its own at a place; whether this machine lets us have one."""
    place.mkdir(parents=True, exist_ok=True)
    if not _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)):
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


def _mount(*arguments: str) -> bool:
    try:
        return subprocess.run(["mount", *arguments], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def remount(place: Path, options: str) -> None:
    """With other options. Raises OSError where this machine does not let us."""
    if not _mount("-o", f"remount,{options}", str(place)):
        raise OSError(errno.EPERM, "cannot be remounted", str(place))


def _told(outcome: Outcome, said: str, status: int, *words: str) -> None:
    """One sentence that says what to do, and no traceback."""
    lines = [line for line in said.splitlines() if line.startswith("nianbao: ")]
    outcome.require(status == 1, f"the exit status was {status}: {said}")
    outcome.require(lines and "Traceback" not in said, f"it was not told in a sentence: {said}")
    outcome.require(any(word in said for word in words), f"none of {words} was told: {said}")


def _full(variable: str | None, folder: str) -> Callable[[Scene, Random, Outcome], None]:
    """A crawl on a disk that is full after a while; then there is space, and the next goes on."""

    def strike(scene: Scene, chance: Random, outcome: Outcome) -> None:
        home = scene.new()
        place = home.folder / folder
        with disk(place, MB) as is_disk:
            if variable is not None:
                url = str(place) if variable == "NIANBAO_ARCHIVE_URL" else f"sqlite:///{place / 'own.db'}"
                home = Victim(home.folder, **{variable: url})
            if variable == "NIANBAO_DATABASE_URL":
                home.well("db", "upgrade")
            hurt = {} if is_disk else {LARGEST: str(40_000)}
            ballast = place / "ballast"
            free = chance.randint(0, 60_000)
            if is_disk:
                fill(ballast, free)
            crawl = home.hurt(*scene.crawl(home), **hurt)
            outcome.hit(crawl.returncode == 1)
            _told(outcome, crawl.stderr, crawl.returncode, "space", "full", "too large")
            ballast.unlink(missing_ok=True)
            if is_disk:
                remount(place, f"size={64 * MB}")
            home.well(*scene.crawl(home))
            url = home.variables.get("NIANBAO_ARCHIVE_URL")
            database = place / "own.db" if variable == "NIANBAO_DATABASE_URL" else None
            outcome.check(lost(scene.crawled, home, scene.expected, archive=url, database=database))

    return strike


def fill(ballast: Path, free: int) -> None:
    """Take all space but this much."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - free))


def _given(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """An export and a release to a full disk: a sentence, nothing half, nothing left; then there is space."""
    home, place = scene.crawled, scene.place()
    with disk(place, chance.randint(8, 80) * 1024) as is_disk:
        hurt = {} if is_disk else {LARGEST: str(2_000)}
        for command in (("export", str(place / "e")), ("release", str(place / "r"), "--date", "2026-12-01")):
            done = home.hurt(*command, **hurt)
            outcome.hit(done.returncode == 1)
            _told(outcome, done.stderr, done.returncode, "space", "too large")
            outcome.check(f"{path} is left" for path in (*leftovers(place), *leftovers(place / "r")))
            outcome.require(not any(place.glob(command[1].rpartition("/")[2] + "/*")), "half of it is there")
            if is_disk:
                remount(place, f"size={64 * MB}")
            home.well(*command)
            if is_disk:
                remount(place, f"size={_occupied(place) + 8 * 1024}")


def _occupied(place: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in place.rglob("*"))


def _read_only(scene: Scene, chance: Random, outcome: Outcome) -> None:
    """Nothing can be written: every command that would says so, and those that ask go on."""
    home = scene.again()
    place = scene.place()
    with disk(place, 64 * MB) as is_disk:
        if not is_disk:
            return
        there = home.copy(place / "home")
        remount(place, "ro")
        for command in (there_crawl := scene.crawl(there), ("db", "rebuild"), ("export", str(place / "e"))):
            done = there.hurt(*command)
            outcome.hit(done.returncode == 1)
            _told(outcome, done.stderr, done.returncode, "write", "read-only")
        said = there.run("reports", "--json")
        outcome.require(len(said.stdout.splitlines()) == len(scene.expected["reports"]), f"asking: {said.stderr}")
        remount(place, "rw")
        there.well(*there_crawl)
        outcome.check(lost(scene.crawled, there, scene.expected))


FAULTS = (
    Fault("full disk: archive", "a sentence; the next crawl goes on", _full("NIANBAO_ARCHIVE_URL", "small")),
    Fault("full disk: database", "a sentence; the next crawl goes on", _full("NIANBAO_DATABASE_URL", "small")),
    Fault("full disk: export and release", "a sentence, nothing half", _given),
    Fault("read-only disk", "a sentence; asking goes on", _read_only),
)
