"""What the archive asks of the place where its files lie."""

from typing import BinaryIO, Protocol

SUFFIX = ".warc.gz"


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
        """Every file, by name, which is by time."""

    def size(self, name: str) -> int | None:
        """Bytes of a file, None when there is none."""

    def is_open(self, name: str) -> bool:
        """Whether a process is writing to it now, so that its end may be on its way."""

    def open(self, name: str) -> BinaryIO:
        """A file for reading at any offset; FileNotFoundError when there is none."""

    def create(self, name: str) -> Sink:
        """A new file, to be found again after a power loss; FileExistsError when the name is taken."""

    def cut(self, name: str, end: int) -> str:
        """Take what stands behind ``end`` off a file that nobody writes to; where a copy of it is kept now."""

    @property
    def is_here(self) -> bool:
        """Whether its files are on this machine, so that a process without network can read them."""
