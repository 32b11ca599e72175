"""What the archive asks of the place where its files lie."""

from typing import BinaryIO, Protocol

SUFFIX = ".warc.gz"
"""Of files that are written record by record."""
SMALL_SUFFIX = ".warc.zst"
"""Of files packed anew, once they are closed."""
PACKED = (SUFFIX, SMALL_SUFFIX)
LISTED = (*PACKED, ".moved.json.zst")
"""What an archive consists of: files of records, and where records were moved to."""
DRAFT = ".draft"
"""Behind the name of a file that does not count yet."""


class Sink(Protocol):
    """A file that is being written; nobody else writes to it, now or later."""

    def write(self, data: bytes) -> None:
        """Append; what was written is on disk once ``sync`` has returned."""

    def sync(self) -> None:
        """Return when everything written is on disk."""

    def close(self, *, keep: int | None = None) -> None:
        """Give the file up; with ``keep``, cut it to that many bytes where that is still possible."""


class Store(Protocol):
    """The files by name."""

    def names(self) -> list[str]:
        """Every file that the archive consists of, by name, which is by time."""

    def size(self, name: str) -> int | None:
        """Bytes of a file, None when there is none."""

    def is_open(self, name: str) -> bool:
        """Whether a process is writing to it now, so that its end may be on its way."""

    def is_waiting(self, name: str) -> bool:
        """Whether a file is on its way there still, and others do not see it."""

    def open(self, name: str) -> BinaryIO:
        """A file for reading at any offset; FileNotFoundError when there is none."""

    def create(self, name: str) -> Sink:
        """A new file, to be found again after a power loss; FileExistsError when the name is taken."""

    def cut(self, name: str, end: int) -> str:
        """Take what stands behind ``end`` off a file that nobody writes to; where a copy of it is kept now."""

    def draft(self, name: str) -> Sink:
        """A file that does not count before it is published. FileExistsError when there is one already."""

    def open_draft(self, name: str) -> BinaryIO:
        """A draft for reading."""

    def publish(self, name: str) -> None:
        """Let a draft that is closed count under its name, whole. FileExistsError when the name is taken."""

    def drafts(self) -> list[str]:
        """The names of drafts that nobody writes to."""

    def discard(self, name: str) -> None:
        """Throw a draft away, where there is one."""

    def put(self, name: str, data: bytes) -> None:
        """A small file, there whole or not at all, in place of what had the name."""

    def remove(self, name: str) -> None:
        """Take a file away, where there is one; it stays away after a power loss."""

    @property
    def is_here(self) -> bool:
        """Whether its files are on this machine, so that a process without network can read them."""
