"""大汉 JCMS with jpage: the first records stand in the page as XML, the others come from ``dataproxy.jsp``.

A page may hold several such units. The settings of a unit tell its total and the fields to post; older pages have a
``<nextgroup>`` instead, the address of the next answer, whose other parameters may be encrypted: it is followed as it
stands.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.addresses import join, key
from crawler.discovery.links import Link
from crawler.discovery.scripts.called import inside
from crawler.discovery.titles import TitleKind, read_title
from crawler.platforms.markup.items import find_items, single_item
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.spans import between
from crawler.platforms.step import BOUND, Ask, Step, Verdict

NAME = "jpage"

_CDATA = re.compile(r"\s*<!\[CDATA\[(.*)\]\]>\s*", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*['\"]?([^'\"\s>]+)", re.IGNORECASE)
_SETTINGS = re.compile(r"\.jpage\s*\(\s*\{")
_UNIT = re.compile(r"['\"]#?(\d+)['\"]\s*\)\s*\.jpage\s*\(\s*\{")
_PROXY = re.compile(r"['\"]([^'\"\s]*dataproxy\.jsp[^'\"\s]*)['\"]")
_PAIR = re.compile(r"['\"]?([A-Za-z]\w*)['\"]?\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|(-?\d+))")
_BLOCK = re.compile(r"(?:proxy|ajax)Param['\"]?\s*:\s*\{([^{}]*)\}", re.IGNORECASE)
_TOTAL = re.compile(r"<totalrecord>\s*(?:<!\[CDATA\[)?\s*(\d+)", re.IGNORECASE)
_TELLS = re.compile(r"\btotalRecord['\"]?\s*[:=]\s*['\"]?\d", re.IGNORECASE)
_PARAMETERS = ("startrecord", "endrecord", "perpage", "page")
_FIELDS = ("col", "appid", "webid", "path", "columnid", "sourcecontenttype", "unitid", "webname", "permissiontype")
_REACH = 3000
"""Characters of settings."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """One list of the page: what it shows, and how the rest is asked for."""

    name: str
    links: tuple[Link, ...]
    records: int
    total: int | None
    size: int
    proxy: str
    fields: tuple[tuple[str, str], ...]
    following: str

    @property
    def reports(self) -> int:
        return sum(read_title(link.title).kind is TitleKind.REPORT for link in self.links)


def marks(page: ListPage) -> bool:
    """Records in the page as XML, or the address that gives them."""
    return "<datastore>" in page.body or "dataproxy.jsp" in page.body


def read(page: ListPage) -> Step:
    """The records of the units of the page; of several, those that hold reports, else the largest."""
    units = [unit for unit in _units(page) if unit.records or unit.proxy or unit.following]
    chosen = [unit for unit in units if unit.reports] or sorted(units, key=lambda unit: -unit.records)[:1]
    links = _each_once(link for unit in chosen for link in unit.links)
    if not links:
        links = [link for link in find_items(page) if not link.beside]
    asks = tuple(ask for unit in chosen for ask in _further(unit, page))
    expected = sum(unit.total or 0 for unit in chosen) or None
    return _judged(Step(NAME, tuple(links), asks, expected=expected), chosen)


def _judged(step: Step, units: list[_Unit]) -> Step:
    if not step.further and step.expected is not None and len(step.links) < step.expected:
        reason = f"the page shows {len(step.links)} of {step.expected} links, and says not how to ask for the others"
        return replace(step, verdict=Verdict.UNKNOWN_PAGINATION, reason=reason)
    if units and not step.links and not step.further:
        return replace(step, verdict=Verdict.EMPTY, reason="the list has no entries")
    return replace(step, pages=1) if units and not step.further and step.expected is not None else step


def answer(body: str, ask: Ask) -> Step:
    """The records of one answer, and the next group if the answer names one."""
    if "<record" not in body.lower():
        empty = "<datastore" in body.lower() and ask.method == "POST"
        reason = "the answer holds no records"
        return Step(NAME, (), verdict=Verdict.EMPTY if empty else Verdict.INCOMPLETE, reason=reason)
    links = tuple(_each_once(_links(body, ask.base)))
    asks = tuple(_next_group(body, ask)) if ask.method == "GET" else ()
    return Step(NAME, links, asks, expected=_number(_TOTAL, body))


def _units(page: ListPage) -> Iterator[_Unit]:
    """Stores and settings belong together by the number of the unit, else by their order."""
    stores = list(between(page.body, "<datastore>", "</datastore>"))
    settings = list(_settings(page.body))
    used: set[int] = set()
    for order, (start, store) in enumerate(stores):
        named = re.findall(r"id\s*=\s*['\"]?(\d+)", page.body[max(0, start - 1500) : start])
        chosen = next((i for i, (name, _) in enumerate(settings) if named and name == named[-1]), None)
        if chosen is None and order < len(settings) and order not in used:
            chosen = order
        if chosen is not None:
            used.add(chosen)
        yield _unit(page, store, settings[chosen] if chosen is not None else ("", ""))
    for i, setting in enumerate(settings):
        if i not in used:
            yield _unit(page, "", setting)
    if not stores and not settings:
        yield _unit(page, "", ("", page.scripts))


def _settings(body: str) -> Iterator[tuple[str, str]]:
    """The settings of every call of jpage with its unit; where none is written so, whatever block tells a total."""
    calls = list(_SETTINGS.finditer(body))
    for match in calls:
        named = _UNIT.search(body[max(0, match.start() - 60) : match.end()])
        yield named[1] if named else "", body[match.end() : match.end() + _REACH].partition(".jpage")[0]
    if not calls:
        for match in _TELLS.finditer(body):
            text = _block_around(body, match.start())
            yield dict(_pairs(text)).get("unitid", ""), text


def _block_around(body: str, place: int) -> str:
    """What stands in the innermost braces about a place, or in its script when no braces are about it."""
    start = max(body.rfind("<script", 0, place), place - _REACH, 0)
    end = body.find("</script", place, place + _REACH)
    end = end if end >= 0 else place + _REACH
    depth = 0
    for at in range(place - 1, start - 1, -1):
        depth += (body[at] == "}") - (body[at] == "{")
        if depth < 0:
            return body[at + 1 : place] + inside(body, place, "{", "}", end - place)
    return body[start:end]


def _unit(page: ListPage, store: str, setting: tuple[str, str]) -> _Unit:
    name, text = setting
    following = next((html.unescape(m[1]) for text in _cdata(store, "nextgroup") if (m := _HREF.search(text))), "")
    proxy = _PROXY.search(text)
    address = html.unescape(proxy[1]) if proxy else following if not _is_encrypted(following) else ""
    return _Unit(
        name=name,
        links=tuple(_each_once(_links(store, page.base))),
        records=sum(1 for _ in _cdata(store, "record")),
        total=_number(re.compile(r"totalRecord['\"]?\s*[:=]\s*['\"]?(\d+)"), text) or _number(_TOTAL, store),
        size=_number(re.compile(r"perPage['\"]?\s*[:=]\s*['\"]?(\d+)"), text) or 15,
        proxy=address,
        fields=_fields(text, address),
        following=following,
    )


def _is_encrypted(address: str) -> bool:
    return not re.search(r"[?&]columnid=\d+(?:&|$)", address)


def _fields(settings: str, address: str) -> tuple[tuple[str, str], ...]:
    """The fields to post: those of a block of the settings, else those in the query of the address or beside it."""
    block = _BLOCK.search(settings)
    fields = dict(_pairs(block[1])) if block else {}
    if not fields:
        beside = {name: value for name, value in _pairs(settings) if name.lower() in _FIELDS}
        fields = dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)) | beside
    return tuple((name, value) for name, value in fields.items() if name not in _PARAMETERS)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Names and values of an object as a script writes it; values that are objects themselves are left out."""
    for match in _PAIR.finditer(text):
        yield match[1], next(value for value in match.groups()[1:] if value is not None)


