"""SQL on SQLite in a process of its own, which ends at the end of its time whatever it is doing."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from storage.sql.answer import Answer
from storage.sql.bounds import Bounds
from storage.sql.errors import OutOfTimeError, QueryError

_STARTING = 1.5
"""Seconds that it may take to start and to say its answer."""
_ROOT = Path(__file__).parents[2]
_PROGRAM = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from storage.sql.child import main; main()"


def ask(database: str | None, statement: str, bounds: Bounds) -> Answer:
    """What one SELECT gives; bytes as hexadecimal text. Raises QueryError or OutOfTimeError."""
    path = str(Path(database).absolute()) if database and database != ":memory:" else database
    tables = None if bounds.tables is None else sorted(bounds.tables)
    asked = json.dumps({"database": path, "statement": statement, "bounds": {**asdict(bounds), "tables": tables}})
    said = _said(_run(asked, bounds))
    if said.get("out_of_time"):
        raise OutOfTimeError(bounds.seconds)
    if "error" in said:
        raise QueryError(said["error"])
    return Answer(tuple(said["columns"]), tuple(map(tuple, said["rows"])), said["cut"])


def _run(asked: str, bounds: Bounds) -> str:
    """What the process said; nothing where it came to a bad end, of which it is not asked why."""
    try:
        done = subprocess.run(  # noqa: S603 – our own program; the question goes to its standard input
            [sys.executable, "-I", "-c", _PROGRAM],
            input=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={},
            cwd="/",
            timeout=bounds.seconds + _STARTING,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OutOfTimeError(bounds.seconds) from error
    return done.stdout


def _said(text: str) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise QueryError("the query takes more memory than there is for one: narrow it") from error
    return said
