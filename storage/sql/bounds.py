"""How much one question may take."""

from dataclasses import dataclass

ROWS = 1_000
SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """``rows`` and ``size`` (bytes) of the answer, ``value`` (bytes) of one text in it or on the way to it.

    ``memory`` and ``scratch`` are the bytes of a process that works on SQLite's answer, and of each file it sorts in.
    ``tables``: what can be read, with the views; None for all that is there.
    """

    rows: int = ROWS
    seconds: float = SECONDS
    size: int = 64_000_000
    value: int = 1_000_000
    memory: int = 1 << 30
    scratch: int = 1 << 30
    tables: frozenset[str] | None = None
