"""Running text as runs of words and the numbers behind them, and what its words name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.extractors import numbers
from crawler.extractors.document import Paragraph, Table
from crawler.extractors.grid import Placed
from crawler.extractors.labels import Spellings, normal
from storage.records import State

PROSE = 90
"""A longer line is no label."""
RULE = "between its label and the next words"
_MOST_WORDS = 48
"""A run of words longer than that is no longer the labels and headings before a row of numbers."""
_COLON = re.compile(r"[:：](?=[^:：]*$)")
_BROKEN = 5
"""A label may be broken over so many lines."""


@dataclass(slots=True)
class Run:
    """Words, and the numbers that follow them directly."""

    words: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """For each word its line, by number."""


def segments(blocks: Sequence[Paragraph | Table]) -> Iterator[list[Run]]:
    """The running text cut where prose or a table stands; each piece as runs of words and the numbers behind them."""
    piece: list[Run] = [Run()]
    for line, block in enumerate(blocks):
        if isinstance(block, Table) or "。" in block.text or len(block.text) > PROSE:
            yield piece
            piece = [Run()]
            continue
        for token in block.text.split():
            if is_value(token):
                piece[-1].values.append(token)
            elif piece[-1].values:
                piece.append(Run([token], lines=[line]))
            else:
                piece[-1].words.append(token)
                piece[-1].lines.append(line)
                del piece[-1].words[:-_MOST_WORDS], piece[-1].lines[:-_MOST_WORDS]
    yield piece


def words(blocks: Sequence[Paragraph | Table]) -> set[str]:
    """Every short word of the running text, to recognise the form by; of label and number the label."""
    return {
        token.removeprefix("信息内容")
        for block in blocks
        if isinstance(block, Paragraph) and len(block.text) <= PROSE
        for token in (*block.text.split(), block.text, _COLON.split(block.text)[0])
    }


def is_value(token: str) -> bool:
    return numbers.read(token).state is not State.UNREADABLE


def label_of(tokens: Sequence[str], known: Spellings) -> tuple[tuple[str, ...], int]:
    """The rows that the last tokens together name, and how many tokens stand before them."""
    for size in range(min(_BROKEN, len(tokens)), 0, -1):
        if keys := known.exact("".join(tokens[-size:])):
            return keys, len(tokens) - size
    return (), len(tokens)


def names_in(tokens: Sequence[str], known: Spellings) -> Iterator[str]:
    """Every row or column named in these tokens, in their order, broken ones included."""
    i = 0
    while i < len(tokens):
        for size in range(min(_BROKEN, len(tokens) - i), 0, -1):
            joined = "".join(tokens[i : i + size])
            if keys := known.exact(joined) or known.exact(normal(joined).removeprefix("信息内容")):
                yield keys[0]
                i += size - 1
                break
        i += 1


def cells_of(keys: Sequence[str | None], texts: Sequence[str]) -> dict[str, Placed]:
    return {key: Placed(text, 0, n, 1, 1) for n, (key, text) in enumerate(zip(keys, texts, strict=True)) if key}
