"""Lists that the page's own script fetches: ``$.ajax({url: '/api/list', data: {channelId: …, pageNo: 1}})``.

The call is read from the script, never run: an address and fields whose values the page states. Answers are JSON, XML
or a piece of a page. A record without an address gets the one that the script writes: ``href="/d/' + v.id + '.html"``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.discovery.scripts.called import body_from, inside
from crawler.platforms.markup.answers import PAGES, TOTALS, find_number, find_records, link_of, read_json
from crawler.platforms.markup.items import find_items
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.records import find_items_of_xml
from crawler.platforms.step import BOUND, Ask, Step, Verdict

NAME = "ajax"

_CALL = re.compile(r"(?:(?:\$|\bjQuery|\baxios)\s*\.\s*(ajax|get|post|getJSON|request)|\b(axios|fetch))\s*\(")
_TEXT = r"'[^'\n]{0,300}'|\"[^\"\n]{0,300}\""
_TERM = rf"(?:{_TEXT}|[A-Za-z_$][\w$.]{{0,60}}(?:\(\))?)"
_SUM = re.compile(rf"\s*({_TERM}(?:\s*\+\s*{_TERM}){{0,8}})")
_TERMS = re.compile(_TERM)
_URL = re.compile(r"\burl\s*:")
_METHOD = re.compile(r"\b(?:type|method)\s*:\s*['\"](\w+)['\"]", re.IGNORECASE)
_DATA = re.compile(r"\b(?:data|params)\s*:\s*\{")
_SECOND = re.compile(r"\s*,\s*\{")
"""What ``$.get`` and ``$.post`` send stands behind the address."""
_FIELD = re.compile(
    rf"['\"]?([A-Za-z_][\w$]{{0,40}})['\"]?\s*:\s*({_TEXT}|-?\d{{1,9}}|[A-Za-z_$][\w$.]{{0,60}}(?:\([^()\n]{{0,40}}\))?)\s*(?=[,}}\n]|$)"
)
_STRING = re.compile(rf"(?:{_TEXT})(\s*:)?")
_NAME = re.compile(r"(?:^|[,{])\s*['\"]?([A-Za-z_][\w$]{0,40})['\"]?\s*:")
_CHANCE_NAME = re.compile(r"_|ts?|r|rand\w*|time\w*|no_?cache", re.IGNORECASE)
_SAID = re.compile(
    r"(?:\bvar|\blet|\bconst|,)\s+([A-Za-z_$][\w$]{0,60})\s*=\s*(?:(['\"])([^'\"\n]{0,200})\2|(\d{1,9}))(?=\s*[;,\n])"
)
_PAGE = re.compile(r"(?:page|cur|current)(?:_?(?:no|num|number|index|page))?|p|pn", re.IGNORECASE)
_SIZE = re.compile(r"(?:page_?)?(?:size|limit|rows|count|num)|per_?page", re.IGNORECASE)
_CHANCE = re.compile(r"Math\.random\(\)|(?:new\s+)?Date.*|\w*(?:rand|time|timestamp)\w*", re.IGNORECASE)
_ASKS = re.compile(r"([?&])([\w$]{1,40})=$")
_LIST = re.compile(
    r"list|article|content|info|data|column|channel|catalog|xxgk|gk|nb|doc|news|\.(?:json|xml)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"(?:hit|click|visit|count(?:er)?|weather|login|user|token|captcha|verify|search|comment|vote|stat(?:istics?)?)(?:[/.?_-]|$)",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"href\s*=\s*\\?['\"]?([^'\"+<>\s]{0,200}?)['\"]\s*\+\s*[\w$]+(?:\[\w+\])?\.(\w{1,40})\s*(?:\+\s*(['\"])([^'\"<>\s\\]{0,100}))?"
)
_ROOM = 2000
"""Characters of a call's arguments that are looked at."""
_DEFAULT_SIZE = "15"


@dataclass(frozen=True, slots=True)
class _Call:
    url: str
    method: str
    fields: tuple[tuple[str, str], ...]
    paged: bool


def marks(page: ListPage) -> bool:
    """A page that shows no list and whose script fetches one."""
    return _call(page) is not None and all(link.beside for link in find_items(page))


def read(page: ListPage) -> Step:
    """The first page of what the script fetches."""
    call = _call(page)
    if call is None:
        return Step(NAME, find_items(page))
    url, form = call.url, call.fields
    if call.method != "POST" and form:
        url, form = f"{url}{'&' if '?' in url else '?'}{urlencode(form)}", ()
    ask = Ask(url, call.method, form, NAME, interface=True, base=page.url, page=1, opens=_opens(page.scripts))
    return Step(NAME, find_items(page), (ask,))


