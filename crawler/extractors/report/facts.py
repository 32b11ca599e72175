"""Which agency reports on which year: taken from the report itself in a fixed order, and where each was taken from.

The order follows how sites publish: the title names both on most pages; then the labelled facts of the page, the
column it stands in, the first lines of the text. The footer's 主办 and 承办 name the owner of the site and are never
asked; a year is never taken from an address.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from crawler.discovery.titles import TitleFacts, TitleKind, read_title
from crawler.extractors.document import Document, Paragraph
from crawler.extractors.labels import normal
from storage.records import Context

T = TypeVar("T")

_FIRST_LINES = 12
_ORGAN = re.compile(
    r"(?:人民政府|政府|委员会|管委会|办公室|办事处|办公厅|[局厅部院署委办处队站所会社]|中心|支队|大队|总队|法院|检察院|街道|[镇乡]|公司|集团)$"
)
_NAVIGATION = re.compile(
    r"(?:网站)?(?:首页|主页)|返回.{0,6}|关闭(?:窗口)?|打印(?:本页)?|(?:您?的?(?:当前|所在)的?)?位置[:：]?.{0,6}"
)
"""Lines that lead about the site: what follows one is no second half of it."""
_TRAIL = re.compile(r"^(?!.*20\d\d).*(?:[>»›＞]|首页|主页|位置[:：])")
"""Menus and breadcrumbs, which name columns and not reports."""
_MENU = re.compile(
    r"[>»›＞|]|首页|主页|导航|位置[:：]|登录|搜索|检索|手机版|无障碍|加载|附件|下载|点击|浏览|打印|字[号体]|分享|索引|日期|时间|来源|[:：]$"
    r"|^(?!.*20\d\d).*(?:新闻|动态|要闻|政务公开(?!办)|办事(?!处)|互动|年报$|专[栏区]$|^(?:政府)?信息公开$)"
)
"""What menus, breadcrumbs, buttons and names of columns have in them, and no line that a title begins with."""
_PUBLISHERS = ("发布机构", "发布单位", "发文机关", "公开机构", "信息来源", "来源")
_DATES = ("pubdate", "发布日期", "发布时间", "公开日期", "公开时间", "发文日期", "生成日期", "时间")
_DATE = re.compile(r"(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_PERIOD = re.compile(r"(20\d{2})年1月1日(?:起)?[至到—\-~]+(?:(20\d{2})年)?12月31日")
_DATE_IN_ADDRESS = re.compile(
    r"(?:^|/)(?:20\d{4}/)?(?:t|art/)?(20\d{2})[/-]?(\d{2}|\d(?=/))[/-]?(\d{2}|\d(?=/))(?=[/_.])"
)
_LABELLED = re.compile(r"^\s*(?:(?:标题|题名|题目|名称|文件名)\s*[:：]|正文(?=\s*20\d\d|[:：])[:：]?)\s*")
_FIRST_SECTION = re.compile(r"[一⼀]\s*[、﹑]")
_SUFFIX = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,40}$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says of itself; ``sources`` names where each fact stood, ``kind`` what its title makes it."""

    agency: str | None = None
    year: int | None = None
    title: str | None = None
    published: date | None = None
    kind: TitleKind = TitleKind.MAYBE
    reason: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def find(
    document: Document, *, url: str | None = None, name: str | None = None, context: Context | None = None
) -> Facts:
    """Agency, year, title and publication date with their sources; None for what nobody states."""
    lines, period = _first_lines(document), _period(document)
    titles = [(text, source, read_title(text)) for text, source in _titles(document, lines, name, context)]
    best = _best(titles)
    title, kind, reason = (best[0], best[2].kind, best[2].reason) if best else (None, TitleKind.MAYBE, "")
    title = _LABELLED.sub("", title) if title else title
    agency, agency_source = _first(_agencies(titles, document, lines, context))
    year, year_source = _first(_years(titles, period, context))
    published, date_source = _first(_dates(document, url, context))
    sources = {
        key: source
        for key, source in (
            ("agency", agency_source),
            ("year", year_source),
            ("title", best[1] if best else None),
            ("published", date_source),
        )
        if source
    }
    return Facts(agency, year, title, published, kind, reason, sources, tuple(_doubts(year, year_source, period)))


Titled = tuple[str, str, TitleFacts]
Lines = list[tuple[str, bool]]
"""Texts, and whether the source marks them as headings."""


