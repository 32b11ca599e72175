"""Sums of texts in scripts: ``'/d/' + id + '.html'``, or the same as a template, ```/d/${id}.html```."""

import re
from dataclasses import dataclass

from crawler.discovery.scripts.literals import unescaped

_LONGEST = 400
_MOST = 16
_OPENING, _CLOSING = "([{", ")]}"
_QUOTES = ("'", '"', "`")
_HOLE = re.compile(r"\$\{([^{}\n]{1,120})\}")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: a text as it stands, or (``said``) an expression that the script works out."""

    text: str
    said: bool = False


def read_sum(source: str, start: int = 0) -> tuple[tuple[Term, ...], int] | None:
    """The terms of a sum from a place on, and where it ends; None where no sum of texts and expressions stands."""
    terms: list[Term] = []
    at, most = start, min(len(source), start + _LONGEST)
    while len(terms) < _MOST:
        at = _without_blanks(source, at, most)
        found = _text(source, at, most) or _expression(source, at, most)
        if found is None:
            return None
        more, end = found
        terms += more
        at = _without_blanks(source, end, most)
        if source[at : at + 1] != "+":
            ends = at >= len(source) or source[at] in ";,)}]:" or "\n" in source[end:at]
            return (tuple(terms), end) if ends else None
        at += 1
    return None


def _without_blanks(source: str, at: int, most: int) -> int:
    while at < most and source[at].isspace():
        at += 1
    return at


def _text(source: str, at: int, most: int) -> tuple[list[Term], int] | None:
    """A text in quotes, or a template with its holes."""
    quote = source[at : at + 1]
    if quote not in _QUOTES:
        return None
    end = at + 1
    while end < most and source[end] != quote:
        if source[end] == "\n" and quote != "`":
            return None
        end += 2 if source[end] == "\\" else 1
    if end >= most:
        return None
    inner = source[at + 1 : end]
    if quote != "`":
        return [Term(unescaped(inner))], end + 1
    pieces = _HOLE.split(inner)
    if any("${" in piece for piece in pieces[::2]):
        return None
    terms = [Term(piece.strip(), said=True) if n % 2 else Term(unescaped(piece)) for n, piece in enumerate(pieces)]
    return [term for term in terms if term.text] or [Term("")], end + 1


def _expression(source: str, at: int, most: int) -> tuple[list[Term], int] | None:
    """Anything else up to the next ``+`` or the end of the sum, brackets closed."""
    if source[at : at + 1] in _QUOTES:
        return None
    waiting: list[str] = []
    end = at
    while end < most:
        letter = source[end]
        if letter in _OPENING:
            waiting.append(_CLOSING[_OPENING.index(letter)])
        elif waiting and letter == waiting[-1]:
            waiting.pop()
        elif not waiting and letter in "+,;)}]\n":
            break
        elif letter in "{`":
            return None
        end += 1
    text = source[at:end].strip()
    return ([Term(text, said=True)], end) if text and not waiting else None
