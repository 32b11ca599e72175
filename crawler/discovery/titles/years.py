"""The years that a title names, and what stands where a year stands and is none.

Dates of publication, the numbers of documents and misprints have digits like years. They are told apart here, so that
neither the year nor the agency's name is taken from them.
"""

import re

DIGITS = (
    {"〇": "0", "零": "0", "○": "0", "◯": "0", "O": "0", "o": "0"}
    | {mark: str(n) for n, mark in enumerate("一二三四五六七八九", 1)}
    | {mark: str(n) for n, mark in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
)

_NOUGHT = "〇零○◯O0"
_FIGURES = "".join(DIGITS) + "0"
YEAR = re.compile(
    r"(?<![\dA-Za-z])20\d\d(?!\d)|(?<![\dA-Za-z])2[0Oo][0-4Oo][\dOo](?=年)"
    r"|(?<=[\u4e00-\u9fff])(?:0[89]|[1-4]\d)(?=年度?$)"
    rf"|[二贰][{_NOUGHT}][{_FIGURES}][{_FIGURES}]"
)
"""2023, 2O23, 二〇二三, 贰零贰叁, and 23年 between a name and the words of the report."""

MISPRINT = re.compile(r"(?<!\d)\d{3,6}(?=年)")
"""20224年, 202年: a number in the place of the year that is none; asked for only where ``YEAR`` finds nothing."""

_MARK = r"[-/.]"
_DAY = rf"20\d\d(?:({_MARK})\d{{1,2}}\1\d{{1,2}}|年\d{{1,2}}月\d{{1,2}}日?)"
_DATE = re.compile(rf"[\[(]?(?<!\d){_DAY}(?:\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?|公?[发公]布)?[\])]?")
_PUBLISHED = re.compile(
    r"\(20\d\d年\d{1,2}月(?:份|公布|发布|公开)?\)|20\d\d年(?:\d{1,2}月)?(?:发布|公布|印发)(?=[)）]|$|.{0,3}20\d\d)"
    r"|20\d\d年公开(?=20\d\d年)|20\d\d年\d{1,2}月(?=份?$|[\u4e00-\u9fff]{2}.*(?:年报|年度))"
)
_PERIOD = re.compile(r"(20\d\d)年\d{1,2}月1日起?[至到—–~-]+(?:\1年)?12月31日止?|截[至止](20\d\d)年12月31日")
_PART = re.compile(r"(20\d\d年)(\d{1,2})月1日起?[至到—–~-]+(?:\1)?(\d{1,2})月\d{1,2}日止?")
_NUMBER_OF_DOCUMENT = re.compile(r"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,12})?[〔\[(【]20\d\d[〕\])】]第?\d+号")
SPAN = re.compile(r"(?<!\d)20\d\d年?度?[-—–~/至、,和及与](?:20\d\d(?!\d)|\d\d年)")
"""2008-2010年, 2022年至2023年, 2021、2022年."""


def without_dates(text: str) -> str:
    """The text in one width without days, months of publication and numbers of documents.

    A period is written short: 2023年 for a whole year, 2023年1-6月 for less.
    """
    text = _PERIOD.sub(lambda match: f"{match[1] or match[2]}年", text)
    text = _PART.sub(r"\1\2-\3月", text)
    for pattern in (_NUMBER_OF_DOCUMENT, _DATE, _PUBLISHED):
        text = pattern.sub(" ", text)
    return text


def number(year: str) -> int:
    """2023 for any spelling that ``YEAR`` finds."""
    digits = "".join(DIGITS.get(character, character) for character in year)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
