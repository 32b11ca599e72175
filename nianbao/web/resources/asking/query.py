"""What a question in SQL gave, in values that JSON has."""

import json
import math
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from sqlalchemy import Engine

from storage.export.plain import plain
from storage.sql import Bounds, OutOfTimeError, QueryError, ask_apart
from storage.sql.open import OPEN

Value: TypeAlias = str | int | float | bool | None

BOUNDS = Bounds(
    rows=1_000, seconds=5, size=4_000_000, value=300_000, memory=400_000_000, scratch=500_000_000, tables=OPEN
)
"""What a stranger gets of the machine for one question; for more there are the releases and the command."""


@dataclass(frozen=True, slots=True)
class Query:
    """``rows`` has values in the order of ``columns``; ``cut`` when there were more. Null without a question.

    Exact decimals are text, as all numbers of this API; what the database counts is a number.
    """

    sql: str | None
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    cut: bool


UNASKED = Query(None, (), (), cut=False)


def query(engine: Engine, sql: str) -> Query:
    """Raises QueryError."""
    try:
        answer = ask_apart(engine, sql, BOUNDS)
    except OutOfTimeError as error:
        raise QueryError(
            f"stopped after {BOUNDS.seconds:g} seconds; narrow the query, or ask a release on your own machine"
        ) from error
    rows = tuple(tuple(map(_value, row)) for row in answer.rows)
    return Query(sql, answer.columns, rows, answer.cut)


def _value(value: object) -> Value:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    return _text(value)


def _text(value: object) -> str:
    """Of what JSON has no word for, or none that keeps it exact."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if (isinstance(value, Decimal) and not value.is_finite()) or (isinstance(value, datetime) and not value.tzinfo):
        return str(value)  # NaN; a time of no zone, which must not get one
    return str(plain(value))
