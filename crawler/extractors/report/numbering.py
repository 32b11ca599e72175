"""Headings of sections that are not numbered 一、二、三 but （一）, 1., 第一部分, Ⅰ or not at all, and short names.

Only one way of numbering is taken, the one that names most sections in their order; on a page whose 总体情况 is
numbered as its sections should be, the order tells that these are its topics.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from crawler.extractors.document import Document, Paragraph
from crawler.extractors.labels import Spellings, normal

_NUMERALS = "一二三四五六七八九十"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_STYLES = (
    re.compile(rf"^第?(?P<n>[{_NUMERALS}])[、.,:)]"),
    re.compile(rf"^\((?P<n>[{_NUMERALS}])\)"),
    re.compile(rf"^第(?P<n>[{_NUMERALS}])(?:部分|章|节)[、:.]?"),
    re.compile(r"^(?P<n>\d{1,2})[、.)](?!\d)"),
    re.compile(r"^(?P<n>[IVX]{1,4})[、.]"),
    re.compile(r"^(?P<n>)"),
)
_SHORT = {
    "overview": re.compile(r"^(?:工作)?(?:概述|概况|总体情况)$"),
    "proactive": re.compile(r"^(?:政府信息)?主动公开(?:政府信息)?(?:工作)?的?情况$"),
    "requests": re.compile(r"^(?:政府信息)?依申请公开(?:政府信息)?(?:办理|工作)?的?情况$"),
    "review_litigation": re.compile(r"^(?:有关)?(?:行政)?复议(?:、|和|及|与)?(?:提起)?(?:行政)?诉讼的?情况$"),
}
_LONGEST = 48
_ENOUGH = 4


class Numbered(NamedTuple):
    """A paragraph that may open a section: its block, the section, its words, and its number as far as it has one."""

    block: int
    key: str
    title: str
    number: int | None


def find(
    document: Document, known: Spellings, order: Sequence[str], cues: Mapping[str, re.Pattern[str]]
) -> list[Numbered]:
    """The headings of the way of numbering that names most sections; none where none names enough of them in order.

    ``cues``: how the names of sections begin that are no known spelling.
    """
    short = [(i, b.text) for i, b in enumerate(document.blocks) if isinstance(b, Paragraph) and _may_be(b.text)]
    ways = (list(filter(None, (_heading(i, text, style, known, cues) for i, text in short))) for style in _STYLES)
    found = max(ways, key=lambda way: len({heading.key for heading in way}))
    last = {heading.key: heading for heading in found}
    rank = sorted(last.values(), key=lambda heading: heading.block)
    keys = [order.index(heading.key) for heading in rank]
    numbers = [heading.number for heading in rank if heading.number is not None]
    in_order = keys == sorted(keys) and all(a < b for a, b in pairwise(numbers))
    return found if len(last) >= _ENOUGH and in_order else []


def _may_be(text: str) -> bool:
    return 0 < len(text) <= 2 * _LONGEST and "。" not in text


def _heading(
    i: int, text: str, style: re.Pattern[str], known: Spellings, cues: Mapping[str, re.Pattern[str]]
) -> Numbered | None:
    label = normal(text)
    ordinal = style.match(label)
    if ordinal is None or len(label) > _LONGEST:
        return None
    words = label[ordinal.end() :]
    if not ordinal["n"]:
        keys = known.exact(words) if normal(words) == words else ()
        return Numbered(i, keys[0], text.strip(), None) if keys else None
    keys, _ = known.find(words)
    called = (*_SHORT.items(), *cues.items())
    key = keys[0] if keys else next((key for key, pattern in called if pattern.match(words)), None)
    return Numbered(i, key, text.strip(), _number(ordinal["n"])) if key else None


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return _ROMAN.index(text) + 1 if text in _ROMAN else _NUMERALS.find(text) + 1 or None
