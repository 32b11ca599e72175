"""The calls by which scripts fetch lists: ``$.ajax({url: '/api/list', data: {channelId: …, pageNo: 1}})``.

A call is read, never run: an address and fields whose values the page states. What counts pages or entries is set to
the first page, what only keeps answers from being stored is left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.discovery.scripts.literals import Said, read_arguments
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.counted import OFFSET, PAGE, object_of
from crawler.platforms.scripts.known import PLACE, Fields, Known
from crawler.platforms.scripts.sent import Sent, find_sent
from crawler.platforms.scripts.tabs import find_tabs
from crawler.platforms.step import Ask

_PACKED = re.compile(
    r"(?:JSON\s*\.\s*stringify|(?P<form>\$\s*\.\s*param|\w{1,20}\s*\.\s*stringify|new\s+URLSearchParams))\s*\("
)
_LIST = re.compile(
    r"list|article|content|info|data|column|channel|catalog|xxgk|gk|nb|doc|news|report|\.(?:json|xml)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"(?:hit|click|visit|count(?:er)?|weather|login|user|token|captcha|verify|search|comment|vote|stat(?:istics?)?)(?:[/.?_-]|$)",
    re.IGNORECASE,
)
_BASE = re.compile(r"\bbaseURL['\"]?\s*[:=]\s*(['\"`])([^'\"`\s$]{1,200})\1")
_MARK = "7193000037"
"""Stands for the page while an address is resolved."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. ``body`` is the JSON that is sent, ``paged``: it asks for one page of several.

    ``numbered`` is its address with ``{page}`` where that has the number of the page in its path.
    """

    url: str
    method: str
    form: tuple[tuple[str, str], ...]
    body: str
    paged: bool
    numbered: str = ""
    agency: str | None = None

    def ask(self, platform: str, base: str) -> Ask:
        """The request for the first page."""
        ask = Ask(self.url, self.method, self.form, platform, interface=True, base=base, page=1)
        return replace(ask, json=self.body, numbered=self.numbered, agency=self.agency)


@lru_cache(maxsize=1)
def find_calls(page: ListPage) -> tuple[Call, ...]:
    """The calls that fetch lists from the page's own server, those that ask for a page of one first.

    Asked for several times of one page.
    """
    known, base = Known(page.scripts), _BASE.search(page.scripts)
    found: dict[Call, None] = {}
    for sent in find_sent(page.scripts):
        if call := _call(sent, known, page, base[2] if base and sent.based else ""):
            found.setdefault(call)
    return tuple(sorted(found, key=lambda call: not call.paged))


@lru_cache(maxsize=1)
def find_tab_calls(page: ListPage) -> tuple[Call, ...]:
    """The calls for lists that stand in the functions of tabs, with what each tab calls them with.

    Asked for several times of one page.
    """
    base = _BASE.search(page.scripts)
    found: dict[tuple[str, tuple[tuple[str, str], ...], str], Call] = {}
    for tab in find_tabs(page):
        known = Known(page.scripts + tab.stated)
        for sent in find_sent(tab.script):
            call = _call(sent, known, page, base[2] if base and sent.based else "")
            if call is not None:
                found.setdefault((call.url, call.form, call.body), replace(call, agency=tab.agency))
    return tuple(found.values()) if len(found) > 1 else ()


def _call(sent: Sent, known: Known, page: ListPage, base: str) -> Call | None:
    written = _below(base, known.address(sent.address) or "")
    resolved = page.resolve(written.replace(PLACE, _MARK)) if written else None
    url = resolved.replace(_MARK, "1") if resolved else None
    fields, packed = _fields(sent, known)
    if url is None or fields is None or not _may_be_asked(url, written, page):
        return None
    post = sent.method == "POST"
    names = [*_names(fields), *(name for name, _ in parse_qsl(urlsplit(url).query))]
    numbered = resolved.replace(_MARK, PLACE) if resolved and _MARK in resolved else ""
    paged = bool(numbered) or any(PAGE.fullmatch(name) or OFFSET.fullmatch(name) for name in names)
    if sent.method not in {"GET", "POST"} or not (paged or (not post and _LIST.search(written))):
        return None  # a POST that asks for no page may be meant to change something
    if post and packed:
        return Call(url, "POST", (), json.dumps(fields, ensure_ascii=False, separators=(",", ":")), paged)
    if any(isinstance(value, Mapping | list) for value in fields.values()):
        return None
    form = tuple((name, _plain(value)) for name, value in fields.items())
    if not post and form:
        return Call(f"{url}{'&' if '?' in url else '?'}{urlencode(form)}", "GET", (), "", paged)
    return Call(url, sent.method, form, "", paged, numbered)


def speaks_of_list(said: object) -> bool:
    """Whether what is written for an address is a list's, though some of it may be told elsewhere."""
    text = " ".join(re.findall(r"['\"`]([^'\"`]+)", said)) if isinstance(said, Said) else said
    return isinstance(text, str) and bool(_LIST.search(text)) and not _OTHER.search(text)


def _below(base: str, written: str) -> str:
    """An address with the one that goes before it, unless it is whole."""
    if not base or not written or "//" in written or written.startswith(base):
        return written
    return f"{base.rstrip('/')}/{written.lstrip('/')}"


def _may_be_asked(url: str, written: str, page: ListPage) -> bool:
    """Whether an address is the same server's, and none that counts, signs in or searches."""
    return urlsplit(url).netloc == urlsplit(page.url).netloc and not _OTHER.search(written)


def _plain(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _names(fields: Fields) -> Iterator[str]:
    for name, value in fields.items():
        yield name
        inner = object_of(value) if isinstance(value, str) and value[:1] == "{" else value
        if isinstance(inner, Mapping):
            yield from _names(inner)


def _fields(sent: Sent, known: Known) -> tuple[Fields | None, bool]:
    """What a call sends, and whether as JSON; None where the page does not state it."""
    data, packed = sent.data, sent.packed
    if isinstance(data, Said) and (match := _PACKED.match(data)):
        inner = read_arguments(data + " ", match.end())
        data, packed = (inner[0] if inner else None), not match["form"]
    if isinstance(data, Said) and re.fullmatch(r"[\w$.]{1,60}", data):
        data = known.held(data) or data
    if isinstance(data, str):
        written = known.address(data)
        return (dict(parse_qsl(written, keep_blank_values=True)) if written else None), False
    if data is None:
        return {}, packed
    return (known.fields(data) if isinstance(data, Mapping) else None), packed


def first_of(asks: list[Ask]) -> tuple[Ask, ...]:
    """One request that brings the others after it: a page may fetch several lists, and one of them has the reports."""
    chained: tuple[Ask, ...] = ()
    for number, ask in reversed(list(enumerate(asks))):
        chained = (replace(ask, others=chained, part=str(number) if len(asks) > 1 else ""),)
    return chained
