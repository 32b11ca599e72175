"""Prose cut into sentences and clauses, white space and widths aside; lines that a page broke are put together."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from crawler.extractors.narrative.times import Times

_SENTENCE = re.compile(r";+")
_CLAUSE = re.compile(r"[,()]+")
_ENDS = "。;!?:；：！？"
_WRAPPED = 18
"""A line so long that does not end a sentence was broken by the page; shorter ones are headings."""
_HEAD = 30
_LONGEST = 2000
"""A sentence has some fifty characters; what goes on for pages without a full stop is none."""
_OPENS = re.compile(r"[(（]?[一二三四五六七八九十]{1,2}[)）、]|\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


Telling = Callable[[str], bool]
"""Whether a text may say anything that is asked for."""


class Clause(NamedTuple):
    """What stands between commas, with its sentence.

    ``before`` is what the sentence says before it, ``head`` how its paragraph begins, or the last heading within,
    ``whole`` the text from one full stop to the next, whose parts between semicolons are sentences here.
    """

    text: str
    sentence: str
    before: str
    head: str
    whole: str


def clauses(text: str, telling: Telling, year: int | None) -> Iterator[Clause]:
    """The clauses about ``year`` that ``telling`` says yes to, and to their sentence, in reading order."""
    for line in filter(telling, _flowing(text)):
        head = line[:_HEAD]
        for whole in line.replace("！", "。").replace("？", "。").split("。"):
            if len(whole) <= _HEAD and _OPENS.match(whole):
                head = whole
            if len(whole) <= _LONGEST and telling(
                whole
            ):  # before anything is normalised: most of a report says nothing that is asked for
                yield from _clauses(_THOUSANDS.sub("", plain(whole)), telling, head, Times(year))


def plain(text: str) -> str:
    """The text in one width and without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _clauses(whole: str, telling: Telling, head: str, times: Times) -> Iterator[Clause]:
    for sentence in _SENTENCE.split(whole):
        start = 0
        for end in (*(match.start() for match in _CLAUSE.finditer(sentence)), len(sentence)):
            text = times.named(sentence[start:end].lstrip(",()"))
            times.move(text)
            if telling(text) and times.is_now(text, sentence[:end]):
                yield Clause(text, sentence, sentence[:start], head, whole)
            start = end


def _flowing(text: str) -> list[str]:
    """The lines, those that a page broke put together."""
    lines: list[list[str]] = []
    length = 0
    for line in map(str.strip, text.splitlines()):
        if not line:
            continue
        if lines and length >= _WRAPPED and lines[-1][-1][-1] not in _ENDS and not _OPENS.match(line):
            lines[-1].append(line)
            length += len(line)
        else:
            lines.append([line])
            length = len(line)
    return list(map("".join, lines))
