"""A release is in its place in full or not at all, and never in the place of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.draft import draft
from storage.errors import StorageError


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder beside ``target`` to write to, which becomes it when the block ends without an error.

    Raises StorageError where there is something already.
    """
    _require_free(target)
    if target.parent.exists() and not target.parent.is_dir():
        raise NotADirectoryError(20, "not a folder", str(target.parent))
    target.parent.mkdir(parents=True, exist_ok=True)
    with draft(target.parent, target.name) as made:
        yield made
        _require_free(target)
        made.rename(target)


def _require_free(target: Path) -> None:
    if target.exists():
        raise StorageError(
            f"{target} is there already, and a release is never overwritten: choose another DIR or --date"
        )
