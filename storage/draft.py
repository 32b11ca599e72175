"""A folder to write to before anything has its name; what a process that was killed left of one is taken away."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex


@contextmanager
def draft(parent: Path, name: str) -> Iterator[Path]:
    """A new hidden folder in ``parent``, gone at the end of the block unless it got another name.

    It is locked as long as somebody writes to it, and the system frees the lock of a process however it ends: by that
    the next one knows which drafts are nobody's. Where there are no locks, drafts are left alone.
    """
    with _alone(parent) as locks:
        if locks:
            sweep(parent, name)
        made = parent / f".{name}-{token_hex(4)}"
        made.mkdir()
        held = _lock(made) if locks else None
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        if held is not None:
            os.close(held)


def sweep(parent: Path, name: str) -> None:
    """Take away the drafts of this name that nobody holds."""
    for left in parent.glob(f".{name}-{'[0-9a-f]' * 8}"):
        held = _lock(left)
        if held is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(held)


@contextmanager
def _alone(parent: Path) -> Iterator[bool]:
    """Between making a draft and locking it nobody else may sweep; whether there are locks here."""
    handle = os.open(parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


def _lock(folder: Path) -> int | None:
    """The folder, held by this process; None where another one holds it, or it is gone."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle
    return None
