"""The calls by which scripts fetch lists: ``$.ajax({url: '/api/list', data: {channelId: …, pageNo: 1}})``.

A call is read, never run: an address and fields whose values the page states. What counts pages or entries is set to
the first page, what only keeps answers from being stored is left out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.discovery.scripts.literals import Said, read_arguments, read_literal
from crawler.discovery.scripts.sums import Term, read_sum
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.counted import OFFSET, PAGE, SIZE
from crawler.platforms.step import Ask

_CALL = re.compile(
    r"(?:(?:\$|\bjQuery|\b\w{0,20}(?:axios|http|request))\s*\.\s*(?P<name>ajax|get|post|getJSON|request)"
    r"|\b(?P<plain>axios|fetch|request|ajax)|(?P<load>\.\s*load)|(?P<open>\.\s*open))\s*\((?=\s*[^\s)])",
    re.IGNORECASE,
)
_METHOD = re.compile(r"GET|POST", re.IGNORECASE)
_PACKED = re.compile(
    r"(?:JSON\s*\.\s*stringify|(?P<form>\$\s*\.\s*param|\w{1,20}\s*\.\s*stringify|new\s+URLSearchParams))\s*\("
)
_WRITTEN = r"(?:(['\"])([^'\"\n]{0,200})\2|(\d{1,9}))"
_SAID = re.compile(
    rf"(?<![\w$])(?:window\s*\.\s*)?([A-Za-z_$][\w$]{{0,60}})\s*=(?!=)\s*{_WRITTEN}(?=\s*[;,\n<}}]|\s*$)"
)
_HELD = re.compile(rf"(?<![\w$.])([A-Za-z_$][\w$]{{0,60}})['\"]?\s*:\s*{_WRITTEN}(?=\s*[,}}\n])")
_CHANCE_NAME = re.compile(r"_|ts?|r|rand\w*|time\w*|no_?cache", re.IGNORECASE)
_CHANCE = re.compile(r"Math\.random\(\)|(?:new\s+)?Date\b.*|\w*(?:rand|time|timestamp)\w*(?:\(\))?", re.IGNORECASE)
_ASKS = re.compile(r"(?:^|[?&])([\w$.]{1,40})=$")
_LIST = re.compile(
    r"list|article|content|info|data|column|channel|catalog|xxgk|gk|nb|doc|news|report|\.(?:json|xml)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"(?:hit|click|visit|count(?:er)?|weather|login|user|token|captcha|verify|search|comment|vote|stat(?:istics?)?)(?:[/.?_-]|$)",
    re.IGNORECASE,
)
_ROOM = 2000
"""Characters of a call's arguments that are looked at."""
_MOST = 40
"""Calls of a page that are looked at."""
_DEFAULT_SIZE = 15

_Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Call:
    """One call. ``body`` is the JSON that is sent, ``paged``: it asks for one page of several."""

    url: str
    method: str
    form: tuple[tuple[str, str], ...]
    body: str
    paged: bool

    def ask(self, platform: str, base: str) -> Ask:
        """The request for the first page."""
        return Ask(self.url, self.method, self.form, platform, interface=True, base=base, page=1, json=self.body)


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a call states: where to, how, and what with; ``packed``: as JSON, where it is no form."""

    address: object
    method: str = ""
    data: object = None
    packed: bool = False


def find_calls(page: ListPage, scripts: str) -> list[Call]:
    """The calls that fetch lists from the page's own server, those that ask for a page of one first."""
    known = _Known(scripts)
    found: dict[Call, None] = {}
    for number, match in enumerate(_CALL.finditer(scripts)):
        sent = _sent(match, scripts) if number < _MOST else None
        if sent is not None and (call := _call(sent, known, page)):
            found.setdefault(call)
    return sorted(found, key=lambda call: not call.paged)


def stated(scripts: str) -> str:
    """The names that scripts set to texts and numbers, written anew: what a script file of theirs may go by."""
    return "".join(f"var {match[1]} = {json.dumps(_written(match))};\n" for match in _SAID.finditer(scripts))


class _Known:
    """What the scripts of a page set names to: texts, numbers, and objects that are sent."""

    def __init__(self, scripts: str) -> None:
        self._scripts = scripts
        self._said = {match[1]: _written(match) for match in _SAID.finditer(scripts)}
        self._held: dict[str, set[str | int]] = {}
        for match in _HELD.finditer(scripts):
            self._held.setdefault(match[1], set()).add(_written(match))

    def value(self, expression: str) -> str | int | None:
        """The value of a name; of one that belongs to something (``this.cid``) where the page has one value only."""
        name = expression.removeprefix("window.")
        if name in self._said:
            return self._said[name]
        held = self._held.get(name.rpartition(".")[2], set()) if "." in name else set()
        return next(iter(held)) if len(held) == 1 else None

    def object(self, name: str) -> _Fields | None:
        """The object that a name was set to."""
        match = re.search(rf"(?<![\w$.]){re.escape(name.rpartition('.')[2])}\s*[=:]\s*(?=\{{)", self._scripts)
        read = read_literal(self._scripts[match.end() : match.end() + _ROOM]) if match else None
        return read[0] if read and isinstance(read[0], Mapping) else None


def _written(match: re.Match[str]) -> str | int:
    return int(match[4]) if match[3] is None else match[3]


