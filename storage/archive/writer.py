"""Appends to the archive: one new file a process, one gzip member a record, on disk before ``append`` returns."""

import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from storage.archive.contents import records, warc
from storage.archive.contents.capture import NOT_MODIFIED, Ending, Original, capture_of, original_of, sha256_of
from storage.archive.contents.context import to_line
from storage.archive.limits import Limits
from storage.archive.packing.gzip import GZIP
from storage.archive.store import SUFFIX, Sink, Store
from storage.errors import ArchiveError
from storage.records import Capture, Exchange, FetchOutcome, Pointer

Trace = Callable[[Capture], Original | None]
"""The capture that has the body of a capture; None when its record is not there any more."""


@dataclass(slots=True)
class _Open:
    """The file that is being written, up to where it is whole, and up to where it is on disk."""

    name: str
    sink: Sink
    process: int
    end: int = 0
    synced: int = 0


class ArchiveWriter:
    """Takes exchanges and notes, from any thread. A failed append leaves the file whole and ends it."""

    def __init__(self, store: Store, trace: Trace, limits: Limits, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._trace = trace
        self._limits = limits
        self._clock = clock
        self._lock = threading.RLock()
        self._together = False
        self._open: _Open | None = None
        self._serial = 0
        self._name = secrets.token_hex(4)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the file; a later append begins a new one."""
        with self._lock:
            self._leave()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What the block appends is on disk when it ends, and not before; other threads wait for it."""
        with self._lock:
            self._together = True
            try:
                yield
                self._sync()
            finally:
                self._together = False

    def append(self, exchange: Exchange, *, repeats: Capture | None = None) -> Pointer:
        """Keep an exchange; the pointer is to its response."""
        return self.capture(exchange, repeats=repeats).pointer

    def capture(
        self,
        exchange: Exchange,
        *,
        repeats: Capture | None = None,
        outcome: FetchOutcome | None = None,
        reason: str = "",
        asked: str | None = None,
        imported: Mapping[str, str] | None = None,
    ) -> Capture:
        """Keep an exchange, and say what is to be stored of it.

        ``repeats`` makes a revisit record without body, when the body is indeed the same, or was not sent (304), and
        can still be had from the archive. ``outcome``, ``reason`` and the address that was ``asked`` for are kept
        where the answer was not what was wanted. ``imported`` says where a record that others made comes from.
        """
        if len(exchange.body) > self._limits.body:
            raise ArchiveError(f"{exchange.url} is larger than {self._limits.body} bytes and is not kept")
        exchange = replace(exchange, url=warc.address(exchange.url), captured_at=exchange.captured_at.astimezone(UTC))
        extra = {warc.CONTEXT: to_line(exchange.context)}
        if outcome not in (None, FetchOutcome.FETCHED, FetchOutcome.UNCHANGED):
            extra[warc.ENDING] = Ending(outcome, reason, asked).to_line()
        if imported:
            extra[warc.IMPORTED] = json.dumps(dict(imported))
        sha256 = sha256_of(exchange.body)
        original = self._original(exchange, sha256, repeats)
        if repeats and original:
            answer, sha256 = records.revisit(exchange, repeats.sha256, extra, original), repeats.sha256
        else:
            answer = records.response(exchange, sha256, extra)
        pointer = self._write(answer.data, records.request(exchange, answer.name))
        return capture_of(exchange, pointer, original, sha256, original.size if original else len(exchange.body))

    def note(self, kind: str, payload: Mapping[str, Any]) -> Pointer:
        """Keep what the crawl found out beside the answers."""
        block = json.dumps(payload, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        return self._write(records.note(kind, self._clock(), block))

    def _original(self, exchange: Exchange, sha256: str, repeats: Capture | None) -> Original | None:
        """What an exchange repeats. A body is left out only where it can be had from the archive."""
        if repeats is None or (exchange.status != NOT_MODIFIED and sha256 != repeats.sha256):
            return None
        original = self._trace(repeats)
        if original is None and exchange.status == NOT_MODIFIED:
            original = original_of(repeats)  # there is no body to keep; verifying tells that it is lost
        return original and replace(
            original, content_type=repeats.content_type, etag=repeats.etag, last_modified=repeats.last_modified
        )

    def _write(self, *written: bytes) -> Pointer:
        """Append records in one go; the pointer is to the first."""
        packed = [GZIP.pack(data) for data in written]
        with self._lock:
            file = self._file()
            try:
                file.sink.write(b"".join(packed))
            except BaseException:
                self._leave(keep=file.end)
                raise
            pointer = Pointer(file.name, file.end, len(packed[0]))
            file.end += sum(map(len, packed))
            if not self._together:
                self._sync()
            return pointer

    def _sync(self) -> None:
        """What the disk does not take is cut off."""
        file = self._open
        if file is None or file.synced == file.end:
            return
        try:
            file.sink.sync()
        except BaseException:
            self._leave(keep=file.synced)
            raise
        file.synced = file.end

    def _file(self) -> _Open:
        """The file to append to: a new one at first, when the last is full, and in a process that was forked off."""
        if self._open and self._open.process != os.getpid():
            self._leave()
            self._name = secrets.token_hex(4)
        if self._open and self._open.end >= self._limits.file:
            self._sync()
            self._leave()
        if self._open is None:
            self._open = self._begin()
        return self._open

    def _begin(self) -> _Open:
        """A new file with its warcinfo record; the name says when, and is nobody else's."""
        at = self._clock().astimezone(UTC)
        while True:
            name = f"nianbao-{at:%Y%m%d%H%M%S}-{self._name}-{os.getpid()}-{self._serial:05}{SUFFIX}"
            self._serial += 1
            try:
                sink = self._store.create(name)
                break
            except FileExistsError:
                continue
        info = GZIP.pack(records.warcinfo(name, at))
        try:
            sink.write(info)
            sink.sync()
        except BaseException:
            sink.close(keep=0)
            raise
        return _Open(name, sink, os.getpid(), len(info), len(info))

    def _leave(self, *, keep: int | None = None) -> None:
        if self._open:
            self._open.sink.close(keep=keep)
            self._open = None
