"""One crawl of a site at a time on this machine, whoever starts it: two at once would be twice as much as promised.

A lock is a file that the system holds for a process; when the process ends, however it ends, the lock is free.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from crawler.errors import Busy


class Locks:
    """Locks by name in one folder; ``with`` gives them back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, int] = {}

    def take(self, names: Iterable[str]) -> None:
        """Take all of these or none. Raises Busy, which says who has one."""
        taken = []
        try:
            for name in names:
                self._take(name)
                taken.append(name)
        except BaseException:
            for name in taken:
                self.give_back(name)
            raise

    def free(self, names: Iterable[str]) -> list[str]:
        """Those of the names whose lock could be taken; they are held now."""
        found = []
        for name in names:
            try:
                self._take(name)
            except Busy:
                continue
            found.append(name)
        return found

    def give_back(self, name: str) -> None:
        """Free one."""
        os.close(self._held.pop(name))

    def _take(self, name: str) -> None:
        if name in self._held:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        file = os.open(self._folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 32).decode("ascii", "replace").strip()
            os.close(file)
            raise Busy(f"{name} is at work already, in process {holder}: wait until it has ended") from None
        os.truncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        self._held[name] = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._held):
            self.give_back(name)
