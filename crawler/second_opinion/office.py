"""LibreOffice as a converter: many files a call, a profile folder of its own, and a deadline.

A call that does not end in time is killed with everything it started. What it wrote until then counts. The last file
of a call is a sound one: where that was not written either, the call broke off, and the files that are left are tried
again in halves, so that one which stalls or kills it strikes no other.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_STARTING = 20.0
"""Seconds: what a first start with a new profile may take on a slow machine."""
_SOUND = {"docx": ("last.rtf", rb"{\rtf1 end}"), "xlsx": ("last.csv", b"1,2\n")}


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice; ``seconds`` is what each file may take."""

    program: str
    seconds: float = 3.0

    def convert(self, files: Sequence[tuple[bytes, str]], to: str) -> list[bytes | None]:
        """Every file (bytes, and the ending of its kind) as ``to`` (docx, xlsx); None for one it makes nothing of."""
        if not files:
            return []
        with tempfile.TemporaryDirectory(prefix="nianbao-office-") as folder:
            home = Path(folder)
            named = {home / f"{n}.{ending}": n for n, (_, ending) in enumerate(files)}
            for path, n in named.items():
                path.write_bytes(files[n][0])
            last, sound = _SOUND[to]
            (home / last).write_bytes(sound)
            self._run(home, [*named, home / last], to)
            went_through = _made(home / "out" / f"last.{to}") is not None
            made = [_made(home / "out" / f"{n}.{to}") for n in range(len(files))]
        left = [n for n, body in enumerate(made) if body is None]
        if len(files) == 1 or not left or went_through:
            return made
        half = max(1, len(left) // 2)
        for part in (left[:half], left[half:]):
            for n, body in zip(part, self.convert([files[n] for n in part], to), strict=True):
                made[n] = body
        return made

    def _run(self, home: Path, paths: Sequence[Path], to: str) -> None:
        profile = (home / "profile").as_uri()
        command = [
            self.program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--nolockcheck",
            "--convert-to", to, "--outdir", str(home / "out"), *map(str, paths),
        ]  # fmt: skip
        with subprocess.Popen(  # noqa: S603 – the program that `find` found, and files of our own naming
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=_environment(home),
        ) as process:
            try:
                process.wait(_STARTING + self.seconds * len(paths))
            except subprocess.TimeoutExpired:
                pass
            finally:
                _kill_all(process)


def find() -> Office | None:
    """The LibreOffice of this machine; None where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return Office(program) if program else None


def _made(path: Path) -> bytes | None:
    try:
        return path.read_bytes() or None
    except OSError:
        return None


def _environment(home: Path) -> Mapping[str, str]:
    """Nothing of the user's but the path and the language: no display, no proxy, a home of its own."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "TZ")}
    return {**kept, "HOME": str(home), "TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp"}


def _kill_all(process: "subprocess.Popen[bytes]") -> None:
    """The program is a script around the real one, which would live on."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
    process.wait()
