"""A dated release that can be cited: tables, codebook, coverage, changes, manifest.

The same state gives the same bytes: nothing in it depends on the clock, the machine, the folder or the numbers of rows
in the database.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from storage import queries
from storage.errors import StorageError
from storage.export.gaps import day_of
from storage.release.data import COMPARED
from storage.release.manifest import folder_name, require_whole
from storage.release.place import new_folder
from storage.release.texts.citation import AUTHOR
from storage.release.writing import Told, write

__all__ = ["AUTHOR", "Released", "release"]


@dataclass(frozen=True, slots=True)
class Released:
    """Where a release is, and what it says of itself."""

    folder: Path
    told: Told


def release(
    engine: Engine, parent: Path, day: date | None = None, previous: Path | None = None, author: str = AUTHOR
) -> Released:
    """Make the folder ``nianbao-<day>`` in ``parent``; the day is by default that of the newest capture.

    Raises StorageError where nothing is stored, where there is a release of that day, and for a ``previous`` that is no
    whole release.
    """
    if previous is not None:
        require_whole(previous, COMPARED)
    with queries.snapshot(engine) as connection:
        day = day or day_of(connection)
        if day is None:
            raise StorageError("nothing is stored yet, so there is nothing to release: run nianbao crawl first")
        target = parent / folder_name(day)
        with new_folder(target) as draft:
            told = write(connection, draft, day, previous, author)
    return Released(target, told)
