"""Which year a report is about: what its text counts, and what becomes of a title that says another.

Sites print the year of publication in titles, and texts are copied from last year's. What is published in January
cannot be about the year that has just begun; what cannot be decided is no year.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from crawler.discovery.titles import years
from crawler.extractors.document import Document, Paragraph
from crawler.extractors.labels import normal

_YEAR = r"(20\d\d|[二贰][〇零○O0][一二三][〇零○一二三四五六七八九])"
_MAY_BE_YEAR = re.compile(r"[2２]\s*[0０]|[二贰]\s*[〇零○OＯ0０]")
_TO = r"[至到—–~-]+"
_FIRST = r"[年./-](?:0?1|一)[月./-](?:0?1|一)日?(?:起|开始)?"
_LAST = r"(?:12|十二)[月./-](?:31|三十一)日?"
_PERIOD = re.compile(
    rf"{_YEAR}(?:{_FIRST}|年5月1日起?){_TO}(?:{_YEAR}[年./-])?{_LAST}"
    rf"|{_YEAR}年(?:1|一)月份?{_TO}(?:{_YEAR}年)?(?:12|十二)月(?!\d)"
    rf"|截[至止]{_YEAR}年12月31日"
)
_PART = re.compile(rf"{_YEAR}{_FIRST}{_TO}(?:{_YEAR}[年./-])?0?[369][月./-]3[01]日?")
_OPENS = re.compile(
    r"(?:^|[。;!])(?:在|回顾)?"
    + _YEAR
    + r"年(?!修订|版|以[来前]|[至到—–~-]|\d{1,2}月\d{1,2}日$)(?![^。;]{0,12}(?:将|计划|拟))"
)
_ANNOUNCED = re.compile(r"(20\d\d)年度?的?[^。,;\d]{0,12}信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)[^。;]*[。;]")
_FIRST_SECTION = re.compile(r"[一⼀]\s*[、﹑.．]")
_SECOND_SECTION = re.compile(r"[二⼆]\s*[、﹑.．]")
_FAR = 200
_OPENING = 12
_EARLY = 11
"""The month from which a report may be about the year that is not over yet."""


class Told(NamedTuple):
    """What the text says of its year: the period that it counts, and the year that it speaks of; ``part`` of a year."""

    period: int | None = None
    spoken: int | None = None
    part: bool = False


class Settled(NamedTuple):
    """A year, what it was taken from, and why it may be doubted."""

    year: int | None
    source: str | None
    doubts: tuple[str, ...] = ()


def told(document: Document) -> Told:
    """The year as the text has it: 2024年1月1日至12月31日, or 2024年，我局…, whatever its title says."""
    paragraphs = [block.text for block in document.blocks[:_FAR] if isinstance(block, Paragraph)]
    period = next(filter(None, map(_period, paragraphs)), None)
    first = next((i for i, text in enumerate(paragraphs) if _FIRST_SECTION.match(text.lstrip())), len(paragraphs))
    opening = _with_years(takewhile(_is_no_section, paragraphs[first + 1 : first + 1 + _OPENING]))
    lead = _with_years(paragraphs[max(0, first - _OPENING) : first])
    part = period is None and any(map(_PART.search, lead))
    return Told(period, _only(opening, _OPENS) or _only(lead, _ANNOUNCED), part)


def _with_years(texts: Iterable[str]) -> list[str]:
    """Those that may name a year, in their normal form: making that of a page's prose costs more than all else here."""
    return [normal(text) for text in texts if _MAY_BE_YEAR.search(text)]


def _is_no_section(text: str) -> bool:
    return not _SECOND_SECTION.match(text.lstrip())


def _period(text: str) -> int | None:
    """The year of the statistical period, if it is a whole one."""
    if "12" not in text and "１２" not in text and "十二" not in text:
        return None
    match = _PERIOD.search(normal(text))
    named = {years.number(year) for year in match.groups() if year} if match else set()
    return named.pop() if len(named) == 1 else None


def _only(texts: Sequence[str], pattern: re.Pattern[str]) -> int | None:
    """The one year that sentences begin with; none where they begin with several."""
    found = {years.number(year) for text in texts for year in pattern.findall(text)}
    return found.pop() if len(found) == 1 else None


def settle(
    titles: Sequence[Settled], text: Told, published: date | None, column: int | None, *, listed: bool = False
) -> Settled:
    """The year of the report.

    ``titles`` are the years of its titles, the chosen one first, even without a year; ``published`` is what page or
    list say (``listed``: the list alone), ``column`` the year of the list.

    The title counts, unless its page says that it was out before that year's end, or everything in the text speaks of
    the year before and nothing for the title. Where titles differ the text decides.
    """
    titled = _chosen(titles, text)
    body = text.period or text.spoken
    source = "period" if text.period else "text"
    if titled.year is None:
        if body is None and column is not None and not _is_early(column, published):
            return Settled(column, "column")
        return Settled(body, source if body else None)
    if titled.year in (body, text.spoken):
        return titled._replace(doubts=tuple(_doubts(titled.year, text)))
    if body is None:
        return _by_title_alone(titled, published, listed=listed)
    agreed = text.spoken == text.period and published is None
    if body == titled.year - 1 and (agreed or _is_early(titled.year, published)):
        return Settled(body, source, (f"the title says {titled.year}, the text {body}",))
    return titled._replace(doubts=tuple(_doubts(titled.year, text)))


def _chosen(titles: Sequence[Settled], text: Told) -> Settled:
    """The year of the chosen title; that of another which the text confirms, or which alone names any."""
    first, others = titles[0] if titles else Settled(None, None), titles[1:]
    confirmed = next((other for other in titles if other.year and other.year in (text.period, text.spoken)), None)
    if confirmed or first.year:
        return confirmed or first
    named = {other.year for other in others}
    body = text.period or text.spoken
    return others[0] if len(named) == 1 and body is None else first


def _is_early(year: int, published: date | None) -> bool:
    return published is not None and published < date(year, _EARLY, 1)


def _by_title_alone(titled: Settled, published: date | None, *, listed: bool) -> Settled:
    """A list may give all its entries one date; a page that was out before the year's end is of another year."""
    if titled.year is None or not _is_early(titled.year, published):
        return titled
    doubt = f"the title says {titled.year}, but it was published on {published}"
    return titled._replace(doubts=(doubt,)) if listed else Settled(None, None, (f"{doubt}: of which year is not told",))


def _doubts(year: int, text: Told) -> Iterator[str]:
    if text.period and text.period != year:
        yield f"the title says {year}, the statistical period {text.period}"
