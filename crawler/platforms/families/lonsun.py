"""龙讯 (Lonsun): ``/public/column/<organ>?type=4&catId=<id>&action=list&pageIndex=N``; with ``type=3`` the reports."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.totals import read_totals
from crawler.platforms.scripts.jumps import jump_targets
from crawler.platforms.step import BOUND, Ask, Step

NAME = "lonsun"

_COLUMN = re.compile(r"/public/column/\w+", re.IGNORECASE)
_PAGES = re.compile(r"(?:pageCount|totalPages?|pages)['\"]?\s*[:=]\s*['\"]?(\d{1,4})\b")
_RECORDS = re.compile(r"(?:\btotal|totalCount|recordCount|\bcount)['\"]?\s*[:=]\s*['\"]?(\d{1,6})\b")
_INDEX = re.compile(r"pageIndex=(\d+)")
_FULL = 10


def marks(page: ListPage) -> bool:
    """Its columns, in the address of the page or in those of its links."""
    return bool(_COLUMN.search(page.url) or _COLUMN.search(page.markup))


def read(page: ListPage) -> Step:
    """The entries, and the other pages by ``pageIndex``; without a total, the next one after a full page."""
    links = find_items(page)
    if not _COLUMN.search(page.url):
        return Step(NAME, links)
    totals = read_totals(page)
    records = totals.records or _last(_RECORDS, page.scripts)
    linked = max((int(n) for n in _INDEX.findall(page.markup)), default=0)
    current = int(dict(parse_qsl(urlsplit(page.url).query)).get("pageIndex", "1") or 1)
    shown = sum(not link.beside for link in links)
    counted = -(-records // shown) if records and shown and current == 1 else 0
    pages = totals.pages or max(_last(_PAGES, page.scripts) or 0, linked, counted) or None
    if pages is None and shown >= _FULL and not (records and shown >= records):
        return Step(NAME, links, (_page(page, current + 1),), expected=records)
    told = jump_targets(page, pages or 1)
    further = tuple(
        Ask(told[n], platform=NAME, base=page.url, page=n) if n in told else _page(page, n)
        for n in range(1, (pages or 1) + 1)[: BOUND + 1]
        if n != current
    )
    return Step(NAME, links, further, expected=records, pages=pages)


def _page(page: ListPage, number: int) -> Ask:
    parts = urlsplit(page.url)
    fields = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"pageIndex": str(number)}
    if number == 1:
        del fields["pageIndex"]  # as the column's own address has it
    url = urlunsplit(parts._replace(query=urlencode(fields)))
    return Ask(url, platform=NAME, base=page.url, page=number)


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    """The largest of the numbers that scripts give: defaults of a pager are small."""
    return max((int(number) for number in pattern.findall(text)), default=None)
