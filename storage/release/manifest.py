"""The manifest of a release: size and SHA-256 of every file, for programs and for ``sha256sum --check``."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from storage.errors import StorageError
from storage.export.descriptor import digest
from storage.release.files import write_text

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
NAME = re.compile(r"nianbao-(\d{4}-\d\d-\d\d)", re.ASCII)
"""Of the folder of a release, with its day."""


def write_manifest(folder: Path, day: date, data: str) -> None:
    """Every file of the folder, by its path; ``data`` is the digest that the release is cited with."""
    files = [
        {"path": path, "bytes": (folder / path).stat().st_size, "sha256": digest(folder / path)}
        for path in _paths(folder)
    ]
    manifest = {"name": folder_name(day), "date": day.isoformat(), "data": f"sha256:{data}", "files": files}
    write_text(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    sums = [(file["sha256"], file["path"]) for file in files] + [(digest(folder / MANIFEST), MANIFEST)]
    write_text(folder / SUMS, "".join(f"{sha256}  {path}\n" for sha256, path in sums))


def folder_name(day: date) -> str:
    """``nianbao-2026-11-20``."""
    return f"nianbao-{day.isoformat()}"


def name_of(folder: Path) -> str:
    """The name of the release in a folder, whatever the folder is called. Raises StorageError for no release."""
    return _read(folder)[0]


def _read(folder: Path) -> tuple[str, dict[str, str]]:
    """The name, and digest by path."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        return str(manifest["name"]), {file["path"]: file["sha256"] for file in manifest["files"]}
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StorageError(f"{folder} is no release: it has no {MANIFEST}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(f"{folder / MANIFEST} is not the manifest of a release") from error


def require_whole(folder: Path, paths: Iterable[str]) -> None:
    """Raises StorageError where a file is not as the manifest of its release says."""
    _, known = _read(folder)
    for path in paths:
        if not (folder / path).is_file():
            raise StorageError(f"{folder / path} is missing: take a whole release")
        if known.get(path) != digest(folder / path):
            raise StorageError(f"{folder / path} is not as its manifest says: take an unchanged release")


def _paths(folder: Path) -> Iterator[str]:
    yield from sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
