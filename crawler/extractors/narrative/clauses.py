"""Prose cut into sentences and clauses, white space and widths aside; lines that a page broke are put together."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_SENTENCE = re.compile(r"[。;!?]+")
_CLAUSE = re.compile(r"[,:()、。;]+")
_ENDS = "。;!?:；：！？"
_WRAPPED = 18
"""A line so long that does not end a sentence was broken by the page; shorter ones are headings."""
_HEAD = 30
_OPENS = re.compile(r"[(（]?[一二三四五六七八九十]{1,2}[)）、]|\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class Clause(NamedTuple):
    """A clause with its sentence; ``before`` is what the sentence says before it, ``head`` how its paragraph begins."""

    text: str
    sentence: str
    before: str
    head: str


def clauses(text: str, telling: re.Pattern[str]) -> Iterator[Clause]:
    """The clauses, in reading order, of every sentence that ``telling`` is found in."""
    for line in _flowing(text):
        if not telling.search(line):
            continue  # before anything is normalised: most of a report says nothing that is asked for
        for sentence in _SENTENCE.split("".join(unicodedata.normalize("NFKC", line).split())):
            if telling.search(sentence):
                yield from _clauses(_THOUSANDS.sub("", sentence), line[:_HEAD])


def _clauses(sentence: str, head: str) -> Iterator[Clause]:
    start = 0
    for match in _CLAUSE.finditer(sentence):
        if match.start() > start:
            yield Clause(sentence[start : match.start()], sentence, sentence[:start], head)
        start = match.end()
    if start < len(sentence):
        yield Clause(sentence[start:], sentence, sentence[:start], head)


def _flowing(text: str) -> list[str]:
    """The lines, those that a page broke put together."""
    lines: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if not line:
            continue
        if lines and len(lines[-1]) >= _WRAPPED and lines[-1][-1] not in _ENDS and not _OPENS.match(line):
            lines[-1] += line
        else:
            lines.append(line)
    return lines
