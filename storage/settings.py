"""Where the program keeps things, read from the environment once and handed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """``names_own_database`` when the user set a URL: such a database is never upgraded without being asked."""

    home: Path
    database_url: str
    archive_url: str
    sites: Path | None
    names_own_database: bool

    @property
    def spool(self) -> Path:
        """Where files are on their way to an archive that is kept elsewhere."""
        return self.home / "spool"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in force; an empty variable counts as one that is not set."""
        home = Path(environ.get("NIANBAO_HOME") or "data")
        own = environ.get("NIANBAO_DATABASE_URL", "")
        sites = environ.get("NIANBAO_SITES", "")
        return cls(
            home=home,
            database_url=own or f"sqlite:///{home / 'nianbao.db'}",
            archive_url=environ.get("NIANBAO_ARCHIVE_URL") or str(home / "archive"),
            sites=Path(sites) if sites else None,
            names_own_database=bool(own),
        )
