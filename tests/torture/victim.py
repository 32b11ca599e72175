"""A home that is hurt: its commands are run through ``wounded``, killed by step or by time, and told of."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.district import Home
from tests.programs import Running, run, start
from tests.torture import wounded

KILLED = -9


class Victim(Home):
    """``environment`` may be added to; ``copy`` makes another of the same contents."""

    def __init__(self, folder: Path, **variables: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.sites = folder / "sites"
        self.sites.mkdir(exist_ok=True)
        self.variables = variables

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, **self.variables}

    def copy(self, folder: Path, **variables: str) -> "Victim":
        """The same contents in another place, hard links aside."""
        shutil.copytree(self.folder, folder)
        return Victim(folder, **{**self.variables, **variables})

    def begin(self, *arguments: str, **hurt: str) -> Running:
        """A command under way, hurt as ``wounded`` knows."""
        return start(["tests.torture.wounded", "nianbao", *arguments], {**self.environment, **hurt})

    def hurt(self, *arguments: str, **hurt: str) -> subprocess.CompletedProcess[str]:
        """A command to its end, hurt as ``wounded`` knows."""
        return run(["tests.torture.wounded", "nianbao", *arguments], {**self.environment, **hurt})

    def well(self, *arguments: str, **hurt: str) -> str:
        """A command that has to end well; what it printed."""
        done = self.hurt(*arguments, **hurt)
        if done.returncode != 0:
            raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def steps(self, *arguments: str, **hurt: str) -> int:
        """How many steps a command takes that nobody disturbs."""
        with TemporaryDirectory() as folder:
            told = Path(folder) / "steps"
            self.well(*arguments, **hurt, **{wounded.COUNTS_TO: str(told)})
            return int(told.read_text("utf-8"))

    def kill_at(self, step: int, *arguments: str, **hurt: str) -> bool:
        """Whether the command was still at work when its step came."""
        return self.hurt(*arguments, **hurt, **{wounded.DIES_AT: str(step)}).returncode == KILLED

    def kill_after(self, seconds: float, *arguments: str, **hurt: str) -> bool:
        """Whether the command was still at work then."""
        running = self.begin(*arguments, **hurt)
        time.sleep(seconds)
        running.kill()
        return running.wait() == KILLED

    def verify(self, *options: str) -> list[dict[str, object]]:
        """The problems that ``archive verify`` tells."""
        done = self.run("archive", "verify", "--json", *options)
        return [json.loads(line) for line in done.stdout.splitlines()]

    @property
    def archived(self) -> list[Path]:
        """The files of the archive, oldest first."""
        return sorted((self.folder / "archive").glob("*.warc.gz"))


def some(chance: Random, most: int, number: int) -> Iterator[int]:
    """Steps to die at: two of three spread over the whole way, the others among the last, where files change places."""
    spread = max(1, number * 2 // 3)
    for part in range(spread):
        first = part * most // spread + 1
        yield chance.randint(first, max(first, (part + 1) * most // spread))
    for _ in range(number - spread):
        yield max(1, most - int(chance.expovariate(1 / 8)))


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with TemporaryDirectory(prefix="nianbao-torture-") as made:
        yield Path(made)
