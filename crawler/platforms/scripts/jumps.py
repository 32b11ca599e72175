"""Pagers that are scripts: what their settings say of totals, and which addresses they send the reader to."""

import re
from dataclasses import dataclass

from bs4.element import Tag

from crawler.discovery.markup import attribute
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND

_PAGER = re.compile(
    r"(?:\blaypage(?:\s*\.\s*render)?|\.\s*(?:pagination|jqPaginator|twbsPagination|bootstrapPaginator|paging|Paging|pager"
    r"|createPage|pageBar|pagebar|whjPaging|extendPagination)|\bnew\s+(?:Paging|Pager|Page|Pagination)"
    r"|\b(?:createPage(?:HTML)?|showPages?|initPage|pageInit|setPage))\s*\("
)
_DEFINED = re.compile(r"function\s*$")
_ROOM = 600
_VALUE = r"['\"]?\s*[:=]\s*['\"]?(\d{1,6})\b"
_PAGES = re.compile(
    r"(?:pages|totalPages?|total_pages?|pageCount|page_count|pageNum(?:s|Total)|countPage|allPage)" + _VALUE,
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"(?:\bcount|total|totalCount|totalRecords?|recordCount|dataCount|totalNum|totalRows?|totalData|totals)" + _VALUE
)
_SIZE = re.compile(
    r"(?:limit|pageSize|page_size|perPage|items_per_page|itemsOnPage|showData|rows|size|prepage)" + _VALUE,
    re.IGNORECASE,
)
_FIRST = re.compile(r"\s*(\d{1,6})\s*[,)]")
_JUMP = re.compile(
    r"location(?:\s*\.\s*href)?\s*(?:=|\.\s*(?:replace|assign)\s*\()\s*"
    r"(['\"])([^'\"\n]{0,300})\1\s*\+\s*(\(?[\w$.]{1,40}(?:\s*-\s*1)?\)?)\s*(?:\+\s*(['\"])([^'\"\n]{0,300})\4)?"
)
_CALL = re.compile(r"[\w$.]{1,40}\s*\(\s*['\"]?(\d{1,4})['\"]?\s*\)")


@dataclass(frozen=True, slots=True)
class ScriptPager:
    """What a script that turns pages says of its list; None for what it leaves to other scripts."""

    pages: int | None = None
    records: int | None = None


def find_script_pager(page: ListPage) -> ScriptPager | None:
    """The first pager that a script of the page sets up."""
    for match in _PAGER.finditer(page.scripts):
        if _DEFINED.search(page.scripts[max(0, match.start() - 12) : match.start()]):
            continue
        settings = page.scripts[match.end() : match.end() + _ROOM]
        records = _number(_RECORDS, settings) or (_number(_FIRST, settings) if "pagination" in match[0] else None)
        size = _number(_SIZE, settings)
        pages = _number(_PAGES, settings) or (-(-records // size) if records is not None and size else None)
        return ScriptPager(pages, records)
    return None


def jump_targets(page: ListPage, pages: int) -> dict[int, str]:
    """The addresses of pages 2 to ``pages`` where a script says ``location.href = "list_" + n + ".html"``."""
    match = _JUMP.search(page.scripts)
    if match is None or not re.search(r"[\w/?=&.]", match[2] + (match[5] or "")):
        return {}
    less = 1 if "-" in match[3] else 0
    names = {n: f"{match[2]}{n - less}{match[5] or ''}" for n in range(2, pages + 1)[:BOUND]}
    return {n: url for n, name in names.items() if (url := page.resolve(name))}


def called_page(tag: Tag) -> int | None:
    """The page that an anchor calls for: ``javascript:goPage(3)``."""
    match = _CALL.search(
        attribute(tag, "href") if "javascript" in attribute(tag, "href").lower() else attribute(tag, "onclick")
    )
    return int(match[1]) if match else None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text) if pattern is not _FIRST else pattern.match(text)
    return int(match[1]) if match else None
