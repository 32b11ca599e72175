"""A night: ``nianbao crawl`` in a process of its own, for a network runs once in a process, and what it left behind."""

import json
import os
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.district.server import District
from tests.programs import Running, run, start


@dataclass(frozen=True, slots=True)
class Night:
    """One crawl: its exit status, each site's verdict as ``--json`` tells it, and what it said besides."""

    status: int
    verdicts: dict[str, dict[str, Any]]
    said: str

    def __getitem__(self, site: str) -> dict[str, Any]:
        return self.verdicts[site]


class Home:
    """A folder that the program keeps everything in, with a registry of the sites that a test wants."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sites = folder / "sites"
        self.sites.mkdir(parents=True)

    def add(
        self, name: str, district: District | str, *, code: str = "990101", delay: float = 0, more: str = ""
    ) -> None:
        """Write a site file for a district, or for the root of one; without a pause, for loopback minds nothing."""
        root = district if isinstance(district, str) else district.root
        lines = [f'code = "{code}"', 'name = "示例市示例区"', f'start_urls = ["{root}/"]', f"delay = {delay}", more]
        (self.sites / f"{name}.toml").write_text("\n".join(lines), encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NIANBAO_")}
        return {**kept, "NIANBAO_HOME": str(self.folder)}

    def crawl(self, *arguments: str, **variables: str) -> Night:
        done = self.run("crawl", *arguments, "--sites", str(self.sites), "--json", **variables)
        verdicts = [json.loads(line) for line in done.stdout.splitlines()]
        return Night(done.returncode, {verdict["site"]: verdict for verdict in verdicts}, done.stderr)

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Any command of the program, to its end."""
        return run(["nianbao", *arguments], {**self.environment, **variables})

    def start(self) -> Running:
        """A crawl that a test means to disturb."""
        return start(["nianbao", "crawl", "--sites", str(self.sites), "--json"], self.environment)

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database past the program."""
        with sqlite3.connect(f"file:{self.folder / 'nianbao.db'}?mode=ro", uri=True) as connection:
            found = connection.execute(statement, values).fetchall()
        connection.close()
        return found

    def endings(self, path: str) -> list[tuple[str, int | None, str]]:
        """How the requests for the address with this end went, in order: outcome, status, reason."""
        return self.query(
            "SELECT f.outcome, f.status, f.reason FROM fetches f JOIN urls u ON u.id = f.url_id "
            "WHERE u.url LIKE '%' || ? ORDER BY f.id",
            path,
        )

    def cell(self, agency: str, year: int, row: str = "new_received", column: str = "natural_person") -> Any:
        """A number of the third table in the current version."""
        found = self.query(
            'SELECT value FROM cells WHERE agency LIKE ? AND year = ? AND "row" = ? AND "column" = ?',
            f"%{agency}",
            year,
            row,
            column,
        )
        return found[0][0] if found else None