def answer(body: str, ask: Ask) -> Step:
    """One page of the list; the first one tells how many there are."""
    data = read_json(body)
    records = find_records(data)
    links = tuple(link for record in records if (link := link_of(_with_address(record, ask), ask.base)))
    if data is None:
        links = find_items_of_xml(body, ask.base) or find_items(ListPage(body, ask.base))
    expected, pages = find_number(data, TOTALS), find_number(data, PAGES)
    if not links and not (data is not None and expected == 0):
        return Step(
            NAME, (), verdict=Verdict.INCOMPLETE, reason="the script fetches no list that is known", expected=expected
        )
    if pages is None and expected is not None and links:
        pages = -(-expected // len(links))
    further = (
        tuple(filter(None, (_turned(ask, n) for n in range(2, (pages or 1) + 1)[:BOUND]))) if ask.page == 1 else ()
    )
    verdict = Verdict.COMPLETE if links else Verdict.EMPTY
    return Step(NAME, links, further, verdict, expected=expected, pages=pages if further else None)


def _call(page: ListPage) -> _Call | None:
    """The call that fetches the list: one that asks for a page of it, else one whose address speaks of a list."""
    said = {match[1]: match[3] if match[3] is not None else match[4] for match in _SAID.finditer(page.scripts)}
    calls = list(_calls(page, said))
    return next((call for call in calls if call.paged), calls[0] if calls else None)


def _calls(page: ListPage, said: Mapping[str, str]) -> Iterator[_Call]:
    for match in _CALL.finditer(page.scripts):
        text = inside(page.scripts, match.end(), "(", ")", _ROOM)
        named = _URL.search(text)
        found = _SUM.match(text, named.end() if named else 0)
        written = _address(found[1], said) if found else None
        url = page.resolve(written) if written else None
        fields = _fields(text, found.end() if found and not named else 0, said)
        if (
            url is None
            or fields is None
            or urlsplit(url).netloc != urlsplit(page.url).netloc
            or _OTHER.search(written or "")
        ):
            continue
        method = _METHOD.search(text)
        post = match[1] == "post" or (method is not None and method[1].upper() == "POST")
        names = [name for name, _ in (*fields, *parse_qsl(urlsplit(url).query))]
        paged = any(_PAGE.fullmatch(name) for name in names)
        if paged or (not post and _LIST.search(written or "")):
            yield _Call(url, "POST" if post else "GET", fields, paged)


def _address(text: str, said: Mapping[str, str]) -> str | None:
    """The address of a call; what only keeps answers from being stored is left out of it."""
    address = ""
    for term in _TERMS.findall(text):
        asks = _ASKS.search(address)
        if term[0] in "'\"":
            address += term[1:-1]
        elif asks and _PAGE.fullmatch(asks[2]):
            address += "1"
        elif term in said:
            address += said[term]
        elif asks and _SIZE.fullmatch(asks[2]):
            address += _DEFAULT_SIZE
        elif asks and _CHANCE.fullmatch(term):
            address = address[: asks.start()]
        else:
            return None
    return address


def _fields(text: str, start: int, said: Mapping[str, str]) -> tuple[tuple[str, str], ...] | None:
    """What a call sends; None where the page does not state it."""
    match = _DATA.search(text, start) or (_SECOND.match(text, start) if start else None)
    if match is None:
        return None if re.search(r"\b(?:data|params)\s*:\s*(?!null|['\"]{2})", text) else ()
    body = body_from(text, match.end())
    stated = {field[1]: field[2] for field in _FIELD.finditer(body)}
    found: dict[str, str] = {}
    for name in _NAME.findall(_STRING.sub(lambda text: text[0] if text[1] else "''", body)):
        value = stated.get(name, "")
        if value[:1] in ("'", '"'):
            found[name] = value[1:-1]
        elif re.fullmatch(r"-?\d+", value):
            found[name] = value
        elif _PAGE.fullmatch(name):
            found[name] = "1"
        elif value in said:
            found[name] = said[value]
        elif _SIZE.fullmatch(name):
            found[name] = _DEFAULT_SIZE
        elif not (_CHANCE.fullmatch(value) or _CHANCE_NAME.fullmatch(name)):
            return None
    return tuple(found.items())


def _opens(scripts: str) -> str:
    """The address that a script writes for a record, with the name of its field in braces; empty for none."""
    match = _WRITES.search(scripts)
    return f"{match[1]}{{{match[2]}}}{match[4] or ''}" if match and (match[1] or match[4]) else ""


def _with_address(record: Mapping[str, object], ask: Ask) -> Mapping[str, object]:
    field = re.search(r"\{(\w+)\}", ask.opens)
    value = record.get(field[1]) if field else None
    if not field or isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        return record
    return {**record, "url": ask.opens.replace(field[0], str(value).strip())}


def _turned(ask: Ask, number: int) -> Ask | None:
    """The same request for another page; None for one that asks for no page."""
    parts = urlsplit(ask.url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    form, asked = _renumbered(ask.form, number), _renumbered(tuple(query), number)
    if form != ask.form:
        return replace(ask, form=form, page=number)
    if asked != tuple(query):
        return replace(ask, url=parts._replace(query=urlencode(asked)).geturl(), page=number)
    return None


def _renumbered(fields: tuple[tuple[str, str], ...], number: int) -> tuple[tuple[str, str], ...]:
    """With the number of another page; those of systems that count from 0 stay one behind."""
    return tuple(
        (name, str(int(value) + number - 1) if _PAGE.fullmatch(name) and value.isdigit() else value)
        for name, value in fields
    )
