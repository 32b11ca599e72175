"""Numbers that the prose states about the year, each with its sentence; keys as in the narrative fields of the forms.

A number counts only where it stands right beside the words that tell what it is, and only when the prose does not say
another one elsewhere. Comparisons with other years, approximations and parts of a total are left alone.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from crawler.extractors.narrative.clauses import Clause, clauses
from crawler.extractors.narrative.counts import counts
from crawler.extractors.narrative.fees import Said, fees
from crawler.extractors.narrative.nothing import nothing
from storage.records import Section, Statement

_NUMBER = re.compile(r"[\d零一二两三四五六七八九十百千万亿]\s*[件宗起份例条篇项则]")
_NOUGHT = re.compile(r"[为是均数量:：]\s*[0零〇０]")
_NOT = re.compile(r"[未无没不]")


class Narrative(NamedTuple):
    """Statements in the order of their keys' first appearance, and sentences about what was left alone."""

    statements: tuple[Statement, ...]
    warnings: tuple[str, ...] = ()


UNREAD = Narrative((), ("the text was recognised in a picture (OCR): the numbers in the prose are not taken",))


def read(sections: Sequence[Section], year: int | None, numbers_in: Collection[str] = ("overview",)) -> Narrative:
    """The numbers of the sections ``numbers_in`` and of 其他需要报告的事项.

    ``year``: sentences about others are left alone.
    Since 2019 the prose states them in 总体情况; before that each of the sections about publication, requests and
    disputes states its own, and in many a report of these years they stand nowhere else.
    """
    said: list[Said] = []
    for section in sections:
        if section.key in numbers_in:
            for clause in clauses(section.text, _may_tell, year, below=section.title):
                said += _said(clause)
        elif section.key == "other_matters":
            said += fees(section.text, year)
    return _agreed(said)


def _may_tell(text: str) -> bool:
    """Whether there is a number or the lack of one; most of a report need not be looked at any closer."""
    if _NUMBER.search(text) or _NOUGHT.search(text):
        return True
    spoken_of = "申请" in text or "复议" in text or "诉讼" in text or "结转" in text
    return spoken_of and bool(_NOT.search(text))


def _said(clause: Clause) -> Iterator[Said]:
    for key, value in counts(clause):
        yield key, value, clause.sentence
    for key in nothing(clause):
        yield key, Decimal(0), clause.sentence


def _agreed(said: Sequence[Said]) -> Narrative:
    """Of each key the number that is said; of a key with two different numbers none, and a warning."""
    statements: list[Statement] = []
    warnings: list[str] = []
    for key in dict.fromkeys(key for key, *_ in said):
        of_key = [(value, sentence) for other, value, sentence in said if other == key]
        values = sorted({value for value, _ in of_key})
        if len(values) == 1:
            statements.append(Statement(key, *of_key[0]))
        else:
            told = ", ".join(format(value, "f") for value in values)
            warnings.append(f"the prose states {key} as {told}; none was taken")
    return Narrative(tuple(statements), tuple(warnings))
