"""Values as text and as they are kept in files: one spelling for each value, on every database."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TypeVar

Made = TypeVar("Made")
MOST = 20_000
"""Values whose text is kept in memory."""


def plain(value: object) -> object:
    """Decimals in plain notation without idle zeros, times in UTC to the second; all else as it is."""
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def decimal(value: Decimal) -> str:
    """``58``, ``0.125``, ``-3``: never an exponent, never ``58.000000``, as some databases pad."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def moment(value: datetime) -> str:
    """``2026-11-24T03:05:00Z``; fractions of a second only where there are some."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Remembered(dict[object, Made]):
    """What a function makes of values: ``remembered[value]``.

    Few texts and numbers make up nearly all of these tables, so each is made once, up to a bound.
    """

    def __init__(self, make: Callable[[object], Made]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: object) -> Made:
        made = self._make(value)
        if len(self) < MOST:
            self[value] = made
        return made
