"""Pagers that are scripts: what their settings say of totals, and which addresses they send the reader to."""

import re
from dataclasses import dataclass

from bs4.element import Tag

from crawler.discovery.markup import attribute
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND, Ask

_PAGER = re.compile(
    r"(?:\blaypage(?:\s*\.\s*render)?|\.\s*(?:pagination|jqPaginator|twbsPagination|bootstrapPaginator|paging|Paging|pager"
    r"|createPage|pageBar|pagebar|whjPaging|extendPagination)|\bnew\s+(?:Paging|Pager|Page|Pagination)"
    r"|\b(?:createPage(?:HTML)?|showPages?|initPage|pageInit|setPage))\s*\("
)
_DEFINED = re.compile(r"function\s*$")
_ROOM = 600
_VALUE = r"['\"]?\s*[:=]\s*['\"]?(\d{1,6})\b"
_PAGES = re.compile(
    r"(?:pages|totalPages?|total_pages?|pageCount|page_count|pageNum(?:s|Total)|pageTotal|countPage|allPage)" + _VALUE,
    re.IGNORECASE,
)
_RECORDS = re.compile(
    r"(?:\bcount|total|totalCount|totalRecords?|recordCount|dataCount|dataTotal|totalNum|totalRows?|totalData|totals)"
    + _VALUE
)
_SIZE = re.compile(
    r"(?:limit|pageSize|page_size|perPage|items_per_page|itemsOnPage|pageAmount|showData|rows|size|prepage)" + _VALUE,
    re.IGNORECASE,
)
_FIRST = re.compile(r"\s*(\d{1,6})\s*[,)]")
_JUMP = re.compile(
    r"location(?:\s*\.\s*href)?\s*(?:=|\.\s*(?:replace|assign)\s*\()\s*"
    r"(['\"])([^'\"\n]{0,300})\1\s*\+\s*(\(?[\w$.]{1,40}(?:\s*-\s*1)?\)?)\s*(?:\+\s*(['\"])([^'\"\n]{0,300})\4)?"
)
_BARE_JUMP = re.compile(
    r"location(?:\s*\.\s*href)?\s*(?:=|\.\s*(?:replace|assign)\s*\()\s*"
    r"(?:\w{0,12}page\w{0,8}|cur\w{0,8}|index|num|no?|p|i)\s*\+\s*(['\"])([^'\"\n]{1,100})\1",
    re.IGNORECASE,
)
"""The same where the number of the page is all of the name: ``location.href = page + ".html"``."""
_TEMPLATE = re.compile(
    r"(?:url|href|link|link_to|hrefFormer|pageUrl|action)['\"]?\s*[:=]\s*(['\"])([^'\"\s<>]{0,400}?)"
    r"(?:\{\{?(?:page\w{0,8}|number|num|n|0)\}\}?|__(?:id|page)__)([^'\"\s<>]{0,200})\1",
    re.IGNORECASE,
)
"""An address with a place for the number: ``url: "/list?pageIndex={page}"``."""
_CALL = re.compile(r"[\w$.]{1,40}\s*\(\s*['\"]?(\d{1,4})['\"]?\s*\)")

_PAGE_ATTRIBUTES = ("data-page", "data-pageno", "data-pagenum", "data-p", "data-index")
_JOINS = re.compile(
    r"(?:\.(?:data|attr)\(\s*['\"](?:data-)?|\.dataset\.)(\w{1,20})(?:['\"]\s*\))?\s*\+\s*['\"]([?&]\w*p\w*=)['\"]\s*\+",
    re.IGNORECASE,
)
"""An attribute of a tag, a field for the page, and what is put into it."""


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
    """The addresses of pages 2 to ``pages`` where a script says ``location.href = "list_" + n + ".html"``.

    Or where its settings have one with a place for the number: ``url: "/list?pageIndex={page}"``.
    """
    before, behind, less = "", "", 0
    if template := _TEMPLATE.search(page.scripts):
        before, behind = template[2], template[3]
    elif match := _JUMP.search(page.scripts):
        before, behind, less = match[2], match[5] or "", 1 if "-" in match[3] else 0
    elif bare := _BARE_JUMP.search(page.scripts):
        behind = bare[2]
    if not re.search(r"[\w/?=&.]", before + behind):
        return {}
    names = {n: f"{before}{n - less}{behind}" for n in range(2, pages + 1)[:BOUND]}
    return {n: url for n, name in names.items() if (url := page.resolve(name))}


def called_page(tag: Tag) -> int | None:
    """The page that an anchor calls for: ``javascript:goPage(3)``."""
    match = _CALL.search(
        attribute(tag, "href") if "javascript" in attribute(tag, "href").lower() else attribute(tag, "onclick")
    )
    return int(match[1]) if match else None


def grown_by(page: ListPage, tag: Tag) -> Ask | None:
    """The second part of a list that grows where it stands: a tag with its address and page, which a script joins.

    ``<a data-url="more.php?cat=31" data-page="2">加载更多</a>`` with ``b.data("url") + "&page=" + p``.
    """
    number = next((attribute(tag, name).strip() for name in _PAGE_ATTRIBUTES if tag.has_attr(name)), "")
    joins = _JOINS.search(page.scripts) if number.isdigit() else None
    address = attribute(tag, f"data-{joins[1]}") if joins else ""
    if joins is None or not address:
        return None
    second = max(2, int(number))
    url = page.resolve(f"{address}{joins[2]}{second}")
    return Ask(url, platform="ajax", interface=True, base=page.url, page=second, fruitful=True) if url else None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text) if pattern is not _FIRST else pattern.match(text)
    return int(match[1]) if match else None