def _titles(document: Document, lines: Lines, name: str | None, context: Context | None) -> Iterator[tuple[str, str]]:
    """Every text that may be the title, the most trustworthy first."""
    if text := document.meta.get("articletitle"):
        yield text, "ArticleTitle"
    yield from _printed_titles(lines)
    if text := document.meta.get("名称"):
        yield text, "名称"
    if context and context.link_title:
        yield context.link_title, "link"
    if text := document.meta.get("title"):
        yield text, "<title>"
        yield _SUFFIX.sub("", text), "<title>"
    if name:
        yield name, "file name"


def _printed_titles(lines: Lines) -> Iterator[tuple[str, str]]:
    """Headings and first lines; a title is often broken after the agency's name, so pairs and triples are tried too."""
    for i, (text, heading) in enumerate(lines):
        if len(text) > 80 or _NAVIGATION.fullmatch(text) or _TRAIL.match(text):
            continue
        joined = ""
        for line, _ in lines[i : i + 3]:
            if joined and (_MENU.search(line) or _MENU.search(joined)):
                break
            joined += line
            if len(joined) <= 90 and "年" in joined and ("公开" in joined):
                yield joined, "heading" if heading else "first lines"


def _first_lines(document: Document) -> Lines:
    """The opening paragraphs, up to the first section."""
    lines: Lines = []
    headed = False
    for block in document.blocks:
        if isinstance(block, Paragraph) and (text := block.text.strip()):
            lines.append((text, block.heading))
            headed = headed or block.heading
            if _FIRST_SECTION.match(text) or (headed and len(lines) >= _FIRST_LINES):
                break
    near_the_report = lines[-_FIRST_LINES:]
    return [line for line in lines[:-_FIRST_LINES] if line[1]] + near_the_report


def _best(titles: list[Titled]) -> Titled | None:
    """A title that names both agency and year, else one that names the year, else any that is a report's.

    A page whose own title (ArticleTitle, heading) says that it is something else is believed.
    """
    own = next((t for t in titles if t[1] == "ArticleTitle"), None)
    if own and own[2].kind is TitleKind.OTHER:
        return own
    reports = [t for t in titles if t[2].kind is TitleKind.REPORT]
    for wanted in (lambda f: f.agency and f.year, lambda f: f.year, lambda _: True):
        if found := next((t for t in reports if wanted(t[2])), None):
            return found
    return next((t for t in titles if t[2].kind is TitleKind.MAYBE), None) or (titles[0] if titles else None)


def _agencies(
    titles: list[Titled], document: Document, lines: Lines, context: Context | None
) -> Iterator[tuple[str | None, str]]:
    for _, source, facts in titles:
        if facts.kind is TitleKind.REPORT and source not in ("<title>", "file name"):
            yield facts.agency, source
    for label in _PUBLISHERS[:4]:
        yield _organ(document.meta.get(label)), label
    if context:
        yield context.agency, "column"
    for _, source, facts in titles:
        if facts.kind is TitleKind.REPORT:
            yield facts.agency, source
    for label in _PUBLISHERS[4:]:
        yield _organ(document.meta.get(label)), label
    yield _organ(document.meta.get("contentsource")), "ContentSource"
    yield from ((text, "first lines") for text, _ in lines[:6] if _organ(text) and len(text) <= 30)


def _organ(text: str | None) -> str | None:
    """The text when it reads like the name of a public body."""
    name = re.sub(r"\s+", "", text or "")
    return name if 3 <= len(name) <= 40 and _ORGAN.search(name) else None


def _years(titles: list[Titled], period: int | None, context: Context | None) -> Iterator[tuple[int | None, str]]:
    for _, source, facts in titles:
        if facts.kind is not TitleKind.OTHER:
            yield facts.year, source
    yield period, "period"
    if context:
        yield context.year, "column"


def _period(document: Document) -> int | None:
    """The year of the statistical period: 2024年1月1日至12月31日."""
    for block in document.blocks[:200]:
        if isinstance(block, Paragraph) and "12" in block.text:
            match = _PERIOD.search(normal(block.text))
            if match and match[2] in (None, match[1]):
                return int(match[1])
    return None


def _dates(document: Document, url: str | None, context: Context | None) -> Iterator[tuple[date | None, str]]:
    for label in _DATES:
        yield _day(_DATE.search(document.meta.get(label, ""))), label
    if context:
        yield context.listed, "listing"
    yield _day(_DATE_IN_ADDRESS.search(url or "")), "address"


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _first(candidates: Iterator[tuple[T | None, str]]) -> tuple[T | None, str | None]:
    return next(((value, source) for value, source in candidates if value is not None), (None, None))


def _doubts(year: int | None, source: str | None, period: int | None) -> Iterator[str]:
    if year and period and year != period and source != "period":
        yield f"the title says {year}, the statistical period {period}"
