"""Which address is a further page of an article: ``t20240110_530_1.html`` of ``t20240110_530.html``, or ``page=2``."""

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.discovery.details import leads_to_detail

_NUMBERED = re.compile(r"(.+)_(\d{1,2})(\.(?:s?html?|jsp|aspx?|php))", re.IGNORECASE)
_FIELDS = ("page", "pageno", "pagenum", "pageindex", "currentpage", "curpage", "cpage", "p")


def number_of(url: str, first: str) -> int | None:
    """Which further page of the article at ``first`` an address is, as it counts itself; None for one that is none."""
    ours, theirs = urlsplit(first), urlsplit(url)
    if ours[:2] != theirs[:2] or not leads_to_detail(first):
        return None
    folder, _, name = ours.path.rpartition("/")
    if ours.path == theirs.path:
        return _by_query(ours.query, theirs.query)
    match = _NUMBERED.fullmatch(theirs.path)
    if ours.query == theirs.query and match and f"{match[1]}{match[3]}" == f"{folder}/{name}":
        return int(match[2]) or None
    return None


def _by_query(ours: str, theirs: str) -> int | None:
    """One more field than the first page has, or the same with a higher number."""
    mine, others = dict(parse_qsl(ours)), dict(parse_qsl(theirs))
    for name, value in others.items():
        if name.lower() not in _FIELDS or not value.isdigit() or not 1 < int(value) < 100:
            continue
        rest = {key: value for key, value in others.items() if key != name}
        if rest == mine or (mine.get(name) in ("0", "1") and rest == {k: v for k, v in mine.items() if k != name}):
            return int(value)
    return None


def first_of(url: str, parent: str | None) -> str:
    """The first page of the article that an address belongs to: the page that led to it, or itself."""
    return parent if parent is not None and number_of(url, parent) is not None else url
