"""When a release is due: once a month, if anything was fetched since the last one."""

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from storage import queries
from storage.export.gaps import day_of
from storage.release import Released, release
from storage.release.manifest import NAME
from storage.release.texts.citation import AUTHOR


def release_if_due(engine: Engine, parent: Path, today: date, author: str = AUTHOR) -> Released | None:
    """The release of this month, compared with the one before; None when there is one, or nothing new to release.

    Raises what ``release`` raises.
    """
    earlier = _releases(parent)
    last = max(earlier, default=None)
    with queries.snapshot(engine) as connection:
        day = day_of(connection)
    if day is None or (last is not None and ((last.year, last.month) >= (today.year, today.month) or day <= last)):
        return None
    return release(engine, parent, day, earlier[last] if last else None, author)


def _releases(parent: Path) -> dict[date, Path]:
    """The releases of a folder by their day."""
    if not parent.is_dir():
        return {}
    named = ((NAME.fullmatch(path.name), path) for path in parent.iterdir() if path.is_dir())
    return {date.fromisoformat(match[1]): path for match, path in named if match}
