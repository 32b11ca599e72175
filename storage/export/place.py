"""A folder that is written in full beside its place, and then put there: nobody meets half an export."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

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
    draft = (folder if folder.exists() else folder.parent) / f".{folder.name}-{token_hex(4)}"
    draft.mkdir()
    try:
        yield draft
        if folder.exists():
            _exchange(draft, folder)
        else:
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _exchange(draft: Path, folder: Path) -> None:
    (folder / DESCRIPTOR).unlink(missing_ok=True)
    for path in sorted(draft.iterdir(), key=lambda path: path.name == DESCRIPTOR):
        path.replace(folder / path.name)
