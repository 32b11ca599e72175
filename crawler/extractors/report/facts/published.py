"""When a report was published, by the labels of its page, a date beside its title, its list, its address."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from crawler.discovery.titles import wording
from crawler.extractors.document import Document
from crawler.extractors.report.facts.titling import Lines
from storage.records import Context

_DATES = (
    "pubdate", "发布日期", "发布时间", "公开日期", "公开时间", "发稿时间", "发稿日期", "发表时间",
    "信息时间", "上传时间", "录入时间", "添加时间", "稿件日期", "发文日期", "生成日期",
    "时间", "日期",
)  # fmt: skip
_DATE = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_CLOCK = re.compile(r"日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?")
_BY = re.compile(r"[一-龥]{0,2}(?:作者|编辑|责编|审核|来源)[:：]\s*\S{1,20}")
_BETWEEN = re.compile(r"[\s:：|｜/()（）\[\]【】]+")
_OF_AN_IMPRINT = re.compile(
    r"(?:信息|文章|稿件|新闻)?(?:来源|作者|编辑|责编|审核)|(?:发布|公开|发表|信息|添加|录入|上传)?(?:日期|时间)"
    r"|[发公]布于?|发表于?|(?:浏览|阅读|点击|访问)(?:次数|量|数)?|字[号体]|[大中小次]|打印|分享|关闭|收藏|原创|本站|[\dA+-]*"
)
"""The words of a line that says when, by whom and how often read; others are of another line."""
_LONGEST, _LONGEST_NAME = 80, 25
_AROUND = 3
"""Lines before and behind a title among which its date stands without a label."""
_DATE_IN_ADDRESS = re.compile(
    r"(?:^|/)(?:20\d{4}/)?(?:t|art/)?(20\d{2})[/-]?(\d{2}|\d(?=/))[/-]?(\d{2}|\d(?=/))(?=[/_.])"
)


def find(
    document: Document, lines: Lines, title: str | None, url: str | None, context: Context | None
) -> Iterator[tuple[date | None, str]]:
    """Every date that may be that of publication with its source, the most trustworthy first."""
    for label in _DATES:
        yield _day(_DATE.search(unicodedata.normalize("NFKC", document.meta.get(label, "")))), label
    yield _bare_date(lines, title), "first lines"
    if context:
        yield context.listed, "listing"
    yield _day(_DATE_IN_ADDRESS.search(url or "")), "address"


def _bare_date(lines: Lines, title: str | None) -> date | None:
    """A date that stands alone right by the title."""
    place = next((i for i, (text, _) in enumerate(lines) if title and title.startswith(text.strip())), None)
    if place is None:
        return None
    near = lines[max(0, place - _AROUND) : place + 1 + _AROUND]
    return next((day for text, _ in near if (day := _imprint(text.strip()))), None)


def _imprint(text: str) -> date | None:
    """The one date of a line that says no more than when it was published, by whom and how often it was read."""
    if len(text) > _LONGEST or "20" not in text:
        return None
    dates = list(_DATE.finditer(text))
    if len(dates) != 1:
        return None
    others = f"{text[: dates[0].start()]}|{_CLOCK.sub('', text[dates[0].end() :], count=1)}"
    return _day(dates[0]) if all(map(_is_of_an_imprint, _BETWEEN.split(_BY.sub("", others)))) else None


def _is_of_an_imprint(word: str) -> bool:
    if _OF_AN_IMPRINT.fullmatch(word):
        return True
    return len(word) <= _LONGEST_NAME and wording.ORGAN.search(word) is not None


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
