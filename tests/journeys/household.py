"""A folder in which the program keeps its things, and the program run on it as a user runs it."""

import csv
import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.district import Home
from tests.programs import run

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Household:
    """``NIANBAO_HOME`` of a journey; ``environment`` adds to it."""

    path: Path
    environment: dict[str, str] = field(default_factory=dict)

    def elsewhere(self, **environment: str) -> "Household":
        """The same folder in another environment."""
        return replace(self, environment={**self.environment, **environment})

    def nianbao(self, *arguments: str | Path, status: int = 0) -> str:
        """What a command printed; any other exit status than the expected one fails the test, with its errors."""
        return self._run(["nianbao", *map(str, arguments)], status)

    def scrapy(self, *arguments: str | Path, status: int = 0) -> str:
        """The same for Scrapy's own command, which must be called where ``scrapy.cfg`` is."""
        return self._run(["scrapy", *map(str, arguments)], status)

    def records(self, *arguments: str | Path, status: int = 0) -> list[dict]:
        """The JSON objects that a command printed with ``--json``."""
        return [json.loads(line) for line in self.nianbao(*arguments, "--json", status=status).splitlines()]

    def query(self, sql: str) -> list[dict]:
        """The rows of a SELECT."""
        printed = self.nianbao("query", sql, "--format", "json")
        return [json.loads(line) for line in printed.splitlines()]

    def export(self, name: str, *options: str) -> "Exported":
        """Everything as CSV, in a folder beside the household."""
        folder = self.path.parent / name
        self.nianbao("export", folder, *options)
        return Exported(folder)

    def _run(self, command: list[str], status: int) -> str:
        known = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
        done = run(command, {**known, "NIANBAO_HOME": str(self.path), **self.environment})
        assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout


def exported(home: Home, name: str) -> dict[str, list[dict[str, str]]]:
    """The tables of everything that a home holds, times aside, exported into a folder of this name in it."""
    home.run("export", str(home.folder / name)).check_returncode()
    made = Exported(home.folder / name)
    return {
        table: [{k: v for k, v in row.items() if k != "captured_at"} for row in made.rows(table)]
        for table in ("cells", "reports", "findings", "agencies")
    }


@dataclass(frozen=True, slots=True)
class Exported:
    """An export as it lies in its folder."""

    folder: Path

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of one of its tables."""
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def files(self) -> dict[str, bytes]:
        """Every file, byte for byte."""
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in sorted(self.folder.rglob("*.*"))}
