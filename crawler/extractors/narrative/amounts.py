"""Numbers as prose prints them: 1,204 件, 两件, 2.3 万条; never 余 or 多, which are no numbers."""

from decimal import Decimal

NUMBER = (
    r"(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d+)?|[零〇一二两三四五六七八九十百]{1,5})"
    r"(?P<about>余|多|几)?(?P<scale>万|亿)?"
)
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100}
_SCALES = {None: 1, "万": 10_000, "亿": 100_000_000}


def read_amount(number: str, scale: str | None) -> Decimal | None:
    """The number of the groups ``n`` and ``scale``; None for numerals that nobody writes."""
    plain = number.replace(",", "")
    value = Decimal(plain) if plain[0].isdigit() and plain[0].isascii() else _numeral(plain)
    return None if value is None else value * _SCALES[scale]


def _numeral(text: str) -> Decimal | None:
    """一百二十三; below a thousand, which is as far as prose goes with characters."""
    if len(text) == 1 and text in _DIGITS:
        return Decimal(_DIGITS[text])
    total, digit = 0, None
    for character in text:
        if character in _TENS:
            total += (1 if digit is None else digit) * _TENS[character]
            digit = None
        elif digit is not None and digit != 0:
            return None
        else:
            digit = _DIGITS[character]
    return Decimal(total + (digit or 0)) if total else None