def _sent(match: re.Match[str], scripts: str) -> _Sent | None:
    arguments = read_arguments(scripts[match.end() : match.end() + _ROOM], 0)
    name = (match["name"] or "").lower()
    if match["open"]:
        method = str(arguments[0]) if arguments else ""
        return _Sent(arguments[1], method.upper()) if len(arguments) > 1 and _METHOD.fullmatch(method) else None
    if not arguments:
        return None
    first, second = arguments[0], arguments[1] if len(arguments) > 1 else None
    axios = "axios" in match[0].lower() or "http" in match[0].lower() or match[0].lower().startswith("request")
    if isinstance(first, Mapping):
        return _with_options(first, first.get("url"), axios=axios)
    if name in {"get", "getjson"} and not axios:
        return _Sent(first, "GET", second if isinstance(second, Mapping) or type(second) is str else None)
    if name == "post":
        return _Sent(first, "POST", second, packed=axios)
    return _with_options(second if isinstance(second, Mapping) else {}, first, axios=axios)


def _with_options(options: _Fields, address: object, *, axios: bool) -> _Sent:
    """``{type, data, contentType}`` of jQuery, ``{method, params}`` of axios, ``{method, body, headers}`` of fetch."""
    method = str(options.get("type") or options.get("method") or "GET").upper()
    kind = f"{options.get('contentType', '')} {options.get('headers', '')}".lower()
    data = next((options[name] for name in ("data", "body", "params") if options.get(name) not in (None, "")), None)
    packed = "application/json" in kind or (axios and "params" not in options and "urlencoded" not in kind)
    return _Sent(address, method, data, packed)


def _call(sent: _Sent, known: _Known, page: ListPage) -> Call | None:
    written = _address(sent.address, known)
    url = page.resolve(written) if written else None
    fields, packed = _fields(sent, known)
    if url is None or fields is None or not _may_be_asked(url, written or "", page):
        return None
    post = sent.method == "POST"
    names = [*_names(fields), *(name for name, _ in parse_qsl(urlsplit(url).query))]
    paged = any(PAGE.fullmatch(name) or OFFSET.fullmatch(name) for name in names)
    if sent.method not in {"GET", "POST"} or not (paged or (not post and _LIST.search(written or ""))):
        return None  # a POST that asks for no page may be meant to change something
    if post and packed:
        return Call(url, "POST", (), json.dumps(fields, ensure_ascii=False, separators=(",", ":")), paged)
    if any(isinstance(value, Mapping | list) for value in fields.values()):
        return None
    form = tuple((name, _plain(value)) for name, value in fields.items())
    if not post and form:
        return Call(f"{url}{'&' if '?' in url else '?'}{urlencode(form)}", "GET", (), "", paged)
    return Call(url, sent.method, form, "", paged)


def _may_be_asked(url: str, written: str, page: ListPage) -> bool:
    """Whether an address is the same server's, and none that counts, signs in or searches."""
    return urlsplit(url).netloc == urlsplit(page.url).netloc and not _OTHER.search(written)


def _plain(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _names(fields: _Fields) -> Iterator[str]:
    for name, value in fields.items():
        yield name
        if isinstance(value, Mapping):
            yield from _names(value)


def _address(said: object, known: _Known) -> str | None:
    """The address of a call; what only keeps answers from being stored is left out of it."""
    if not isinstance(said, str):
        return None
    if not isinstance(said, Said):
        return said
    read = read_sum(said)
    return _joined(read[0], known) if read and read[1] == len(said) else None


def _joined(terms: tuple[Term, ...], known: _Known) -> str | None:
    address = ""
    for term in terms:
        asks = _ASKS.search(address)
        counted = _counted(asks[1], term.text, known) if asks and term.said else None
        value = known.value(term.text) if counted is None and term.said else counted
        if not term.said:
            address += term.text
        elif value is not None:
            address += str(value)
        elif asks and _CHANCE.fullmatch(term.text):
            address = address[: asks.start()]
        else:
            return None
    return address


def _counted(name: str, said: str, known: _Known) -> int | None:
    """The first page, the first entry, or how many entries a page has; None for a field that says something else."""
    if PAGE.fullmatch(name):
        return 1
    if OFFSET.fullmatch(name):
        return 0
    if not SIZE.fullmatch(name):
        return None
    value = str(known.value(said))
    return int(value) if value.isdigit() and int(value) else _DEFAULT_SIZE


def _fields(sent: _Sent, known: _Known) -> tuple[_Fields | None, bool]:
    """What a call sends, and whether as JSON; None where the page does not state it."""
    data, packed = sent.data, sent.packed
    if isinstance(data, Said) and (match := _PACKED.match(data)):
        inner = read_arguments(data + " ", match.end())
        data, packed = (inner[0] if inner else None), not match["form"]
    if isinstance(data, Said) and re.fullmatch(r"[\w$.]{1,60}", data):
        data = known.object(data) or data
    if isinstance(data, str):
        written = _address(data, known)
        return (dict(parse_qsl(written, keep_blank_values=True)) if written else None), False
    if data is None:
        return {}, packed
    return (_known(data, known) if isinstance(data, Mapping) else None), packed


def _known(fields: _Fields, known: _Known) -> _Fields | None:
    """The fields with what the page sets their names to; None where one of them stays open."""
    found: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, Mapping):
            inner = _known(value, known)
            if inner is None:
                return None
            found[name] = inner
        elif not isinstance(value, Said):
            found[name] = value
        elif (counted := _counted(name, value, known)) is not None:
            found[name] = counted
        elif (stated := known.value(value)) is not None:
            found[name] = stated
        elif not (_CHANCE.fullmatch(value) or _CHANCE_NAME.fullmatch(name)):
            return None
    return found


def first_of(asks: list[Ask]) -> tuple[Ask, ...]:
    """One request that brings the others after it: a page may fetch several lists, and one of them has the reports."""
    chained: tuple[Ask, ...] = ()
    for number, ask in reversed(list(enumerate(asks))):
        chained = (replace(ask, others=chained, part=str(number) if len(asks) > 1 else ""),)
    return chained
