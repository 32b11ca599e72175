"""Where in a stored text the words stand, cut out with their surroundings: pure."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from storage.search.grams import PLAIN, fold
from storage.search.words import Phrase

BEFORE, LONGEST = 24, 96
"""Characters before the first word, and in all."""
_ENDS = frozenset("。！？；\n")
Span = tuple[int, int]


class Snippet(NamedTuple):
    """A piece of text as stored, and where in it the words are; ``place`` is where it begins in the text."""

    text: str
    spans: tuple[Span, ...]
    place: int


def spans(text: str, found: Sequence[Phrase]) -> list[list[Span]]:
    """For each phrase, where it stands in the text as stored."""
    folded, places = _folded(text)
    return [
        [(places[match.start()], places[match.end() - 1] + 1) for match in phrase.pattern.finditer(folded)]
        for phrase in found
    ]


def cut(text: str, at: Sequence[Span]) -> Snippet:
    """Around the first of these spans, from the beginning of its sentence where that is near."""
    ordered = sorted(at)
    first = ordered[0][0] if ordered else 0
    start = max(0, first - BEFORE)
    ends = [place + 1 for place in range(start, first) if text[place] in _ENDS]
    start = max(ends, default=start)
    end = min(len(text), max(start + LONGEST, ordered[0][1] if ordered else 0))
    shown = text[start:end].replace("\n", " ")
    inside = tuple((a - start, b - start) for a, b in ordered if a >= start and b <= end)
    return Snippet(shown, inside, start)


def marked(snippet: Snippet, before: str = "【", after: str = "】") -> str:
    """With the words between two marks; of words that overlap the first counts."""
    pieces, last = [], 0
    for start, end in snippet.spans:
        if start >= last:
            pieces += [snippet.text[last:start], before, snippet.text[start:end], after]
            last = end
    return "".join((*pieces, snippet.text[last:]))


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text folded character by character, and for each folded character where it came from."""
    if PLAIN.fullmatch(text):
        return text.lower(), range(len(text))
    folded = list(map(_fold, text))
    whole = "".join(folded)
    if len(whole) == len(text):  # no character folds into none, so each folds into one
        return whole, range(len(text))
    return whole, [place for place, characters in enumerate(folded) for _ in characters]


@lru_cache(maxsize=50_000)
def _fold(character: str) -> str:
    return fold(character)
