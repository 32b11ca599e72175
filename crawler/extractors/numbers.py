"""Printed text → number and state. 0, blank, ``-``, ``/`` and 无 stay five different facts."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from crawler.extractors.amounts import read_amount
from storage.records import State

_NARROW = {
    **{0xFF01 + i: chr(0x21 + i) for i in range(94)},
    **dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD], None),
    **str.maketrans("無沒暫條項個場處萬億", "无没暂条项个场处万亿"),
}
_DASHES = frozenset("-‐‑‒–—―−﹣─━﹘ー")
_SLASHES = frozenset("/\\∕⁄╱")
_NONE_WORDS = frozenset({"无", "没有", "暂无", "空"})
_ZERO_WORDS = frozenset({"零", "〇"})
_UNITS = (*"条件项个次宗份篇起名场期处元人", "万元", "亿元", "人次")
_ANY_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    r"(?:共计?|计)?(?P<sign>[+\-−]|增加?|新增|减少?)?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    rf"\(?(?P<unit>{_ANY_UNIT})?\)?"
)
_SPOKEN = re.compile(rf"(?:共计?|计)?(?P<number>[零〇一二两三四五六七八九十百千万]{{1,12}})(?P<unit>{_ANY_UNIT})?")
_MARK = r"[\d¹²³⁰⁴-⁹]{1,2}"
_NOTE = re.compile(rf"(?:[\u2460-\u2473※†‡]|[\[(【]?注(?:{_MARK})?[\])】]?|\[{_MARK}\]|\(其中[^()]{{1,40}}\))$")
"""The mark of a note behind a number, or what part of it is; a raised or bracketed digit may be more than that."""
_LOOSE_SPACE = re.compile(r"(?<![0-9.,\s])\s+|\s+(?![0-9.,\s])")
_FALLS = frozenset({"-", "−", "减", "减少"})


class Printed(NamedTuple):
    """What a cell's text says: its state, the number when there is one, the unit when one is printed with it.

    ``whole``: nothing but digits is printed.
    """

    state: State
    number: Decimal | None = None
    unit: str | None = None
    whole: bool = False


@lru_cache(maxsize=16384)
def read(raw: str) -> Printed:
    """The state and number of a cell's text.

    White space between digits, a superscript digit, or anything beside the number but its unit and the mark of a note
    makes the cell UNREADABLE: what looks like 12 and a footnote must not become 121. Full-width digits are digits.
    """
    return _read(raw)


def _read(raw: str) -> Printed:  # noqa: PLR0911 – one return a state
    text = raw.strip() if raw.isascii() else raw.translate(_NARROW).strip()
    if not text:
        return Printed(State.BLANK)
    if text.isascii() and text.isdigit():
        return Printed(State.REPORTED, Decimal(text), None, True)
    symbols = "".join(text.split())
    if _DASHES.issuperset(symbols):
        return Printed(State.DASH)
    if _SLASHES.issuperset(symbols):
        return Printed(State.SLASH)
    if symbols in _NONE_WORDS:
        return Printed(State.NONE_WORD)
    if symbols in _ZERO_WORDS:
        return Printed(State.REPORTED, Decimal(0))
    return _number(text)


def is_number(raw: str) -> bool:
    """Whether a number is printed there, in digits."""
    return read(raw).number is not None


def _number(text: str) -> Printed:
    match = _NUMBER.fullmatch(_NOTE.sub("", _LOOSE_SPACE.sub("", text)))
    if match is None:
        return Printed(State.UNREADABLE)
    number = Decimal(match["digits"].replace(",", ""))
    return Printed(State.REPORTED, -number if match["sign"] in _FALLS else number, match["unit"])


def spoken(raw: str) -> Printed | None:
    """A number in words: 十二, 一千零三件; None for what is none for certain.

    Of 一 alone nobody knows whether it is a dash: it stands on the keys beside one.
    """
    match = _SPOKEN.fullmatch("".join(raw.split()))
    if match is None or match["number"] == "一":
        return None
    number = _in_words(match["number"])
    return None if number is None else Printed(State.REPORTED, number, match["unit"])


def _in_words(text: str) -> Decimal | None:
    many, ten_thousand, rest = text.rpartition("万")
    last = read_amount(rest.removeprefix("零") if ten_thousand else rest, None) if rest else Decimal(0)
    if not ten_thousand or last is None:
        return last
    if rest and not rest.startswith("零") and "千" not in rest:
        return None  # 一万三: thirteen thousand, or three above ten
    first = read_amount(many, "万") if many else None
    return None if first is None else first + last


_IN_YUAN = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(100_000_000)}


def convert(number: Decimal, printed: str | None, wanted: str | None) -> Decimal | None:
    """The number in the wanted unit: money between 元, 万元 and 亿元 exactly; counts as they are.

    None when the printed unit cannot be what the form asks for (an amount of money in a column of counts).
    """
    if printed is None or wanted is None or printed == wanted:
        return number
    if (printed in _IN_YUAN) != (wanted in _IN_YUAN):
        return None
    if printed in _IN_YUAN:
        return _plain(number * _IN_YUAN[printed] / _IN_YUAN[wanted])
    return number


def _plain(number: Decimal) -> Decimal:
    """Without exponent and without the zeros that a conversion adds."""
    slim = number.normalize()
    return slim.quantize(Decimal(1)) if slim == slim.to_integral_value() else slim


_UNIT_IN_HEADING = re.compile(r"\((?:单位[::]?)?(万元|亿元|元)\)")


@lru_cache(maxsize=4096)
def unit_of_heading(heading: str) -> str | None:
    """The unit of money that a normalised column heading names: 本年收费金额(单位:万元) → 万元."""
    return _unit_of_heading(heading)


def _unit_of_heading(heading: str) -> str | None:
    match = _UNIT_IN_HEADING.search(heading)
    return match[1] if match else None