def _further(unit: _Unit, page: ListPage) -> Iterator[Ask]:
    """All further records in groups as large as the one in the page; without total or fields, the next group only."""
    proxy = join(page.base, unit.proxy.split("?")[0]) if unit.proxy else None
    if proxy and unit.fields and unit.total is not None:
        chunk = max(unit.records, unit.size) if unit.records else unit.size * 3
        starts = range(unit.records + 1, unit.total + 1, chunk)[:BOUND]
        for number, start in enumerate(starts, 2 if unit.records else 1):
            end = min(start + chunk - 1, unit.total)
            url = f"{proxy}?startrecord={start}&endrecord={end}&perpage={unit.size}"
            yield Ask(url, "POST", unit.fields, NAME, interface=True, base=page.base, page=number)
    elif unit.following and (following := join(page.base, unit.following)):
        yield Ask(following, platform=NAME, interface=True, base=page.base)


def _next_group(body: str, ask: Ask) -> Iterator[Ask]:
    for group in _cdata(body, "nextgroup"):
        match = _HREF.search(group)
        url = join(ask.url, html.unescape(match[1])) if match else None
        if url and key(url) != key(ask.url):
            yield Ask(url, platform=NAME, interface=True, base=ask.base)


def _links(store: str, base: str) -> Iterator[Link]:
    for record in _cdata(store, "record"):
        if link := single_item(ListPage(html.unescape(record) if "&lt;" in record else record, base)):
            yield link


def _cdata(store: str, name: str) -> Iterator[str]:
    """The contents of all elements of a name."""
    for _, text in between(store, f"<{name}>", f"</{name}>"):
        if match := _CDATA.fullmatch(text):
            yield match[1]


def _each_once(links: Iterator[Link]) -> list[Link]:
    return list({key(link.url): link for link in links}.values())


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None
