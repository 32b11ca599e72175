"""Numbers that Word prints before a paragraph but does not store in its text (一、 （一） 1.)."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from crawler.extractors.readers.docx.package import W

_DIGITS = "〇一二三四五六七八九"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "ideographTraditional", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "ideographDigital", "chineseLegalSimplified",
}  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, and what it prints, ``%1`` standing for a number."""

    start: int
    style: str
    text: str


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted; ask for every paragraph in reading order."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]] = field(default_factory=dict)
    _counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, number: str, level: int) -> str:
        """What Word prints before the next paragraph of list ``number`` at ``level``; bullets print nothing here."""
        name, levels = self.lists.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self._counts[name]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].style in ("bullet", "none"):
            return ""

        def counted(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            counter = levels.get(at)
            return _print(counts.get(at, counter.start), counter.style) if counter else ""

        return _PLACE.sub(counted, levels[level].text)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists that numbering.xml defines; overrides of single levels are rare and not read."""
    if root is None:
        return Numbering()
    abstract = {
        _value(node, "abstractNumId", own=True): dict(map(_level, node.findall(f"{W}lvl")))
        for node in root.findall(f"{W}abstractNum")
    }
    lists = {}
    for node in root.findall(f"{W}num"):
        name = _value(node, "abstractNumId")
        lists[_value(node, "numId", own=True)] = (name, abstract.get(name, {}))
    return Numbering(lists)


def _level(node: etree._Element) -> tuple[int, Level]:
    start, depth = _value(node, "start") or "1", _value(node, "ilvl", own=True) or "0"
    level = Level(int(start) if start.isdecimal() else 1, _value(node, "numFmt") or "decimal", _value(node, "lvlText"))
    return int(depth) if depth.isdecimal() else 0, level


def _value(node: etree._Element, name: str, *, own: bool = False) -> str:
    """An attribute of the element itself, or the ``w:val`` of its child."""
    if own:
        return node.get(W + name) or ""
    child = node.find(W + name)
    return (child.get(f"{W}val") or "") if child is not None else ""


def _print(number: int, style: str) -> str:
    if style in _CHINESE:
        return chinese(number)
    if style == "decimalEnclosedCircle" and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if style in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(number - 1 + ord("A" if style == "upperLetter" else "a"))
    return str(number)


def chinese(number: int) -> str:
    """A number below a hundred as lists print it: 一, 十, 十一, 二十三; larger ones digit by digit."""
    if number >= 100 or number < 0:
        return "".join(_DIGITS[int(digit)] for digit in str(abs(number)))
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return lead + (_DIGITS[ones] if ones or not tens else "")
