"""An archive in an object store, or any other place that fsspec reaches (``s3://bucket/folder``).

A file is written on this machine first, record by record and synced, as any archive is; when it is closed it is taken
to the store, and the copy here goes once the store has all of it. What could not be taken stays here and is read from
here, and every later file that is begun or closed tries again. Credentials come from the environment, as the store's
own tools take them.
"""

import errno
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import urlsplit

from storage.archive.store.folder import LocalFolder, LocalSink, checked, keep_torn
from storage.archive.store.interface import DRAFT, LISTED, PACKED, Sink
from storage.errors import ArchiveError

logger = logging.getLogger(__name__)

_BLOCK = 1 << 20
"""Bytes fetched at once: most records are far smaller, and a file that is read through is ten thousand of them."""
_PAUSES = (0.0, 1.0, 4.0, 10.0, 20.0)
"""Seconds before each attempt to take a closed file to the store."""
_WHOLE_AT_ONCE = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "memory")
"""Stores in which a file is there whole or not at all; elsewhere it gets its name when it is whole."""


def _is_news(record: logging.LogRecord) -> bool:
    """Not so what the store's library leaves behind of a connection that broke: the call that it was for has failed."""
    return not (record.exc_info and isinstance(record.exc_info[1], ConnectionError))


class RemoteFolder:
    """Files in one folder of a store; ``spool`` has those on their way there, and is None where nothing is written."""

    is_here = False

    def __init__(self, system: Any, folder: str, url: str, spool: LocalFolder | None) -> None:
        self.path = url
        self.spool = spool
        self._system = system
        self._folder = folder.rstrip("/")
        protocols = (system.protocol,) if isinstance(system.protocol, str) else system.protocol
        self._whole = not set(protocols).isdisjoint(_WHOLE_AT_ONCE)

    @classmethod
    def at(cls, url: str, spool: LocalFolder | None) -> "RemoteFolder":
        """Raises ArchiveError for an address that fsspec does not know, or lacks a library for."""
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 – only who keeps the archive elsewhere needs it

            system, folder = url_to_fs(url, use_listings_cache=False)
        except (ImportError, ValueError, OSError) as error:
            scheme = urlsplit(url).scheme
            remedy = 'pip install "nianbao[s3]"' if scheme in ("s3", "s3a") else f"install the library for {scheme}"
            raise ArchiveError(
                f"the archive {url} cannot be reached: {error}; {remedy}, or set NIANBAO_ARCHIVE_URL"
            ) from error
        logging.getLogger("asyncio").addFilter(_is_news)
        return cls(system, folder, url, spool)

    def names(self) -> list[str]:
        """Every WARC file, there or on its way."""
        with self._reached():
            self._system.invalidate_cache()
            there = self._listed()
        found = {str(name).rpartition("/")[2] for name in there}
        return sorted({name for name in found if name.endswith(LISTED)} | set(self._waiting()))

    def _listed(self) -> list[Any]:
        try:
            return list(self._system.ls(self._folder, detail=False))
        except FileNotFoundError:
            return []  # the folder comes with its first file

    def size(self, name: str) -> int | None:
        """Bytes of a file, None when there is none."""
        here = self.spool.size(name) if self.spool else None
        if here is not None:
            return here
        with suppress(FileNotFoundError), self._reached():
            return int(self._system.info(self._place(name))["size"])
        return None

    def is_open(self, name: str) -> bool:
        """Whether a process of this machine is writing to it; what others write is not in the store yet."""
        return self.spool is not None and self.spool.is_open(name)

    def open(self, name: str) -> BinaryIO:
        """A file for reading at any offset; FileNotFoundError when there is none."""
        if self.spool is not None and self.spool.size(name) is not None:
            with suppress(FileNotFoundError):  # it was taken to the store in this moment
                return self.spool.open(name)
        with self._reached():
            opened = self._system.open(self._place(name), "rb", block_size=_BLOCK, cache_type="readahead")
        return cast("BinaryIO", opened)

    def create(self, name: str) -> Sink:
        """A new file, here until it is closed."""
        spool = self._written()
        self._take_waiting()
        return RemoteSink(spool.create(name), lambda: self._leave(name))

    def cut(self, name: str, end: int) -> str:
        """A file of the store is made anew by way of this machine, where the copy is kept."""
        spool = self._written()
        if spool.size(name) is not None:
            return spool.cut(name, end)
        with closing(self.open(name)) as file:
            whole, rest = file.read(end), file.read()
        kept = keep_torn(spool.path, name, end, rest)
        sink = spool.create(name)
        sink.write(whole)
        sink.sync()
        sink.close()
        if not self._take(name):
            raise ArchiveError(f"{self.path} does not take {name}, which is whole here; the next file tries again")
        return str(kept)

    def draft(self, name: str) -> Sink:
        """On this machine, where it is made."""
        return self._written().draft(name)

    def open_draft(self, name: str) -> BinaryIO:
        """A draft for reading."""
        return self._written().open_draft(name)

    def publish(self, name: str) -> None:
        """Taken to the store; the draft goes once the store has all of it."""
        spool = self._written()
        if self.size(name) is not None:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), f"{self.path}/{name}")
        if not self._take(name, spool.path / f"{name}{DRAFT}"):
            raise ArchiveError(f"{self.path} does not take {name}: check that the store can be written to")

    def drafts(self) -> list[str]:
        """Those of this machine that no process holds."""
        return self.spool.drafts() if self.spool is not None else []

    def discard(self, name: str) -> None:
        """Throw a draft away, where there is one."""
        self._written().discard(name)

    def put(self, name: str, data: bytes) -> None:
        """By way of a draft, since some stores show a file before it is whole."""
        spool = self._written()
        spool.discard(name)
        sink = spool.draft(name)
        try:
            sink.write(data)
        finally:
            sink.close()
        if not self._take(name, spool.path / f"{name}{DRAFT}"):
            raise ArchiveError(f"{self.path} does not take {name}: check that the store can be written to")

    def remove(self, name: str) -> None:
        """From the store; what is on its way there is not taken away."""
        with suppress(FileNotFoundError), self._reached():
            self._system.rm_file(self._place(name))
            self._system.invalidate_cache()

    def is_waiting(self, name: str) -> bool:
        """Whether a file is on its way still."""
        return self.spool is not None and self.spool.size(name) is not None

    def _written(self) -> LocalFolder:
        """Where files are on their way. Raises ArchiveError where nothing is written."""
        if self.spool is None:
            raise ArchiveError(f"the archive {self.path} is open for reading only")
        return self.spool

    def _leave(self, name: str) -> None:
        for pause in _PAUSES:
            time.sleep(pause)
            if self._take(name):
                break
        else:
            logger.warning("%s is kept here, for %s does not take it; the next file tries again", name, self.path)
        self._take_waiting()

    def _take_waiting(self) -> None:
        """What a process that was killed, or a store that refused, left here."""
        for name in self._waiting():
            if not self.is_open(name) and not self._take(name):
                return

    def _take(self, name: str, here: Path | None = None) -> bool:
        """Whether the store has the whole file now; the copy here is gone then."""
        here, there = here or self._written().path / name, self._place(name)
        draft = there if self._whole else f"{there}.part"
        try:
            size = here.stat().st_size
            if not self._whole:
                self._system.makedirs(self._folder, exist_ok=True)
            self._system.put_file(str(here), draft)
            if draft != there:
                self._system.mv(draft, there)
            self._system.invalidate_cache()
            if int(self._system.info(there)["size"]) != size:
                return False
        except FileNotFoundError:
            return not here.exists()  # another process has taken it
        except Exception as error:  # noqa: BLE001 – every store has errors of its own; the file stays here
            logger.warning("%s is not taken to %s: %s", name, self.path, error)
            return False
        here.unlink(missing_ok=True)
        return True

    def _waiting(self) -> list[str]:
        return [name for name in self.spool.names() if name.endswith(PACKED)] if self.spool is not None else []

    def _place(self, name: str) -> str:
        return f"{self._folder}/{checked(name)}"

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Whatever the store's library raises, in our words; that there is no such file stays what it is."""
        try:
            yield
        except FileNotFoundError:
            raise
        except Exception as error:
            remedy = "check NIANBAO_ARCHIVE_URL and the credentials"
            raise ArchiveError(f"the archive {self.path} cannot be reached: {error}; {remedy}") from error


class RemoteSink:
    """A file that is being written here; ``leave`` takes it to the store."""

    def __init__(self, sink: LocalSink, leave: Callable[[], None]) -> None:
        self._sink = sink
        self._leave = leave

    def write(self, data: bytes) -> None:
        """Append."""
        self._sink.write(data)

    def sync(self) -> None:
        """Return when everything written is on this machine's disk."""
        self._sink.sync()

    def close(self, *, keep: int | None = None) -> None:
        """Give the file up, and take it to the store."""
        self._sink.close(keep=keep)
        self._leave()
