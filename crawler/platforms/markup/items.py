"""The entries of a listing among all the links of its page.

Entries come in rows of one shape: the path of tags from the row up to the body. Each link is weighed (title of a
report, date beside it, address of an article), links of one shape are one list, and the weightiest list wins.
What reads as a report elsewhere on the page is kept, marked as standing beside the list.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bs4.element import Tag

from crawler.discovery.addresses import key
from crawler.discovery.details import is_annual_report, leads_to_column, leads_to_detail
from crawler.discovery.links import Link
from crawler.discovery.markup import BOXES, address_of, attribute
from crawler.discovery.titles import TitleKind, read_title
from crawler.platforms.markup.dates import read_date
from crawler.platforms.markup.headings import Headings
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.rows import ANCHORS, Rows, entry_date, entry_title

_ROWS = ("li", "tr", "dl")
_OPENED = ("onclick", "data-href", "data-url", "data-link")
_ENDS = {"body", "html", "main", "[document]"}
_ROOM = 160
_CLIMB = 6
_PAGER = re.compile(
    r"[<>«»‹›|\s\d.…]*|(?:[<«‹]*\s*)?(?:第?\s*\d+\s*页|首页|尾页|末页|(?:上|下|前|后)一?[页頁]|跳转|转到|确定|GO|最前|最后|更多|more|返回.{0,6})(?:\s*[>»›]*)",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = 13
"""Columns have shorter names than so many characters, articles longer ones."""
_ASIDE_TAGS = {"nav", "header", "footer"}
_ASIDE = re.compile(
    r"(?:nav|menu|header|footer|foot|crumbs?|breadcrumb|location|position|wz|weizhi|dqwz|pager|paging|pagination|fenye|yqlj)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    link: Link
    shape: tuple[str, ...]
    row: int
    block: int
    weight: int
    reports: bool


def find_items(page: ListPage) -> tuple[Link, ...]:
    """The links of a page's list, then what reads as a report beside it; each address once."""
    entries = list(_entries(page))
    inside = _without_navigation(entries)
    chosen = _best_shapes(inside)
    items = _each_once(entry.link for entry in _one_a_row([entry for entry in inside if entry.shape in chosen]))
    seen = {key(link.url) for link in items}
    beside = _each_once(entry.link for entry in entries if entry.reports)
    return (*items, *(replace(link, beside=True) for link in beside if key(link.url) not in seen))


def single_item(fragment: ListPage) -> Link | None:
    """The entry of one record, such as one CDATA of an answer: its best link with the date beside it."""
    entries = sorted(_entries(fragment), key=lambda entry: -entry.weight)
    if not entries:
        return None
    return replace(entries[0].link, listed=entries[0].link.listed or read_date(fragment.text))


def _entries(page: ListPage) -> Iterator[_Entry]:
    own = key(page.url)
    rows, headings = Rows(), Headings(page.tags)
    for anchor in filter(_is_clickable, page.tags):
        href = address_of(anchor)
        address = page.resolve(href) if href else None
        if address is None or key(address) == own:
            continue
        row = _row_of(anchor, rows)
        text = rows.text(row)
        title = entry_title(anchor, row, rows)
        if not title or _PAGER.fullmatch(title):
            continue
        link = Link(address, headings.complete(title, anchor), entry_date(text, title))
        yield _weighed(link, anchor, row, rows)


def _is_clickable(tag: Tag) -> bool:
    """Anchors, and rows that open a page when clicked and hold no anchor of their own."""
    if tag.name in ANCHORS:
        return True
    return tag.name in BOXES and any(map(tag.has_attr, _OPENED)) and tag.find("a") is None


def _weighed(link: Link, anchor: Tag, row: Tag, rows: Rows) -> _Entry:
    facts = read_title(link.title)
    kind = facts.kind
    if facts.agency is None and kind is not TitleKind.OTHER:
        link = replace(link, agency=rows.publisher(row, anchor))
    weight = {TitleKind.REPORT: 4, TitleKind.MAYBE: 1, TitleKind.OTHER: 0}[kind]
    weight += 2 * (kind is TitleKind.MAYBE and facts.year is not None and facts.agency is not None)
    detail = leads_to_detail(link.url)
    weight += 2 * (link.listed is not None) + 2 * detail - leads_to_column(link.url)
    weight += 2 * (link.listed is None and not detail and len(_HAN.findall(link.title)) >= _SENTENCE)
    weight -= 3 * _stands_aside(anchor)
    reports = kind is TitleKind.REPORT and not leads_to_column(link.url)
    reports = reports or (kind is TitleKind.MAYBE and is_annual_report(link.url))
    return _Entry(link, _shape(anchor, row), id(row), id(row.parent), weight, reports)


