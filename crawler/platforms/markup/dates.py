"""The date that a listing prints beside a link, or an answer gives with it."""

import re
from datetime import UTC, date, datetime, timedelta, timezone

_FULL = re.compile(r"(?<!\d)(20\d{2}|19\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6})?(?!\d)")
_DAY_ABOVE = re.compile(r"(?<![\d:/.-])(\d{1,2})\s+(20\d{2})\s*[-/.年]\s*(\d{1,2})(?:月)?(?![\d/.-])")
_PUBLISHED = re.compile(r"(?:发布|公开|发文|发布时)(?:日期|时间)?\s*[:：]?\s*$")
_NEAR = 20
_BEIJING = timezone(timedelta(hours=8))


def read_date(text: str) -> date | None:
    """The date in a row's text: the one that is called the day of publication, else the last one."""
    found: date | None = None
    for match in _FULL.finditer(text):
        day = _date(match[1], match[2], match[3])
        if day and _PUBLISHED.search(text[max(0, match.start() - _NEAR) : match.start()]):
            return day
        found = day or found
    if found:
        return found
    above = _DAY_ABOVE.search(text)
    return _date(above[2], above[3], above[1]) if above else None


def without_dates(text: str) -> str:
    """The text without its dates and the brackets around them."""
    return re.sub(r"[\[(【（]?\s*" + _FULL.pattern + r"日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?\s*[\])】）]?", " ", text)


def read_moment(value: object) -> date | None:
    """A date as an interface gives it: text of any spelling, or seconds or milliseconds since 1970, as in Beijing."""
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC).astimezone(_BEIJING).date()
    if match := _COMPACT.match(text):
        return _date(match[1], match[2], match[3])
    return read_date(text)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
