"""Numbers as prose and some tables print them: 1,204 件, 两件, 2.3 万条; what is followed by 余 or 多 is no number."""

from decimal import Decimal

NUMBER = r"(?P<n>\d{1,9}(?:\.\d+)?|(?<![数几上近])[零〇一二两三四五六七八九十百千]{1,7})(?P<scale>万|亿)?"
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {None: 1, "万": 10_000, "亿": 100_000_000}


def read_amount(number: str, scale: str | None) -> Decimal | None:
    """The number of the groups ``n`` and ``scale``; None for numerals that nobody writes."""
    value = Decimal(number) if number[0].isdigit() and number[0].isascii() else _numeral(number)
    return None if value is None else value * _SCALES[scale]


def _numeral(text: str) -> Decimal | None:
    """一百二十三, 两千三百; tens fall from left to right, and 一百二 or 二三 is none that can be told."""
    if len(text) == 1 and text in _DIGITS:
        return Decimal(_DIGITS[text])
    total, digit, smallest, after_nought = 0, None, 10_000, False
    for character in text:
        if tens := _TENS.get(character):
            if tens >= smallest or digit == 0 or (digit is None and (total or character != "十")):
                return None
            total, digit, smallest, after_nought = total + (digit or 1) * tens, None, tens, False
        elif _DIGITS[character] == 0 and total and digit is None and not after_nought:
            after_nought = True
        elif digit is None:
            digit = _DIGITS[character]
        else:
            return None
    whole = digit is None or smallest == _TENS["十"] or after_nought
    return Decimal(total + (digit or 0)) if total and whole and not (after_nought and digit is None) else None