def _row_of(anchor: Tag, rows: Rows) -> Tag:
    """The row an anchor stands in: a list item or table row with one more link at most, else what holds it alone."""
    row = next((tag for tag in (anchor, *anchor.parents) if tag.name in _ROWS), None)
    if row is not None and len(_others(row, anchor)) <= 1:
        return row
    node: Tag = anchor
    for _ in range(_CLIMB):
        parent = node.parent
        if parent is None or parent.name in _ENDS or _others(parent, anchor) or _is_wide(parent, anchor, rows):
            break
        node = parent
    return node


def _others(tag: Tag, anchor: Tag) -> set[str]:
    """The addresses in an element besides the anchor's own; a few are enough to tell."""
    own = address_of(anchor)
    clickable = (each for each in tag.descendants if isinstance(each, Tag) and _is_clickable(each))
    return {address for a in islice(clickable, 12) if (address := address_of(a)) and address != own}


def _is_wide(parent: Tag, anchor: Tag, rows: Rows) -> bool:
    """Whether an element says much more than the link in it: then it is the page around a single row."""
    return rows.length(parent) > rows.length(anchor) + len(attribute(anchor, "title")) + _ROOM


def _shape(anchor: Tag, row: Tag) -> tuple[str, ...]:
    inner: list[str] = []
    node: Tag | None = anchor
    while node is not None and node is not row:
        inner.append(node.name)
        node = node.parent
    outer = [_step(parent) for parent in row.parents if parent.name not in _ENDS]
    return (*inner, row.name, *outer)


def _step(tag: Tag) -> str:
    """A tag with its classes; digits do not count, for rows and blocks are often numbered."""
    names = " ".join(sorted(re.sub(r"\d+", "", attribute(tag, "class")).split()))
    return f"{tag.name}.{names}" if tag.name not in {"tbody", "tr", "td", "dd"} else tag.name


def _stands_aside(anchor: Tag) -> bool:
    """Whether a link stands in the navigation, header, footer or pager of its page."""
    for parent in anchor.parents:
        tokens = f"{attribute(parent, 'class')} {attribute(parent, 'id')}".split()
        if parent.name in _ASIDE_TAGS or any(_ASIDE.fullmatch(token.strip("-_0123456789")) for token in tokens):
            return True
    return False


def _best_shapes(entries: list[_Entry]) -> set[tuple[str, ...]]:
    """The shape of the list: by sum of weights, among those whose links look like entries on the whole.

    Shapes that differ from it in their classes only, and hold reports throughout, are parts of the same list.
    """
    weights: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for entry in entries:
        weights[entry.shape].append(entry.weight)
    lists = {shape: sum(found) for shape, found in weights.items() if sum(found) >= 2 * len(found)}
    best = max(lists, key=lambda shape: lists[shape], default=None)
    if best is None:
        return set()
    return {best} | {s for s, total in lists.items() if _tags(s) == _tags(best) and total >= 4 * len(weights[s])}


def _tags(shape: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(step.partition(".")[0] for step in shape)


def _without_navigation(entries: list[_Entry]) -> list[_Entry]:
    """Without the blocks of the same shape that hold columns only: old pages set menu and list in equal tables."""
    blocks: dict[tuple[int, tuple[str, ...]], list[int]] = defaultdict(list)
    for entry in entries:
        blocks[entry.block, entry.shape].append(entry.weight)
    return [e for e in entries if sum(blocks[e.block, e.shape]) >= len(blocks[e.block, e.shape])]


def _one_a_row(entries: list[_Entry]) -> Iterator[_Entry]:
    """Of two links in a row the heavier one (a category stands before the title); equals are both kept."""
    heaviest: dict[int, int] = {}
    for entry in entries:
        heaviest[entry.row] = max(heaviest.get(entry.row, entry.weight), entry.weight)
    return (entry for entry in entries if entry.weight == heaviest[entry.row])


def _each_once(links: Iterable[Link]) -> list[Link]:
    """Each address once, with the longest of its titles and a date if any copy has one."""
    found: dict[str, Link] = {}
    for link in links:
        mark = key(link.url)
        before = found.get(mark)
        if before is None:
            found[mark] = link
        else:
            title = max(before.title, link.title, key=len)
            found[mark] = replace(before, title=title, listed=before.listed or link.listed)
    return list(found.values())
