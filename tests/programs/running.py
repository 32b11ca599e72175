"""A command under way: started by the nursery, or by a fresh interpreter where the test is about its start."""

import atexit
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from typing import IO

_ROOT = Path(__file__).parents[2]
_DEADLINE = 100
_AT_START = ("PYTHON", "LC_", "LANG")
"""What only a fresh interpreter takes from its environment."""


class Running:
    """A process that the nursery has forked; with the few methods of ``subprocess.Popen`` that a test needs."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.args = command
        self._files: tuple[IO[bytes], IO[bytes]] = (TemporaryFile(), TemporaryFile())  # noqa: SIM115 – until ``printed``
        self._line = _Nursery.open().ask(command, environment, folder, self._files)
        self.pid = int(self._line.readline())
        self.returncode: int | None = None
        self.stdout = self.stderr = ""

    def send_signal(self, number: int) -> None:
        """Nothing happens to one that has ended already."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def has_ended(self) -> bool:
        """Whether it has, without waiting for it."""
        return self.returncode is not None or self._line.is_ready()

    def wait(self) -> int:
        """Its exit status; negative for the signal that ended it. One that does not end in time is killed."""
        if self.returncode is None:
            try:
                self.returncode = int(self._line.readline())
            except TimeoutError:
                self.kill()
                raise subprocess.TimeoutExpired(self.args, _DEADLINE) from None
            finally:
                self._line.close()
                self.stdout, self.stderr = map(_text, self._files)
        return self.returncode


def start(command: Sequence[str], environment: Mapping[str, str], folder: Path = _ROOT) -> Running:
    """Begin a module with its arguments, as ``python -m`` does."""
    return Running(command, environment, folder)


def run(
    command: Sequence[str], environment: Mapping[str, str], folder: Path = _ROOT
) -> subprocess.CompletedProcess[str]:
    """Run a module to its end."""
    if any(name.startswith(_AT_START) and value != os.environ.get(name) for name, value in environment.items()):
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_DEADLINE,
            check=False,
        )
    running = start(command, environment, folder)
    return subprocess.CompletedProcess(command, running.wait(), running.stdout, running.stderr)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    with file:
        return file.read().decode()


class _Line:
    """What the nursery tells of a child: a line with its number, then one with its status."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._line.settimeout(_DEADLINE)
        self._read = b""

    def readline(self) -> bytes:
        while b"\n" not in self._read:
            more = self._line.recv(64)
            if not more:
                raise RuntimeError("the nursery is gone")
            self._read += more
        line, _, self._read = self._read.partition(b"\n")
        return line

    def is_ready(self) -> bool:
        """Whether there is a line to read."""
        return bool(select.select([self._line], [], [], 0)[0])

    def close(self) -> None:
        self._line.close()


class _Nursery:
    """The process that forks; one for a process of tests, started when it is first needed."""

    def __init__(self) -> None:
        self._folder = mkdtemp(prefix="nianbao-nursery-")
        self._door = f"{self._folder}/door"
        command = [sys.executable, "-m", "tests.programs.nursery", self._door]
        self._process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        atexit.register(self._close)

    @staticmethod
    @cache
    def open() -> "_Nursery":
        return _Nursery()

    def ask(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path, files: Sequence[IO[bytes]]
    ) -> _Line:
        """Have a child begin; its number comes first on the line."""
        line = self._knock()
        asked = {"command": command, "environment": dict(environment), "folder": str(folder)}
        socket.send_fds(line, [json.dumps(asked).encode()], [file.fileno() for file in files])
        return _Line(line)

    def _knock(self) -> socket.socket:
        """The door opens when everything is imported."""
        line = socket.socket(socket.AF_UNIX)
        while self._process.poll() is None:
            try:
                line.connect(self._door)
            except (FileNotFoundError, ConnectionRefusedError):
                time.sleep(0.02)
            else:
                return line
        raise RuntimeError("the nursery did not start")

    def _close(self) -> None:
        self._process.communicate()
        shutil.rmtree(self._folder)
