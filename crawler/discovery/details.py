"""Does an address lead to one document or to a column of them? Told by its shape alone."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

FILE = re.compile(r"\.(?:docx?|wps|pdf|rtf|xlsx?|et|ofd|zip|rar)$", re.IGNORECASE)
"""How the names of documents end that may be a report."""

_LATELY = 4096
"""Addresses whose shape is remembered: each link of a list is asked about some five times."""
_INDEX = re.compile(
    r"(?:index|default|list|nlist|xxgk_lists?|xxgk_navs?|common_list|channel\w*)(?:_\d{1,3})?\.?\w*", re.IGNORECASE
)
_PAGE = re.compile(r"\.(?:s?html?|jhtml|jspx?|aspx?|php|do|xp)$", re.IGNORECASE)
_DETAIL_NAME = re.compile(
    r"t\d{8}_\d+|art_\w+|post_\d+|content_\w+|doc_\w+|c\d+_\d+|i\d{5,}|[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{27}"
    r"|(?:\w*-)*(?:show|detail|view|content)[-_]?\d+(?:-\d+)*|\d{4,}",
    re.IGNORECASE,
)
_DETAIL_FOLDER = re.compile(r"\d{5,}|[0-9a-f]{16,}", re.IGNORECASE)
_DETAIL_PATH = re.compile(
    r"/info/\d+/\d+|/art/\d{4}/|/(?:show|detail|content|contents|article|single)/(?:\w+/)*\w+|/20\d{2}[/-]?\d{2}[/-]?(?:\d{2}/)?[\w-]+",
    re.IGNORECASE,
)
_COLUMN_PATH = re.compile(r"/col/col\d+(?:/index\.\w+)?$|/columns?/\w+(?:/index\.\w+)?$|/public/column/", re.IGNORECASE)
_ID_PARAMETER = re.compile(
    r"(?:article|content|doc|news|info|object|manuscript|detail)_?(?:id)?|id|fbtime|nbyear", re.IGNORECASE
)


def is_file(address: str) -> bool:
    """Whether an address names a document file, in its path or in its query."""
    parts = urlsplit(address)
    return bool(FILE.search(unquote(parts.path))) or any(FILE.search(value) for _, value in parse_qsl(parts.query))


@lru_cache(maxsize=_LATELY)
def leads_to_detail(address: str) -> bool:
    """Whether an address has the shape of one article or file, rather than of a column."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if is_file(address):
        return True
    if _COLUMN_PATH.search(path) or path.endswith("/"):
        return False
    folder, _, name = path.rpartition("/")
    if name.lower().startswith("index") or _INDEX.fullmatch(name):
        return bool(_DETAIL_FOLDER.fullmatch(folder.rpartition("/")[2])) or _has_id(parts.query)
    stem = _PAGE.sub("", name)
    if stem.lower() == "xxgkannualreport" and not _has_id(parts.query):
        return False  # the view of one agency, or of all, without a year
    if _DETAIL_NAME.fullmatch(stem) or _has_id(parts.query):
        return True
    return bool(_PAGE.search(name) and (_DETAIL_PATH.search(path) or re.search(r"\d{4,}|[0-9a-f]{16,}", stem)))


def is_annual_report(address: str) -> bool:
    """Whether an address says itself that it is an annual report: ``xxgkAnnualReport.jsp?fbtime=2017``."""
    return "xxgkannualreport" in address.lower() and leads_to_detail(address)


@lru_cache(maxsize=_LATELY)
def leads_to_column(address: str) -> bool:
    """Whether an address has the shape of a column: a folder, an index, a list."""
    if leads_to_detail(address):
        return False
    path = urlsplit(address).path
    name = path.rpartition("/")[2]
    return path.endswith("/") or "." not in name or bool(_INDEX.fullmatch(name)) or bool(_COLUMN_PATH.search(path))


def _has_id(query: str) -> bool:
    return any(
        _ID_PARAMETER.fullmatch(name) and re.search(r"\d{3}|[0-9a-f]{12}", value) for name, value in parse_qsl(query)
    )
