"""Every text of a document that may be its title, and which of them is."""

import re
from collections.abc import Iterator

from crawler.discovery.titles import TitleFacts, TitleKind, read_title, wording
from crawler.extractors.document import Document, Paragraph
from crawler.extractors.labels import normal
from storage.records import Context

Titled = tuple[str, str, TitleFacts]
"""A text, where it stood, and what it says."""
Lines = list[tuple[str, bool]]
"""Texts, and whether the source marks them as headings."""

_FIRST_LINES = 12
_NAVIGATION = re.compile(
    r"(?:网站)?(?:首页|主页)|返回.{0,6}|关闭(?:窗口)?|打印(?:本页)?|(?:您?的?(?:当前|所在)的?)?位置[:：]?.{0,6}"
)
"""Lines that lead about the site: what follows one is no second half of it."""
_ABOUT = r"[>»›＞]|首页|主页|位置[:：]"
_TRAIL = re.compile(rf"^(?!.*20\d\d).*(?:{_ABOUT})")
"""Menus and breadcrumbs, which name columns and not reports."""
_ALONG = re.compile(r"^[^>»›]*[>»›].*[>»›]\s*")
"""首页 > 信息公开年报 > 2025年 > …: only what is behind the last mark may be a title."""
_MENU = re.compile(
    rf"{_ABOUT}|\||导航|登录|搜索|检索|手机版|无障碍|加载|附件|下载|点击|浏览|打印|字[号体]|分享|索引|日期|时间|来源|[:：]$"
    r"|^(?!.*20\d\d).*(?:新闻|动态|要闻|政务公开(?!办)|办事(?!处)|互动|年报$|专[栏区]$|^(?:政府)?信息公开$)"
)
"""What menus, breadcrumbs, buttons and names of columns have in them, and no line that a title begins with."""
_LEVEL = re.compile(r"[\u4e00-\u9fff]{1,8}[省市区县旗州]")
_PART_OF_A_NAME = 2
_YEAR_ALONE = re.compile(r"\s*[(（]?\s*20\d\d\s*年?度?\s*[)）]?\s*")
_FIRST_SECTION = re.compile(r"[一⼀]\s*[、﹑]|\S{0,3}总体情况$|1\s*[、.．]\s*概[述况]$")
_NUMBERED = re.compile(r"(?:\d{1,2}|[一⼀])\s*[、﹑]")
"""A section: what follows it is its text, and no second half of a title."""
_OF_REPORT = re.compile("年度报告|年报")
_MANY = 3
_VAGUE = ("unrelated", "empty")
"""Reasons of a title that is OTHER for want of a report's words, not for what it says."""
_NAME = "file name"
_LABELS = ("名称", "信息名称", "标题")
_SUFFIX = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,40}$")


def find(document: Document, lines: Lines, name: str | None, context: Context | None) -> list[Titled]:
    """Every text that may be the title, the most trustworthy first; a file's name only when it says something."""
    found = [(text, source, read_title(text)) for text, source in _titles(document, lines, name, context)]
    return [titled for titled in found if titled[1] != _NAME or titled[2].reason not in _VAGUE]


def _titles(document: Document, lines: Lines, name: str | None, context: Context | None) -> Iterator[tuple[str, str]]:
    if text := document.meta.get("articletitle"):
        yield text, "ArticleTitle"
    yield from _printed_titles(lines)
    for label in _LABELS:
        if text := document.meta.get(label):
            yield text, label
    if context and context.link_title:
        yield context.link_title, "link"
    if text := document.meta.get("title"):
        yield text, "<title>"
        yield _SUFFIX.sub("", text), "<title>"
    if name:
        yield name, _NAME


def _printed_titles(lines: Lines) -> Iterator[tuple[str, str]]:
    """Headings and first lines; a title is often broken after the agency's name, so pairs and triples are tried too."""
    for i, (line, heading) in enumerate(lines):
        text = _ALONG.sub("", line)
        if len(text) > 80 or _NAVIGATION.fullmatch(text) or _TRAIL.match(line):
            continue
        part: list[str] = []
        for following, as_heading in [(text, heading), *lines[i + 1 : i + 3]]:
            if part and (
                as_heading > heading
                or _NUMBERED.match(part[0])
                or _MENU.search(following)
                or _MENU.search("".join(part))
            ):
                break
            part.append(following)
            joined = "".join(part)
            if len(joined) <= 90 and "年" in joined and ("公开" in joined) and _belong_together(part):
                yield joined, "heading" if heading else "first lines"


