"""Prose cut into sentences and clauses, white space and widths aside; lines that a page broke are put together."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_SENTENCE = re.compile(r"[。;!?\n]+")
_CLAUSE = re.compile(r"[,:()、。;]+")
_ENDS = "。;!?:；：！？"
_WRAPPED = 18
"""A line so long that does not end a sentence was broken by the page; shorter ones are headings."""
_OPENS = re.compile(r"\(?[一二三四五六七八九十]{1,2}[)、]|\d{1,2}[.、](?!\d)|[(]\d{1,2}[)]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Clause(NamedTuple):
    """A clause with its sentence; ``before`` is what the sentence says before it."""

    text: str
    sentence: str
    before: str


def clauses(text: str) -> Iterator[Clause]:
    """Every clause in reading order."""
    for sentence in _SENTENCE.split(_flowing(text)):
        start = 0
        plain = _THOUSANDS.sub("", sentence)
        for match in _CLAUSE.finditer(plain):
            if match.start() > start:
                yield Clause(plain[start : match.start()], plain, plain[:start])
            start = match.end()
        if start < len(plain):
            yield Clause(plain[start:], plain, plain[:start])


def _flowing(text: str) -> str:
    lines: list[str] = []
    for line in text.splitlines():
        folded = "".join(unicodedata.normalize("NFKC", line).split())
        if not folded:
            continue
        if lines and len(lines[-1]) >= _WRAPPED and lines[-1][-1] not in _ENDS and not _OPENS.match(folded):
            lines[-1] += folded
        else:
            lines.append(folded)
    return "\n".join(lines)
