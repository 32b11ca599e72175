"""The releases of a folder: what their manifests name is what can be downloaded, and nothing beside it."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from storage.release.manifest import MANIFEST, NAME, SUMS
from storage.release.texts.citation import LINES


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release; ``address`` is where it is downloaded."""

    path: str
    bytes: int
    sha256: str
    address: str


@dataclass(frozen=True, slots=True)
class Release:
    """``data`` is the digest over all tables, which it is cited with."""

    name: str
    day: date
    data: str
    files: tuple[File, ...]


def releases(folder: Path) -> tuple[Release, ...]:
    """The newest first; a folder that is no whole release is left out."""
    try:
        names = sorted((path.name for path in folder.iterdir() if NAME.fullmatch(path.name)), reverse=True)
    except OSError:
        return ()
    return tuple(filter(None, (_read(folder, name) for name in names)))


def cited(folder: Path, name: str) -> tuple[str, str] | None:
    """What the release says itself how it is cited, in English and in Chinese; None where that cannot be read."""
    file = located(folder, name, LINES)
    if file is None:
        return None
    try:
        english, chinese = file.read_text("utf-8").splitlines()[:2]
    except (OSError, ValueError):
        return None
    return english, chinese


def located(folder: Path, name: str, path: str) -> Path | None:
    """The file of a release; None for what its manifest does not name, or what is elsewhere than it says."""
    found = _read(folder, name) if NAME.fullmatch(name) else None
    if found is None or path not in {MANIFEST, SUMS, *(file.path for file in found.files)}:
        return None
    home, file = (folder / name).resolve(), (folder / name / path).resolve()
    return file if file.is_relative_to(home) and file.is_file() else None


def _read(folder: Path, name: str) -> Release | None:
    """None for a folder that is no whole release."""
    try:
        manifest = json.loads((folder / name / MANIFEST).read_text("utf-8"))
        files = tuple(
            File(str(file["path"]), int(file["bytes"]), str(file["sha256"]), f"/data/releases/{name}/{file['path']}")
            for file in manifest["files"]
        )
        return Release(name, date.fromisoformat(name.removeprefix("nianbao-")), str(manifest["data"]), files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
