"""Pages ``xxgk_list.shtml``, ``list.shtml`` of 苏州, 镇江, 赣州, 湖南, 海南 and others.

The pager is ``createPageHTML('page_div', pages, current, 'prefix', 'shtml', records)``, counted from 1: page 2 is
``prefix_2.shtml``. A current page 0 tells the dialect that counts from 0. 苏州 also fills lists by a POST of
``pageIndex`` to an address that ends in ``loadData``.
"""

import re

from crawler.platforms.markup.answers import PAGES, TOTALS, find_number, find_records, link_of, read_json
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND, Ask, Step, Verdict

NAME = "xxgk_list"

_CALL = re.compile(
    r"createPageHTML\s*\(\s*(['\"])[^'\"]*\1\s*,\s*['\"]?(\d+)['\"]?\s*,\s*['\"]?(\d+)['\"]?\s*,\s*(['\"])([^'\"]*)\4"
    r"\s*,\s*(['\"])\.?(\w+)\6(?:\s*,\s*['\"]?(\d+))?"
)
_INTERFACE = re.compile(r"['\"]([^'\"\s]*/loadData(?:\?[^'\"\s]*)?)['\"]")
_CHANNEL = re.compile(r"channel_?id['\"]?\s*[:=]\s*['\"]([\w-]{6,64})['\"]", re.IGNORECASE)


def marks(page: ListPage) -> bool:
    """A pager whose first argument is the name of its box, or the interface of 苏州."""
    return bool(_CALL.search(page.scripts) or _INTERFACE.search(page.scripts))


def read(page: ListPage) -> Step:
    """The entries of the page and its other pages by name, or the first page of the interface."""
    links = find_items(page)
    match = _CALL.search(page.scripts)
    if match is None:
        return _ask_interface(page, Step(NAME, links))
    pages, current, prefix, ending = int(match[2]), int(match[3]), match[5], match[7]
    records = int(match[8]) if match[8] else None
    first = 0 if current == 0 else 1
    numbers = range(first, first + pages)[: BOUND + 1]
    names = {n: f"{prefix}.{ending}" if n == first else f"{prefix}_{n}.{ending}" for n in numbers if n != current}
    asks = tuple(
        Ask(url, platform=NAME, base=page.url, page=n - first + 1)
        for n, name in names.items()
        if (url := page.resolve(name))
    )
    return Step(NAME, links, asks, expected=records, pages=max(pages, 1))


def answer(body: str, ask: Ask) -> Step:
    """One page of the interface; the first one tells how many there are."""
    data = read_json(body)
    links = tuple(link for record in find_records(data) if (link := link_of(record, ask.base)))
    pages, expected = find_number(data, PAGES), find_number(data, TOTALS)
    if data is None or (not links and expected):
        return Step(NAME, (), verdict=Verdict.INCOMPLETE, reason="the interface gave no list", expected=expected)
    further = tuple(_page(ask, n) for n in range(2, (pages or 1) + 1)[:BOUND]) if ask.page == 1 else ()
    verdict = Verdict.COMPLETE if links else Verdict.EMPTY
    return Step(NAME, links, further, verdict, expected=expected, pages=pages)


def _ask_interface(page: ListPage, step: Step) -> Step:
    match = _INTERFACE.search(page.scripts)
    url = page.resolve(match[1]) if match else None
    if url is None:
        return step
    channel = _CHANNEL.search(page.scripts)
    form = (("pageIndex", "1"), *((("channel_id", channel[1]),) if channel else ()))
    return Step(NAME, step.links, (Ask(url, "POST", form, NAME, interface=True, base=page.url, page=1),))


def _page(ask: Ask, number: int) -> Ask:
    form = tuple((name, str(number) if name == "pageIndex" else value) for name, value in ask.form)
    return Ask(ask.url, ask.method, form, NAME, interface=True, base=ask.base, page=number)
