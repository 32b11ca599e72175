"""How the pages are served, read from the environment once and handed on."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from storage.errors import StorageError
from storage.settings import Settings

_LOOPBACK = frozenset(("127.0.0.1", "::1"))
_REQUESTS_A_MINUTE = 600


class ServingError(StorageError):
    """A setting of the pages that cannot be used (raised at start, shown to whoever starts)."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What the operator chose.

    ``accounts`` is the file of the people who may sign in; ``user_header`` names the header in which a reverse proxy at
    one of ``proxies`` says who asks. Without either nobody can sign in, and the pages only read.

    ``requests_a_minute`` is for each client; 0 for no limit. ``releases`` is the folder of the releases that can be
    downloaded.
    """

    storage: Settings
    accounts: Path | None = None
    user_header: str = ""
    proxies: frozenset[str] = _LOOPBACK
    requests_a_minute: int = _REQUESTS_A_MINUTE
    releases: Path | None = None

    @property
    def releases_folder(self) -> Path:
        """By default in the home."""
        return self.releases or self.storage.home / "releases"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Serving":
        """Raises ServingError."""
        accounts = environ.get("NIANBAO_ACCOUNTS", "")
        proxies = environ.get("NIANBAO_PROXIES", "")
        releases = environ.get("NIANBAO_RELEASES", "")
        return cls(
            storage=Settings.from_environment(environ),
            accounts=Path(accounts) if accounts else None,
            user_header=environ.get("NIANBAO_USER_HEADER", ""),
            proxies=frozenset(map(_address, proxies.split(","))) if proxies else _LOOPBACK,
            releases=Path(releases) if releases else None,
            requests_a_minute=_count(environ.get("NIANBAO_REQUESTS_A_MINUTE") or str(_REQUESTS_A_MINUTE)),
        )


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError as error:
        raise ServingError(f"NIANBAO_PROXIES holds {text.strip()!r}: write IP addresses with commas between") from error


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ServingError(f"NIANBAO_REQUESTS_A_MINUTE is {text!r}: write a number, 0 for no limit")
    return int(text)
