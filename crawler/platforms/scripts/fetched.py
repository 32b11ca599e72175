"""Lists that the page's own script fetches: which requests to send for a page, and what their answers hold.

Answers are JSON, XML or a piece of a page. A page may fetch several lists: each is asked for, and the ones that hold
reports are turned to their end, which is told by a total or by a page that brings nothing new.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crawler.discovery.titles import TitleKind, read_title
from crawler.platforms.markup.answers import (
    PAGES,
    TOTALS,
    ends,
    find_number,
    find_records,
    link_of,
    read_json,
    title_in,
)
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.records import find_items_of_xml
from crawler.platforms.scripts.calls import Call, find_calls, find_tab_calls, first_of, speaks_of_list
from crawler.platforms.scripts.counted import size_of, turned
from crawler.platforms.scripts.opens import find_opened, with_address
from crawler.platforms.scripts.sent import find_sent
from crawler.platforms.scripts.written import find_entries
from crawler.platforms.step import BOUND, Ask, Link, Step, Verdict

NAME = "ajax"

_MOST = 4
"""Lists that are asked for on one page."""
_FULL = 8
"""Entries that make the first page of a list whose script says not how long its pages are."""


def marks(page: ListPage) -> bool:
    """A page that shows no report and whose script fetches a list."""
    return bool(find_calls(page) or find_tab_calls(page)) and not holds_reports(find_entries(page))


def read(page: ListPage) -> Step:
    """The first page of what the script fetches."""
    return Step(NAME, find_entries(page), lists_of(page))


def lists_of(page: ListPage) -> tuple[Ask, ...]:
    """The lists that a page's script fetches."""
    tabs = find_tab_calls(page)
    return first_of(_asks(page, tabs, most=len(tabs)) if tabs else _asks(page, find_calls(page)))


def hides_list(page: ListPage) -> bool:
    """Whether a script fetches a list, and what it asks for cannot be told."""
    if find_calls(page) or find_tab_calls(page):
        return False
    return any(speaks_of_list(sent.address) for sent in find_sent(page.scripts))


def rest_of(page: ListPage, shown: int, *, certain: bool) -> tuple[Ask, ...]:
    """The further pages of a list whose first ``shown`` entries stand in the page, where a script fetches them.

    ``certain``: there are further pages; else they are asked for where those entries fill a page.
    """
    call = next((call for call in find_calls(page) if call.paged), None)
    for ask in _asks(page, [call] if call else ()):
        size = size_of(ask)
        further = ask if (size or 1) > shown else turned(ask, max(2, shown // (size or shown)), shown)
        if further and (certain or shown >= (size or _FULL)):
            return (replace(further, fruitful=True, perhaps=not certain),)
    return ()


def holds_reports(links: tuple[Link, ...]) -> bool:
    """Whether some of the entries are reports, or may be."""
    return any(read_title(link.title).kind is not TitleKind.OTHER for link in links)


def answer(body: str, ask: Ask) -> Step:
    """One page of a list, and what to ask for after it."""
    data = read_json(body)
    links = _links(body, data, ask)
    found = holds_reports(links)
    others = tuple(replace(other, fruitful=ask.fruitful or found) for other in ask.others)
    if not links:
        return _without_links(body, data, ask, others)
    if not found and (others or ask.fruitful):
        return Step(NAME, links, others, part=ask.part)  # a list of something else
    further, pages = _further(data, ask, len(links))
    expected = find_number(data, TOTALS)
    return Step(NAME, links, (*further, *others), expected=expected, pages=pages, part=ask.part)


def _asks(page: ListPage, calls: Sequence[Call], most: int = _MOST) -> list[Ask]:
    opened = find_opened(page.markup) if calls else ""
    return [replace(call.ask(NAME, page.url), opens=opened) for call in calls[:most]]


def _links(body: str, data: object, ask: Ask) -> tuple[Link, ...]:
    if data is None:
        return find_items_of_xml(body, ask.base) or find_items(ListPage(body, ask.base))
    records: list[Mapping[str, object]] = find_records(data)
    links = (link_of(with_address(record, ask.opens), ask.base) for record in records)
    found = tuple(link for link in links if link)
    return found or _in_markup(data, ask)


def _in_markup(data: object, ask: Ask) -> tuple[Link, ...]:
    """Entries in a piece of a page that the answer holds as a text."""
    texts = [value for value in _texts(data) if "<a" in value]
    return find_items(ListPage(max(texts, key=len), ask.base)) if texts else ()


def _texts(data: object, depth: int = 0) -> list[str]:
    if isinstance(data, str):
        return [data]
    inner = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) and depth < 4 else ()
    return [text for value in inner for text in _texts(value, depth + 1)] if depth < 5 else []


def _without_links(body: str, data: object, ask: Ask, others: tuple[Ask, ...]) -> Step:
    """The end of a list, an empty one, or something that is no list."""
    expected = find_number(data, TOTALS) if data is not None else None
    further = (ask.page or 1) > 1
    if others or expected == 0 or (further and (ask.perhaps or ends(data) or not body.strip())):
        return Step(NAME, (), others, Verdict.EMPTY, "the list has no entries", part=ask.part)
    if ask.fruitful and not further:
        return Step(NAME, (), verdict=Verdict.EMPTY, reason="the list has no entries", part=ask.part)
    named = sum(read_title(title_in(record)).kind is TitleKind.REPORT for record in find_records(data))
    lost = f"a list that the script fetches names {named} reports, and no addresses of theirs that can be told"
    reason = lost if named else "the script fetches no list that is known"
    return Step(NAME, (), verdict=Verdict.INCOMPLETE, reason=reason, expected=expected, part=ask.part)


def _further(data: object, ask: Ask, shown: int) -> tuple[tuple[Ask, ...], int | None]:
    """All further pages where the first tells how many there are, else the next one."""
    expected, pages = find_number(data, TOTALS), find_number(data, PAGES)
    if pages is None and expected is not None:
        pages = -(-expected // shown)
    if pages is None:
        size = size_of(ask)
        following = turned(replace(ask, fruitful=False), (ask.page or 1) + 1, shown)
        return (
            (replace(following, perhaps=bool(ask.numbered) or (size is not None and shown < size)),)
            if following
            else ()
        ), None
    if ask.page != 1 and not ask.fruitful:
        return (), None
    first = replace(ask, fruitful=False, perhaps=False)
    asks = tuple(filter(None, (turned(first, n, shown) for n in range((ask.page or 1) + 1, pages + 1)[:BOUND])))
    return asks, pages if asks else None
