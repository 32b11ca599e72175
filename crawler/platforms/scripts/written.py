"""Links that a page's own scripts write: ``document.writeln`` of variables, arrays of records, calls of a tree."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawler.discovery.addresses import key
from crawler.discovery.details import leads_to_detail
from crawler.discovery.links import Link
from crawler.discovery.markup import hint_of, leads_nowhere, make_soup, squeeze, title_of
from crawler.discovery.scripts.literals import unescaped
from crawler.discovery.titles import TitleKind, read_title
from crawler.platforms.markup.dates import read_date
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.spans import between
from crawler.platforms.scripts.held import ADDRESS, find_held

_NAMED = re.compile(
    r"""(?<![\w$])['"]?([A-Za-z_$][\w$]*)['"]?\s*[:=]\s*(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')(?!\s*\+)"""
)
_PAIR = re.compile(r"(['\"])((?:(?!\1)[^\\\n]|\\.){2,300})\1\s*,\s*(['\"])((?:(?!\3)[^\\\n]|\\.){2,300})\3")
_NEAR = 30
_SIGNS = re.compile(r"报告|年报|\\u62a5\\u544a|\\u5e74\\u62a5", re.IGNORECASE)
_ELSEWHERE = re.compile(r"<textarea|\sdata-[\w-]{1,40}\s*=\s*['\"]\s*[\[{]")
_WRITES = re.compile(r"document\s*\.\s*write(?:ln)?\s*\(")
_ANCHOR = re.compile(r"[^<>]{0,400}?href\s{0,9}=\s{0,9}\\?['\"][^'\"+<>]+\\?['\"][^<>]*>", re.IGNORECASE)
_ROOM = 1000
_TITLE, _SHORT = 4, 2
"""Chinese characters that the title of a report and the name of a column have at least, if it is no year."""
_YEAR = re.compile(r"20\d\d\s*年度?")
_ASSET = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|ico|swf|json)(?:\?|$)|/:\w", re.IGNORECASE)
"""No pages: files of a page, and routes within a script (``/detail/:id``)."""
_ASKED = re.compile(r"(?:proxy|ajax|api|interface|request|upload)_?ur[il]", re.IGNORECASE)
"""What settings call the address that a script asks, ``proxyUrl``: no reader is led there."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Token:
    name: str
    kind: str
    text: str


def scripted_links(page: ListPage) -> tuple[Link, ...]:
    """The entries that scripts write or hold: an address and a title (and a date) given next to each other."""
    written = (link for text in _scripts(page) for link in (*_written(page, text), *_assembled(page, text)))
    paired = (link for text in _scripts(page) for link in _paired(page, text))
    links: dict[str, Link] = {}
    for link in (*written, *find_held(page), *paired):
        if leads_to_detail(link.url) or read_title(link.title).kind is TitleKind.REPORT:
            links.setdefault(link.url, link)
    return tuple(links.values())


@lru_cache(maxsize=1)
def find_entries(page: ListPage) -> tuple[Link, ...]:
    """The entries of a page with those that its scripts write or hold; asked for more than once of one page.

    Where the page has reports of its own, of its scripts only what reads as one: scripts hold much else.
    """
    items = find_items(page)
    if not any(not link.beside for link in items):
        return scripted_links(page) or items
    if not _SIGNS.search(page.body if _ELSEWHERE.search(page.body) else page.scripts):
        return items
    seen = {key(link.url) for link in items if not link.beside}
    own = any(read_title(link.title).kind is not TitleKind.OTHER for link in items if not link.beside)
    more = [
        link
        for link in scripted_links(page)
        if key(link.url) not in seen
        and (read_title(link.title).kind is TitleKind.REPORT or (not own and leads_to_detail(link.url)))
    ]
    if not more:
        return items
    written = {key(link.url) for link in more}
    return (*more, *(link for link in items if key(link.url) not in written))


def menu_links(page: ListPage) -> tuple[Link, ...]:
    """The same of menus that scripts draw: names with addresses of columns, as trees of columns have them (zTree)."""
    texts = tuple(_scripts(page))
    found = [link for read in (_written, _assembled, _paired) for text in texts for link in read(page, text, _SHORT)]
    names = {(link.url, link.title): link for link in (*found, *find_held(page)) if not leads_to_detail(link.url)}
    return tuple(names.values())


def _scripts(page: ListPage) -> Iterator[str]:
    return (tag.get_text() for tag in page.tags if tag.name == "script")


def _written(page: ListPage, script: str, shortest: int = _TITLE) -> Iterator[Link]:
    """Whole anchors inside strings. Anchors put together from pieces are no addresses and are left."""
    if not _WRITES.search(script):
        return
    for start, text in between(script, "<a ", "</a>", _ROOM):
        anchor = make_soup(f"<a {text}</a>".replace("\\", "")).find("a") if _ANCHOR.match(text) else None
        if anchor is not None and not leads_nowhere(str(anchor.get("href", ""))):
            address = page.resolve(str(anchor.get("href", "")))
            title = hint_of(anchor) or title_of(anchor)
            if address and (len(_HAN.findall(title)) >= shortest or (shortest == _SHORT and _YEAR.fullmatch(title))):
                yield Link(address, title, read_date(script[start + len(text) : start + len(text) + 80]))


def _assembled(page: ListPage, script: str, shortest: int = _TITLE) -> Iterator[Link]:
    """Records from named strings: those of the commonest address name and title name, cut where the first recurs."""
    tokens = [token for match in _NAMED.finditer(script) if (token := _token(match, shortest))]
    names = {kind: Counter(t.name for t in tokens if t.kind == kind).most_common(1) for kind in ("address", "title")}
    if not names["address"] or not names["title"]:
        return
    wanted = {found[0][0] for found in names.values()}
    tokens = [token for token in tokens if token.name in wanted or token.kind == "date"]
    leader = next(token.name for token in tokens if token.name in wanted)
    starts = [i for i, token in enumerate(tokens) if token.name == leader]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        yield from _link(page, tokens[start:end])


def _paired(page: ListPage, script: str, shortest: int = _TITLE) -> Iterator[Link]:
    """Title and address side by side in a call or a list: ``d.add(1, 0, '教育局', '/jyj/')``."""
    for match in _PAIR.finditer(script):
        tokens = [_token_of(text, shortest) for text in (match[2], match[4])]
        if [token and token.kind for token in tokens] in (["title", "address"], ["address", "title"]):
            yield from _link(page, [token for token in tokens if token], script[match.end() : match.end() + _NEAR])


def _link(page: ListPage, tokens: list[_Token], behind: str = "") -> Iterator[Link]:
    parts = {token.kind: token.text for token in reversed(tokens)}
    address = page.resolve(parts.get("address", ""))
    if address and "title" in parts and "address" in parts:
        yield Link(address, parts["title"], read_date(parts.get("date", behind)))


def _token(match: re.Match[str], shortest: int) -> _Token | None:
    return _token_of(match[2] if match[2] is not None else match[3], shortest, match[1])


def _token_of(written: str, shortest: int, name: str = "") -> _Token | None:
    text = squeeze(unescaped(written))
    if _ASKED.fullmatch(name):
        return None
    if read_date(text) and len(text) <= 24:
        return _Token(name, "date", text)
    if len(text) > (5 if name else 2) and ADDRESS.fullmatch(text) and not _ASSET.search(text):
        return _Token(name, "address", text)
    if shortest <= len(_HAN.findall(text)) <= 120 or (shortest == _SHORT and _YEAR.fullmatch(text)):
        return _Token(name, "title", squeeze(make_soup(text).get_text()) if "<" in text else text)
    return None
