"""Layouts as officials make them: several years in a table, labels apart from numbers, notes and units in cells."""

from tests.layouts import apart, changes, formats, word, years
from tests.layouts.layout import Layout
from tests.layouts.statutory import Style

_DIGITS = "零一二三四五六七八九"


def chinese(text: str) -> str:
    """A whole number in words: 1203 → 一千二百零三."""
    if not text.isdigit():
        return text
    number = int(text)
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return chinese(str(number // 10_000)) + "万" + (gap + chinese(str(rest)) if rest else "")
    said, gap = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, value)
        if digit:
            said += ("零" if gap and said else "") + _DIGITS[digit] + unit
        gap = not digit
    return (said.removeprefix("一") if said.startswith("一十") else said) or "零"


def _as(pattern: str) -> changes.Change:
    return changes.numbers(pattern.format)


def _spoken(text: str) -> str:
    return text.translate({ord(str(n)): c for n, c in enumerate("〇一二三四五六七八九")}) if text.isdigit() else text


def _split(text: str) -> str:
    return f"{int(text):,}".replace(",", "，") if text.isdigit() else text


_YEARS = [
    Layout("years: this and the last under every heading", change=years.side_by_side("{this}年", "{last}年")),
    Layout("years: the last and this under every heading", change=years.side_by_side("{last}年", "{this}年")),
    Layout("years: 本年 and 上年", change=years.side_by_side("本年", "上年")),
    Layout("years: 上年数, 本年数 and 增减", change=years.side_by_side("上年数", "本年数", "增减")),
    Layout("years: two others, not this one", change=years.side_by_side("2011年", "2010年"), floor=0),
    Layout("years: all columns of this one, then of the last", change=years.blocks("{this}年", "{last}年")),
    Layout("years: all columns of the last, then of this one", change=years.blocks("{last}年度", "{this}年度")),
    Layout("years: a row each", change=years.below("{this}年", "{last}年")),
    Layout("years: a row each, the last first", change=years.below("{last}年", "{this}年")),
]
_NUMBERS = [
    Layout("numbers: 12 件", change=_as("{} 件"), floor=0.99),
    Layout("numbers: 共12件", change=_as("共{}件"), floor=0.99),
    Layout("numbers: 12①", change=_as("{}①"), floor=0),
    Layout("numbers: 12*", change=_as("{}*"), floor=0),
    Layout("numbers: 12[1]", change=_as("{}[1]"), floor=0),
    Layout("numbers: 12（注1）", change=_as("{}（注1）"), floor=0),
    Layout("numbers: 12（8）", change=_as("{}（8）"), floor=0),
    Layout("numbers: 12/8", change=_as("{}/8"), floor=0),
    Layout("numbers: （12）", change=_as("（{}）"), floor=0),
    Layout("numbers: 约12", change=_as("约{}"), floor=0),
    Layout("numbers: 12余", change=_as("{}余"), floor=0),
    Layout("numbers: ≥12", change=_as("≥{}"), floor=0),
    Layout("numbers: 12。", change=_as("{}。"), floor=0),
    Layout("numbers: '12", change=_as("'{}"), floor=0),
    Layout("numbers: 12.0", change=changes.numbers(lambda t: f"{t}.0" if t.isdigit() else t)),
    Layout("numbers: 012", change=changes.numbers(lambda t: f"0{t}" if t.isdigit() else t)),
    Layout("numbers: 1，234", change=changes.numbers(_split)),
    Layout("numbers: 1 2 3", change=changes.numbers(" ".join), floor=0),
    Layout("numbers: 12件（含上年结转2件）", change=_as("{}件（含上年结转2件）"), floor=0),
    Layout("numbers: in words", change=changes.numbers(chinese)),
    Layout("numbers: in words, a digit each", change=changes.numbers(_spoken), floor=0),
]
_APART = [
    *(
        Layout(f"apart: {name}", Style(groups="none" if "numbers below" in name else "merged"), change, floor=0)
        for name, change in apart.CHANGES.items()
    ),
    *(Layout(f"apart: {name}", write=write, floor=0) for name, write in apart.WRITERS.items()),
    Layout("apart: 表二 turned", change=changes.turned(0), floor=0),
    Layout("apart: lines with tabs in Word", write=word.tabs, floor=0),
    Layout("apart: a colon behind every label", change=changes.words(lambda t: t if "勾稽" in t else f"{t}：")),
]
_FILES = [
    Layout("PDF: numbers painted over and typed anew", write=formats.overtyped, floor=0.7),
    Layout("workbook: white numbers", write=formats.xlsx_with(formats.white)),
    Layout("workbook: numbers in the theme's white", write=formats.xlsx_with(formats.white_by_theme)),
    Layout("workbook: numbers whose format shows nothing", write=formats.xlsx_with(formats.without_format)),
    Layout("workbook: a row that is hidden", write=formats.xlsx_hidden_row, floor=0.8),
]

LAYOUTS = (*_YEARS, *_NUMBERS, *_APART, *_FILES)
