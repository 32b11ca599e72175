"""The process in which SQLite answers a stranger: it takes one question on its standard input and says one answer.

It imports as little as it can, for it is started for every question.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import Any

from storage.sql import lite
from storage.sql.bounds import Bounds
from storage.sql.errors import OutOfTimeError, QueryError

_KINDER = 5
"""Pages come first."""


def main() -> None:
    """Answer, and end."""
    asked = json.load(sys.stdin)
    tables = asked["bounds"].pop("tables")
    bounds = Bounds(**asked["bounds"], tables=None if tables is None else frozenset(tables))
    _limit(bounds)
    json.dump(_answered(asked["database"], asked["statement"], bounds), sys.stdout)


def _limit(bounds: Bounds) -> None:
    """Also where whoever started it has ended in between."""
    os.nice(_KINDER)
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.scratch, bounds.scratch))
    seconds = int(bounds.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _answered(database: str | None, statement: str, bounds: Bounds) -> dict[str, Any]:
    try:
        answer = lite.ask(database, statement, bounds)
    except OutOfTimeError:
        return {"out_of_time": True}
    except QueryError as error:
        return {"error": str(error)}
    rows = [[value.hex() if isinstance(value, bytes) else value for value in row] for row in answer.rows]
    return {**asdict(answer), "rows": rows}
