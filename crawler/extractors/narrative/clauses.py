"""Prose cut into sentences and clauses, white space and widths aside; lines that a page broke are put together."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from crawler.extractors.narrative.dealing import dealt
from crawler.extractors.narrative.times import Times

_SENTENCE = re.compile(r";+")
_CLAUSE = re.compile(r"[()]|,(?!(?<=\d,)\d{3}(?!\d))")
"""Where a clause ends; the commas of 1,204 part nothing."""
_ENDS = "。;!?:；：！？"
_WRAPPED = 18
"""A line so long that does not end a sentence was broken by the page; shorter ones are headings."""
_HEAD = 30
_LONGEST = 2000
"""A sentence has some fifty characters; what goes on for pages without a full stop is none."""
_OPENINGS = (
    r"[一二三四五六七八九十]{1,2}[)）、]",
    r"[(（][一二三四五六七八九十]{1,2}[)）、]",
    r"\d{1,2}[.、．](?!\d)",
    r"[(（]\d{1,2}[)）]",
)
"""How a numbered line begins, the highest rank first."""
_OPENS = re.compile("|".join(f"({opening})" for opening in _OPENINGS))
_UNNUMBERED = len(_OPENINGS) + 1
_SAYS_SOMETHING = re.compile(r"[\d,，。;；:：、]")
_QUOTES = re.compile("[\"'“”‘’「」『』]")

Telling = Callable[[str], bool]
"""Whether a text may say anything that is asked for."""


class Clause(NamedTuple):
    """What stands between commas, with its sentence.

    ``text`` and ``before``, which is what the sentence says before it outside of brackets, are without quotation
    marks, ``text`` without the commas of thousands too. ``head``: the headings that it stands below, and how its
    paragraph begins, a line each. ``whole``: the text from one full stop to the next, whose parts between semicolons
    are sentences here.
    """

    text: str
    sentence: str
    before: str
    head: str
    whole: str


def clauses(text: str, telling: Telling, year: int | None, *, below: str = "") -> Iterator[Clause]:
    """The clauses about ``year`` that ``telling`` says yes to, and to their sentence, in reading order.

    ``below``: the heading of the section that the text stands in.
    """
    above: list[tuple[int, str]] = [(-1, below)] if below else []
    for line in _flowing(text):
        head = _below(above, line)
        if not telling(line):
            continue
        for whole in line.replace("！", "。").replace("？", "。").split("。"):
            if len(whole) <= _HEAD and _OPENS.match(whole):
                head = _below(above, whole)
            if len(whole) <= _LONGEST and telling(
                whole
            ):  # before anything is normalised: most of a report says nothing that is asked for
                yield from _clauses(plain(whole), telling, head, Times(year))


def _below(above: list[tuple[int, str]], line: str) -> str:
    """How a line begins, behind the headings ``above`` it; a heading, and any numbered line, is kept there."""
    opens = _OPENS.match(line)
    if not opens and (len(line) >= _HEAD or _SAYS_SOMETHING.search(line)):
        return "\n".join([*(heading for _, heading in above), line[:_HEAD]])
    rank = (opens.lastindex or 0) if opens else _UNNUMBERED
    while above and above[-1][0] >= rank:
        above.pop()
    above.append((rank, line[:_HEAD]))
    return "\n".join([heading for _, heading in above])


def plain(text: str) -> str:
    """The text in one width and without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _clauses(whole: str, telling: Telling, head: str, times: Times) -> Iterator[Clause]:
    for sentence in _SENTENCE.split(whole):
        bare = _QUOTES.sub("", sentence)
        outside: list[tuple[int, tuple[bool, bool]]] = []
        nested = "(" in bare
        before, start = "", 0
        for mark, end in (*((match[0], match.start()) for match in _CLAUSE.finditer(bare)), ("", len(bare))):
            piece = bare[start:end]
            text = times.named(piece.lstrip(",()").replace(",", ""))
            times.move(text)
            if telling(text) and times.is_now(text, bare[:end]):
                yield Clause(dealt(text), sentence, before if nested else bare[:start], head, whole)
            if nested:
                before += piece
                if mark == "(":
                    outside.append((len(before), times.state))
                elif mark == ")" and outside:
                    length, times.state = outside.pop()
                    before = before[:length]
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
