"""What a worker knows of its machine; tasks themselves name nothing that only one machine has."""

from dataclasses import dataclass
from pathlib import Path

from storage.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """``registry``, ``webhook`` and ``releases`` are those of ``nianbao night``."""

    settings: Settings
    registry: Path | None = None
    webhook: str | None = None
    releases: Path | None = None
