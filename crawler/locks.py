"""One crawl of a site at a time on this machine, whoever starts it: two at once would be twice as much as promised.

A lock is a file that the system holds for a process; when the process ends, however it ends, the lock is free.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from crawler.errors import Busy

REBUILD = "db rebuild"
"""Who stores reports shares this name, who makes the database anew has it alone: what is stored meanwhile would go."""


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

    def share(self, name: str) -> None:
        """Hold one together with others who share it. Raises Busy while somebody has it alone."""
        if name in self._held:
            return
        file = self._open(name)
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(name, file) from None
        self._held[name] = file

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
        file = self._open(name)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(name, file) from None
        os.truncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
        self._held[name] = file

    def _open(self, name: str) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        return os.open(self._folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self._held):
            self.give_back(name)


def _busy(name: str, file: int) -> Busy:
    """Who has it, as far as it is noted: who shares a lock does not note it."""
    holder = os.read(file, 32).decode("ascii", "replace").strip()
    os.close(file)
    by = f", in process {holder}" if holder else ""
    return Busy(f"{name} is at work already{by}: wait until it has ended")
