"""A folder that is written in full beside its place, and then put there: nobody meets half an export."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.draft import draft

DESCRIPTOR = "datapackage.json"


@contextmanager
def put_in_place(folder: Path) -> Iterator[Path]:
    """A new folder to write to; its files come to ``folder`` when the block ends without an error.

    A folder that is there keeps its other files. Its descriptor is away while files are exchanged, so that whoever
    finds one finds the files that it describes.
    """
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(20, "not a folder", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with draft(folder if folder.exists() else folder.parent, folder.name) as made:
        yield made
        if folder.exists():
            _exchange(made, folder)
        else:
            made.rename(folder)


def _exchange(made: Path, folder: Path) -> None:
    (folder / DESCRIPTOR).unlink(missing_ok=True)
    for path in sorted(made.iterdir(), key=lambda path: path.name == DESCRIPTOR):
        path.replace(folder / path.name)
