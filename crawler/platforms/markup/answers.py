"""Reading answers in JSON: the records of a list, wherever in the answer they are, as links."""

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from crawler.discovery.addresses import join
from crawler.discovery.links import Link
from crawler.discovery.markup import make_soup, squeeze
from crawler.discovery.titles import TitleKind, names, read_title
from crawler.platforms.markup.dates import read_moment

TITLES = ("title", "TITLE", "Title", "doctitle", "DOCTITLE", "docTitle", "name", "NAME", "subject", "infotitle")
ADDRESSES = (
    *("url", "URL", "Url", "post_url", "chnldocurl", "docpuburl", "docpubUrl", "link", "LINK", "href", "linkUrl"),
    *("linkurl", "visiturl", "infourl", "path"),
)
DATES = (
    *("display_publish_time", "publishedTimeStr", "PUBLISHED_TIME_FORMAT", "docreltime", "docRelTime", "publishTime"),
    *(
        "publish_time",
        "pubDate",
        "pubdate",
        "publishDate",
        "published_time",
        "PUBLISHED_TIME",
        "docpubtime",
        "infodate",
    ),
    *("date", "created_at", "createTime", "crtime", "time"),
)
TOTALS = (
    *("total", "allRow", "totalCount", "total_count", "recordCount", "totalRecord", "totalrecord", "count"),
    *("totalRows", "post_count", "totalElements", "totalNum", "recordsTotal", "numFound", "zs"),
)
PAGES = ("totalPage", "totalPages", "pageCount", "countpage", "pages", "total_page", "pagecount", "page_count")

_ROUTE = re.compile(r"#!?/")
"""What leads to a place within the script of a single page, and to no page of its own."""
_TITLE = re.compile(r"(?:title|subject|name|bt|mc)$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:url|link|href)$", re.IGNORECASE)
_DATE = re.compile(r"(?:date|time|rq|sj)$", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"publisher|(?:dept|org|organ|unit|agency)_?name|(?:pub(?:lish)?|fb|fw|gk)_?(?:org|unit|dept|dw|jg)(?:_?name)?",
    re.IGNORECASE,
)
_LIKE_ADDRESS = re.compile(
    r"(?:https?:/|\.{0,2})/[^\s<>'\"]{3,}|[\w./-]+\.(?:s?html?|jspx?|aspx?|docx?|pdf|wps)(?:\?[^\s<>'\"]*)?",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4}){2,200}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_LOOKS = {_TITLE.pattern: re.compile(r"[\u4e00-\u9fff]{2}"), _ADDRESS.pattern: re.compile(r"[/.?]")}
_NAMES_REPORT = re.compile(r"信息公开.{0,12}(?:报告|年报)|年报")
_LONGEST = 120
"""Characters that a title has at most."""
_CODES = ("code", "status", "errcode", "errorCode", "success", "result")
_SOUND = {"", "0", "1", "200", "success", "ok", "True", "true"}
_HOLDERS = re.compile(r"data|rows|list|items|records|result|content|articles?", re.IGNORECASE)
_DEPTH = 8
_JSONP = re.compile(r"^[\w$.]+\s*\((.*)\)\s*;?\s*$", re.DOTALL)


def read_json(body: str) -> object:
    """What an answer says in JSON, also inside a callback; None when it is none."""
    text = body.strip().lstrip("\ufeff")
    if match := _JSONP.match(text):
        text = match[1]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def find_records(data: object) -> list[Mapping[str, object]]:
    """The longest list of objects that have a title and an address (or an id) in an answer."""
    lists = ([row for row in found if isinstance(row, Mapping) and title_in(row)] for found in _lists(data))
    return max(lists, key=len, default=[])


def every_record(data: object) -> list[Mapping[str, object]]:
    """The objects of all lists that have a title: of a tree of columns, of a list for each year."""
    return [row for found in _lists(data) for row in found if isinstance(row, Mapping) and title_in(row)]


def every_row(data: object) -> list[list[object]]:
    """The lists of single values, such as ``["教育局", "/jyj/"]``, in whatever lists they stand."""
    return [found for found in _lists(data) if found and not any(isinstance(v, Mapping | list) for v in found)]


def find_number(data: object, names: Sequence[str]) -> int | None:
    """The first of the named numbers in an answer, the outermost first."""
    for level in _mappings(data):
        for name in names:
            value = level.get(name)
            if not isinstance(value, bool) and re.fullmatch(r"\d{1,7}", str(value)):
                return int(str(value))
    return None


