"""What is installed: Python, packages, SQLite, programs."""

import platform
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import metadata

from nianbao.doctor.line import Grade, Line

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 35)
"""RETURNING and the functions of mathematics."""

EXTRAS = {
    "parquet": "export --format parquet",
    "xlsx": "export --format xlsx",
    "postgres": "a PostgreSQL database",
    "ocr": "reading scanned reports",
}
"""Extras of the distribution, and what needs them."""

PROGRAMS = (
    (
        "LibreOffice",
        ("soffice", "libreoffice"),
        "only for office files that the readers refuse; .doc is read without it",
    ),
    (
        "Chromium",
        ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"),
        "only by tests of web pages; no page is rendered",
    ),
)
"""Name, commands, and who needs it."""

_EXTRA = re.compile(r"extra\s*==\s*[\"']([\w-]+)[\"']")
_SECONDS = 10


def python() -> Line:
    """The interpreter."""
    found = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info < OLDEST_PYTHON:
        return Line("Python", Grade.FAIL, found, f"install Python {'.'.join(map(str, OLDEST_PYTHON))} or newer")
    return Line("Python", Grade.OK, found)


def packages() -> Line:
    """Everything that the distribution requires, with versions."""
    names = [name for name, extra in _required() if extra is None]
    found = {name: _version(name) for name in ("nianbao", *names)}
    says = ", ".join(f"{name} {version or 'missing'}" for name, version in found.items())
    missing = [name for name, version in found.items() if version is None]
    if missing:
        return Line("packages", Grade.FAIL, says, f"run make setup, or: pip install {' '.join(missing)}")
    return Line("packages", Grade.OK, says)


def extras(database_url: str) -> Iterator[Line]:
    """The packages that only some commands need. The driver of PostgreSQL is needed where such a URL is set."""
    for extra, purpose in EXTRAS.items():
        found = {name: _version(name) for name, of in _required() if of == extra}
        says = ", ".join(f"{name} {version or 'missing'}" for name, version in found.items())
        if all(found.values()):
            yield Line(extra, Grade.OK, says)
        else:
            needed = extra == "postgres" and database_url.startswith("postgres")
            remedy = f'{purpose} needs it: pip install "nianbao[{extra}]"'
            yield Line(extra, Grade.FAIL if needed else Grade.WARN, says, remedy)


def _required() -> list[tuple[str, str | None]]:
    """Names of required packages with their extra, as the distribution states them."""
    found = []
    for requirement in metadata.requires("nianbao") or ():
        name = re.match(r"[\w.-]+", requirement)
        extra = _EXTRA.search(requirement)
        if name:
            found.append((name.group(), extra.group(1) if extra else None))
    return found


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def sqlite() -> Line:
    """The SQLite that Python was built with."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
        except sqlite3.OperationalError:
            remedy = "full-text search needs FTS5: use a Python whose SQLite has it, or PostgreSQL"
            return Line("SQLite", Grade.WARN, f"{sqlite3.sqlite_version} without FTS5", remedy)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        remedy = f"use a Python with SQLite {'.'.join(map(str, OLDEST_SQLITE))} or newer, or PostgreSQL"
        return Line("SQLite", Grade.FAIL, sqlite3.sqlite_version, remedy)
    return Line("SQLite", Grade.OK, f"{sqlite3.sqlite_version} with FTS5")


def programs() -> Iterator[Line]:
    """Programs beside Python. Reading reports needs none of them, so their absence is well."""
    for name, commands, purpose in PROGRAMS:
        path = next(filter(None, map(shutil.which, commands)), None)
        yield Line(name, Grade.OK, f"{_told_version(path)} at {path}" if path else f"not installed; needed {purpose}")


def _told_version(path: str) -> str:
    """What a program says of itself; some are slow to start, some refuse."""
    try:
        done = subprocess.run(  # noqa: S603 – the program that which() found
            [path, "--version"], capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return "of unknown version"
    return " ".join(done.stdout.split())[:80] or "of unknown version"
