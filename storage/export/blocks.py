"""Rows on their way to a file, in blocks: what the rows of a block begin and end with is told once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

AT_ONCE = 500
"""Rows of a block that share nothing."""


class Block(NamedTuple):
    """Some rows: each is ``head``, one of ``rows`` and ``tail``, put together. The cells of a report are one block."""

    head: tuple[object, ...]
    rows: Sequence[tuple[object, ...]]
    tail: tuple[object, ...]


def blocks(rows: Iterable[tuple[object, ...]]) -> Iterator[Block]:
    """Rows that share nothing."""
    remaining = iter(rows)
    while some := list(islice(remaining, AT_ONCE)):
        yield Block((), some, ())
