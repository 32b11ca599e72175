"""What a page says about its list: so many pages, so many entries, and which page this is."""

import re
from dataclasses import dataclass

from crawler.platforms.markup.page import ListPage

_PAGES = (
    re.compile(r"(?:共计?|总共|合计|分)\s*(?:有)?\s*(\d{1,4})\s*页"),
    re.compile(r"(?:总页数|页数|共计页数)\s*[:：]?\s*(\d{1,4})"),
    re.compile(r"(?:页次|页码|当前页?|第)\s*[:：]?\s*\d{1,4}\s*/\s*(?:共\s*)?(\d{1,4})\s*页?"),
    re.compile(r"(?<![\d/.-])\d{1,4}\s*/\s*(\d{1,4})\s*页"),
)
_RECORDS = (
    re.compile(r"(?:共计?|总共|合计)\s*(?:有)?\s*(\d{1,6})\s*(?:条|篇|个?记录|项(?:记录|信息))"),
    re.compile(r"(?:总记录数?|记录总?数|总条数|总数)\s*[:：]?\s*(\d{1,6})"),
)
_CURRENT = (
    re.compile(r"第\s*(\d{1,4})\s*(?:/\s*\d+)?\s*页"),
    re.compile(r"(?:页次|页码|当前页?)\s*[:：]?\s*(\d{1,4})"),
    re.compile(r"(?<![\d/.-])(\d{1,4})\s*/\s*\d{1,4}\s*页"),
)
_NOTHING = re.compile(
    r"(?:暂无|暂未|没有(?:找到|查到|检索到|查询到)?|未(?:找到|查到|检索到|查询到))(?:任何|相关|符合条件的?|该栏目|本栏目|可用)*的?"
    r"(?:数据|信息|内容|记录|文章|文件|结果|公开)"
)


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals as printed; None for what the page does not say."""

    pages: int | None = None
    records: int | None = None
    current: int | None = None
    nothing: bool = False


def read_totals(page: ListPage) -> Totals:
    """What the visible text says; ``nothing`` when it says that the list is empty."""
    text = page.text
    pages, records = _first(_PAGES, text), _first(_RECORDS, text)
    return Totals(pages, records, _first(_CURRENT, text), records == 0 or bool(_NOTHING.search(text)))


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> int | None:
    for pattern in patterns:
        if match := pattern.search(text):
            return int(match[1])
    return None