def _belong_together(part: list[str]) -> bool:
    """Whether lines are one title broken: the first gives it its agency or its beginning, the last more than itself."""
    if len(part) == 1:
        return True
    whole, behind, before = (read_title("".join(lines)) for lines in (part, part[1:], part[:-1]))
    if _YEAR_ALONE.fullmatch(part[-1]):
        return before.year is None and bool(before.agency or part[-1].strip().startswith(("(", "（")))
    if behind.kind is not TitleKind.REPORT:
        return before.kind is not TitleKind.REPORT
    if behind.agency:
        return bool(_LEVEL.fullmatch(part[0].strip())) or len(behind.agency) <= _PART_OF_A_NAME
    return bool(whole.agency and wording.ORGAN.search(whole.agency))


def first_lines(document: Document) -> Lines:
    """The opening paragraphs, up to the first section; of a page that is one sheet the rows of a single text."""
    lines: Lines = []
    headed = False
    for text, heading in _lines(document):
        lines.append((text, heading))
        headed = headed or heading
        if _FIRST_SECTION.match(text) or (headed and len(lines) >= _FIRST_LINES):
            break
    near_the_report = lines[-_FIRST_LINES:]
    return [line for line in lines[:-_FIRST_LINES] if line[1]] + near_the_report


def _lines(document: Document) -> Iterator[tuple[str, bool]]:
    """The paragraphs that say anything, and whether they are headings; of a page without any the rows of its sheet."""
    written = ((text, b.heading) for b in document.blocks if isinstance(b, Paragraph) and (text := b.text.strip()))
    if first := next(written, None):
        yield first
        yield from written
    else:
        yield from _rows(document)


def _rows(document: Document) -> Iterator[tuple[str, bool]]:
    """The first rows of a sheet, in which a text stands alone: its title and what is said before its tables."""
    for table in document.tables:
        for row in table.rows:
            texts = [span.text.strip() for span in row if span.text.strip()]
            if len(texts) > 1:
                return
            yield from ((text, False) for text in texts)


def best(titles: list[Titled]) -> Titled | None:
    """The page's own title if it names an agency or something else than a report: then it is believed.

    Else one that names both agency and year, else one that names the year, else any that is a report's.
    """
    own = _own(titles)
    if own and (own[2].kind is TitleKind.OTHER or (own[2].kind is TitleKind.REPORT and own[2].agency)):
        return own
    reports = [t for t in titles if t[2].kind is TitleKind.REPORT]
    for wanted in (lambda f: f.agency and f.year, lambda f: f.year, lambda _: True):
        if found := next((t for t in reports if wanted(t[2])), None):
            return found
    maybe = next((t for t in titles if t[2].kind is TitleKind.MAYBE), None)
    return _another_thing(titles) or maybe or (titles[0] if titles else None)


def _another_thing(titles: list[Titled]) -> Titled | None:
    """What the first heading, or <title> and a line of the page alike, say it is, when they say more than no report."""
    printed = {text for text, source, _ in titles if source in ("heading", "first lines")}
    headed = next((t for t in titles if t[1] == "heading"), None)
    named = (t for t in titles if t is headed or (t[1] == "<title>" and t[0] in printed))
    return next((t for t in named if t[2].kind is TitleKind.OTHER and t[2].reason not in _VAGUE), None)


def _own(titles: list[Titled]) -> Titled | None:
    """The page's own title: ArticleTitle, or a line about a report that <title> begins with."""
    if own := next((t for t in titles if t[1] == "ArticleTitle"), None):
        return own
    head = next((normal(text) for text, source, _ in titles if source == "<title>"), "")
    printed = (t for t in titles if t[1] in ("heading", "first lines") and _OF_REPORT.search(t[0]))
    return next((t for t in printed if head.startswith(normal(t[0]))), None)


def is_list(titles: list[Titled], lines: Lines, found: Titled | None) -> bool:
    """Whether the lines name reports of several years or agencies, and nothing says that the page is one of them."""
    if found is None or any(_FIRST_SECTION.match(text) for text, _ in lines):
        return False
    reports = [(source, facts) for _, source, facts in titles if facts.kind is TitleKind.REPORT and facts.agency]
    if any(source in ("ArticleTitle", "heading") for source, _ in reports):
        return False
    listed = {(facts.agency, facts.year) for source, facts in reports if source == "first lines"}
    return len(listed) >= _MANY
