"""An archive in a folder of this machine, or one that this machine sees as its own."""

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from storage.archive.store.interface import DRAFT, LISTED
from storage.disk import sync
from storage.errors import ArchiveError

TORN = "torn"
"""Folder of what was cut off."""
_BUFFER = 1 << 16
"""Most records are smaller, and one is read at a time; who reads a file through is as quick as with more."""


class LocalFolder:
    """Files in one folder, which is made with the first of them."""

    is_here = True

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        """Every file of the archive in the folder; a folder that is not there yet has none."""
        return self._ending(LISTED)

    def size(self, name: str) -> int | None:
        """Bytes of a file, None when there is none."""
        try:
            return self._place(name).stat().st_size
        except FileNotFoundError:
            return None

    def is_open(self, name: str) -> bool:
        """Whether somebody holds the lock of a writer; on file systems without locks nobody does."""
        with suppress(OSError), self._place(name).open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def is_waiting(self, name: str) -> bool:  # noqa: ARG002 – nothing is on its way to a folder
        """Never: what is written is there."""
        return False

    def open(self, name: str) -> BinaryIO:
        """A file for reading at any offset."""
        return self._place(name).open("rb", buffering=_BUFFER)

    def create(self, name: str) -> "LocalSink":
        """A new file; the folder is synced, or a power loss could leave bytes that no name leads to."""
        place = self._place(name)
        _make_folder(self.path)
        sink = LocalSink(place)
        sync(self.path)
        return sink

    def draft(self, name: str) -> "LocalSink":
        """Beside the files, so that publishing it is a renaming."""
        return self.create(f"{name}{DRAFT}")

    def open_draft(self, name: str) -> BinaryIO:
        """A draft for reading."""
        return self.open(f"{name}{DRAFT}")

    def publish(self, name: str) -> None:
        """Renamed; who makes drafts of a name has it alone."""
        place = self._place(name)
        if place.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
        self._place(f"{name}{DRAFT}").rename(place)
        sync(self.path)

    def drafts(self) -> list[str]:
        """Those that no process holds."""
        return [name.removesuffix(DRAFT) for name in self._ending((DRAFT,)) if not self.is_open(name)]

    def discard(self, name: str) -> None:
        """Throw a draft away, where there is one."""
        self.remove(f"{name}{DRAFT}")

    def put(self, name: str, data: bytes) -> None:
        """Written beside it, synced and renamed."""
        self.discard(name)
        sink = self.draft(name)
        try:
            sink.write(data)
            sink.sync()
        finally:
            sink.close()
        self._place(f"{name}{DRAFT}").replace(self._place(name))
        sync(self.path)

    def remove(self, name: str) -> None:
        """Take a file away, where there is one."""
        try:
            self._place(name).unlink()
        except FileNotFoundError:
            return
        sync(self.path)

    def cut(self, name: str, end: int) -> str:
        """The copy is on disk before anything is taken off; raises ArchiveError for a file that is being written."""
        with self._place(name).open("rb+") as file:
            with suppress(OSError):  # a file system without locks
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise ArchiveError(f"{name} is being written: wait until that has ended") from None
            file.seek(end)
            kept = keep_torn(self.path, name, end, file.read())
            file.truncate(end)
            os.fsync(file.fileno())
        return str(kept)

    def _ending(self, suffixes: tuple[str, ...]) -> list[str]:
        if not self.path.is_dir():
            return []
        return sorted(entry.name for entry in self.path.iterdir() if entry.name.endswith(suffixes) and entry.is_file())

    def _place(self, name: str) -> Path:
        return self.path / checked(name)


def checked(name: str) -> str:
    """The name of a file, which leads nowhere else. Raises ArchiveError."""
    if name in ("", ".", "..") or "/" in name:
        raise ArchiveError(f"{name!r} is no file of the archive")
    return name


def keep_torn(folder: Path, name: str, end: int, data: bytes) -> Path:
    """What was cut off a file, in a folder beside the files; its name says where it stood."""
    place = folder / TORN / f"{name}.{end}"
    _make_folder(place.parent)
    with place.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync(place.parent)
    return place


class LocalSink:
    """An exclusively created file, locked while it is open."""

    def __init__(self, place: Path) -> None:
        self._file = place.open("xb", buffering=0)
        with suppress(OSError):
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def write(self, data: bytes) -> None:
        """Append all of it; the system may take it in parts."""
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]

    def sync(self) -> None:
        """Return when everything written is on disk."""
        os.fsync(self._file.fileno())

    def close(self, *, keep: int | None = None) -> None:
        """Give the file up, cut to what is whole where the disk allows it."""
        with suppress(OSError):
            if keep is not None:
                self._file.truncate(keep)
        with suppress(OSError):
            self._file.close()


def _make_folder(path: Path) -> None:
    """With the folders above it. A file in its place is not a name that is taken, which would be tried again."""
    if path.exists() and not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    if not path.is_dir():
        _make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync(path.parent)