def ends(data: object) -> bool:
    """Whether an answer without records is what comes behind the last page of a list: an empty list, and no error."""
    code = find_text(data, _CODES)
    empty = any(not found for found in _lists(data)) or any(
        level[name] is None for level in _mappings(data) for name in level if _HOLDERS.fullmatch(name)
    )
    return empty and code in _SOUND


def find_text(data: object, names: Sequence[str]) -> str:
    """The outermost of the named values as text; empty for none."""
    return next((str(level[name]) for level in _mappings(data) for name in names if name in level), "")


def link_of(record: Mapping[str, object], base: str) -> Link | None:
    """A record as a link; None when it names no address."""
    href = address_in(record)
    address = join(base, href) if href and not _ROUTE.search(href) else None
    if address is None:
        return None
    listed = next((day for name in DATES if (day := read_moment(record.get(name)))), None)
    return Link(address, plain(title_in(record)), listed or _day(record), agency=publisher_in(record))


def publisher_in(record: Mapping[str, object]) -> str | None:
    """The body that a record names as its publisher."""
    found = (value for name, value in record.items() if _PUBLISHER.fullmatch(name) and isinstance(value, str))
    return next((body for value in found if (body := names.publisher(value))), None)


def address_in(record: Mapping[str, object]) -> str:
    """The address that a record names, by the usual names or by one that ends like them."""
    return pick(record, ADDRESSES) or _ending(record, _ADDRESS) or _by_looks(record) or _encoded(record)


def _encoded(record: Mapping[str, object]) -> str:
    """The one text that is an address in base64, as scripts keep some: ``atob(row.u)``."""
    texts = (value for value in record.values() if isinstance(value, str) and _BASE64.fullmatch(value))
    found = {text for value in texts if _LIKE_ADDRESS.fullmatch(text := _decoded(value))}
    return next(iter(found)) if len(found) == 1 else ""


def _decoded(value: str) -> str:
    try:
        return b64decode(value, validate=True).decode("ascii")
    except ValueError:
        return ""


def _by_looks(record: Mapping[str, object]) -> str:
    """The one text that can only be an address, whatever it is called: ``lj`` for 链接."""
    texts = (value.strip() for value in record.values() if isinstance(value, str))
    found = {text for text in texts if _LIKE_ADDRESS.fullmatch(text)}
    return next(iter(found)) if len(found) == 1 else ""


def title_in(record: Mapping[str, object]) -> str:
    """The title of a record, by the usual names or by one that ends like them; empty for none."""
    return pick(record, TITLES) or _ending(record, _TITLE) or _report_in(record)


def _report_in(record: Mapping[str, object]) -> str:
    """The one text that is the title of a report, whatever it is called."""
    found = {value.strip() for value in record.values() if isinstance(value, str) and _NAMES_REPORT.search(value[:80])}
    said = [text for text in found if len(text) < _LONGEST and read_title(text).kind is TitleKind.REPORT]
    return said[0] if len(said) == 1 else ""


def _day(record: Mapping[str, object]) -> date | None:
    found = (read_moment(value) for name, value in record.items() if _DATE.search(name))
    return next((day for day in found if day), None)


def _ending(record: Mapping[str, object], names: re.Pattern[str]) -> str:
    """The first text whose name ends so, and that looks like what it is called."""
    for name, value in record.items():
        if names.search(name) and isinstance(value, str) and _LOOKS[names.pattern].search(value):
            return value.strip()
    return ""


def pick(record: Mapping[str, object], names: Sequence[str]) -> str:
    """The first of the named fields that is text and not blank."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def plain(markup: str) -> str:
    """A title without the markup that some interfaces put into it."""
    return squeeze(make_soup(markup).get_text() if "<" in markup or "&" in markup else markup)


def _mappings(data: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Every object of an answer, level by level down the objects, but not inside its lists of records."""
    if isinstance(data, Mapping) and depth < _DEPTH:
        yield data
        for value in data.values():
            if isinstance(value, Mapping):
                yield from _mappings(value, depth + 1)


def _lists(data: object, depth: int = 0) -> Iterator[list[object]]:
    if depth >= _DEPTH:
        return
    if isinstance(data, list):
        yield data
    for value in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        if isinstance(value, (Mapping, list)):
            yield from _lists(value, depth + 1)
