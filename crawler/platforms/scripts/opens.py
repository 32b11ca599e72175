"""Where a record of a list leads that has no address: what scripts and templates write around its fields."""

import re
from collections.abc import Mapping
from functools import lru_cache

from crawler.discovery.scripts.called import OPENS
from crawler.discovery.scripts.sums import read_sum
from crawler.platforms.markup.answers import address_in

_HREF = re.compile(r"(?<![\w.$])href\s*=\s*(?=[\\'\"`{$/.\w])", re.IGNORECASE)
_JOINED = re.compile(
    r"\\?['\"]?\s*\+\s*(?:[\w$]{1,40}(?:\[\w{1,20}\])?\.){1,3}(\w{1,40})\s*(?:\+\s*['\"]\\?|(?=[\s,;)\"'>]|$))"
)
_HOLE = re.compile(r"(?:\$\{|\{\{|<%=|<\?=)\s*(?:[\w$]{1,40}\.){0,3}(\w{1,40})\s*(?:\}\}?|%>|\?>)")
_FIELD = re.compile(r"\{(\w+)\}")
_OWN = re.compile(r"(?:[\w$]{1,40}(?:\[\w{1,20}\])?\.){1,3}(\w{1,40})")
_NO_RECORD = re.compile(r"(?:this|window|document|location|event|e|el)\b|.*\b(?:value|length|href|dataset)$")
_FETCHED = re.compile(
    r"\.\s*(?:get|ajax|getJSON)\(\s*['\"`](?P<before>/[^'\"`\s<>{}]{1,200}?)(?:['\"]\s*\+\s*|\$\{)"
    r"(?:\w{1,20}\.){0,3}\$?route\.(?:params|query)\.(?P<name>\w{1,40})"
)
_FETCHED_BY_FIELD = re.compile(
    r"\.\s*get\(\s*['\"`](?P<before>/[^'\"`\s<>{}?]{1,200})['\"`]\s*,\s*\{\s*params\s*:\s*\{\s*(?P<asked>\w{1,40})\s*:\s*"
    r"(?:\w{1,20}\.){0,3}\$?route\.(?:params|query)\.(?P<name>\w{1,40})\s*\}"
)
_PUSHED = re.compile(
    r"\$?router\s*\.\s*(?:push|replace)\(\s*(?:['\"`][^'\"`{}]{1,120}(?:['\"]\s*\+\s*|\$\{)(?:\w{1,40}\.){1,2}(?P<plain>\w{1,40})"
    r"|\{[^{}]{0,160}(?:query|params)\s*:\s*\{\s*(?P<name>\w{1,40})\s*:\s*(?:\w{1,40}\.){1,2}(?P<field>\w{1,40}))"
)
_ROOM = 300


@lru_cache(maxsize=1)
def find_opened(source: str) -> str:
    """The address that is written for a record, with the names of its fields in braces; empty for none.

    Asked for more than once of one page.
    """
    for match in _HREF.finditer(source):
        if address := _address(source[match.end() : match.end() + _ROOM]):
            return address
    for match in OPENS.finditer(source):
        if address := _sum(source, match.end()):
            return address
    return _routed(source)


def _routed(source: str) -> str:
    """The interface that a page of one script fetches an entry from: ``get('/api/detail/' + this.$route.params.id)``.

    The field is what the list puts into the route: ``$router.push('/detail/' + item.articleId)``.
    """
    found = _FETCHED.search(source) or _FETCHED_BY_FIELD.search(source)
    if found is None:
        return ""
    named = [match for match in _PUSHED.finditer(source) if match["name"] in (None, found["name"])]
    field = next((match["field"] or match["plain"] for match in named), "")
    before = found["before"] if found.re is _FETCHED else f"{found['before']}?{found['asked']}="
    return _fit(f"{before}{{{field}}}") if field else ""


@lru_cache(maxsize=1)
def shown_beside(source: str) -> frozenset[str]:
    """The fields that are written for a record behind its address, up to the end of its link: its title, mostly."""
    for match in _HREF.finditer(source):
        text = source[match.end() : match.end() + _ROOM].partition("</a>")[0]
        if address := _address(text):
            named = {field[1] for pattern in (_JOINED, _HOLE) for field in pattern.finditer(text)}
            return frozenset(named - set(_FIELD.findall(address)))
    return frozenset()


def with_address(record: Mapping[str, object], opened: str) -> Mapping[str, object]:
    """A record with the address that is written for it; as it is where it has its own, or lacks a field of that."""
    names = _FIELD.findall(opened) if not address_in(record) else []
    values = [record.get(name) for name in names]
    if not names or any(isinstance(value, bool) or not isinstance(value, str | int) for value in values):
        return record
    filled = [str(value).strip() for value in values]
    if not all(filled):
        return record
    fields = dict(zip(names, filled, strict=True))
    return {**record, "url": _FIELD.sub(lambda match: fields[match[1]], opened)}


def _address(text: str) -> str:
    text = _HOLE.sub(r"{\1}", _JOINED.sub(r"{\1}", text))
    match = re.match(r"[\\'\"`]*([^\\'\"`<>\s+]+)", text)
    return _fit(match[1]) if match else ""


def _sum(source: str, start: int) -> str:
    """The same of a function that opens a record: ``location.href = '/d/' + node.id``."""
    read = read_sum(source, start)
    pieces = []
    for term in read[0] if read else ():
        field = _OWN.fullmatch(term.text) if term.said else None
        if term.said and (field is None or _NO_RECORD.match(term.text)):
            return ""
        pieces.append(f"{{{field[1]}}}" if field else term.text)
    return _fit("".join(pieces))


def _fit(address: str) -> str:
    """An address of fields and of something that makes it one."""
    plain = _FIELD.sub("", address)
    return address if _FIELD.search(address) and re.search(r"[/?.]", plain) and not re.search(r"[{}+$]", plain) else ""
