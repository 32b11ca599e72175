"""Where results are kept for a while, for all processes of a server: a file each, and a lock for the one at work."""

import fcntl
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from nianbao.web.resources.reports.rereading import Rereading, Stage

KEPT = 24 * 3600
"""Seconds for which a result has its address."""
_MOST = 200
"""Results that are kept; the oldest go."""
_ADAPTER = TypeAdapter(Rereading)


class Shelf:
    """A folder of its own; it is made with the first result."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lock(self) -> IO[str] | None:
        """Held until it is closed, or its process ends. None while another holds it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = (self._folder / "lock").open("a", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        return file

    def put(self, result: Rereading) -> None:
        """Whole or not at all."""
        draft = self._folder / f".{result.id}.draft"
        draft.write_bytes(_ADAPTER.dump_json(result))
        draft.replace(self._place(result.id))

    def get(self, number: str) -> Rereading | None:
        """What is known of it; one whose server has ended has ended with it."""
        found = self._read(number)
        if found is not None and found.stage is Stage.RUNNING and self._is_free():
            found = self._read(number)  # it may have ended just now
            if found is not None and found.stage is Stage.RUNNING:
                return replace(found, stage=Stage.FAILED, reason="the server was stopped meanwhile")
        return found

    def tidy(self) -> None:
        """Takes away what is too old, or too many."""
        files = sorted(self._folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
        oldest = time.time() - KEPT
        for place, file in enumerate(files):
            if place >= _MOST or file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)

    def _is_free(self) -> bool:
        lock = self.lock()
        if lock is not None:
            lock.close()
        return lock is not None

    def _read(self, number: str) -> Rereading | None:
        try:
            return _ADAPTER.validate_json(self._place(number).read_bytes())
        except (OSError, ValidationError):
            return None

    def _place(self, number: str) -> Path:
        return self._folder / f"{os.path.basename(number)}.json"  # noqa: PTH119 – of a name, not of a path
