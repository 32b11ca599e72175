"""Boxes that show the newest entries of a longer list, and lead to the whole by 更多: which links do, and to what."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bs4.element import Tag

from crawler.discovery.markup import BOXES, address_of, attribute, squeeze, text_of, title_of
from crawler.discovery.titles import TitleKind, read_title

_MORE = re.compile(
    r"[\[(【<《>»›+\s.…]*(?:(?:点击|查看|浏览|了解|进入)?(?:更多|全部|所有)(?:内容|信息|列表|年报|报告)?"
    r"|(?:(?:view|read|see)\s*)?more|(?:view|see)\s*all)[\])】>》»›+\s.…]*",
    re.IGNORECASE,
)
_ARROW = re.compile(r"[>»›+＋]{1,3}")
_WORDS = re.compile(r"更多|全部|所有|more|(?:view|see)\s*all|(?:[»›+＋]|&[gr][ta]q?u?o?;)\s*</", re.IGNORECASE)
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6", "th", "dt", "caption", "legend")
_HEAD_CLASS = re.compile(r"(?:^|[\s_-])(?:tit(?:le)?|hd|head|bt)\d*(?:$|[\s_-])", re.IGNORECASE)
_CLIMB = 6
_LONGEST = 40
"""Characters that the name of a box has at most."""
_MOST, _MANY = 60, 100
"""Boxes of a page, and links of a box, that are looked at."""


@dataclass(frozen=True, slots=True)
class Box:
    """What a 更多 stands for. ``link`` is its tag; ``heading`` the name of the box, empty where none is told.

    ``reports``: most of the entries that the box shows are annual reports by their titles.
    """

    link: Tag
    heading: str
    reports: bool


def find_boxes(tags: Iterable[Tag], source: str) -> Iterator[Box]:
    """The boxes among a page's elements, in their order; ``source`` is its text, which often has none of the words."""
    found = (tag for tag in tags if _is_link(tag) and _is_more(tag)) if _WORDS.search(source) else iter(())
    for link in islice(found, _MOST):
        box, entries = _box_around(link)
        if box is not None:
            yield Box(link, _heading(link, box), _are_reports(entries))


def says_more(words: str) -> bool:
    """更多, 查看更多, more>>: the words of a link to a whole list."""
    return len(words) <= _LONGEST and bool(_MORE.fullmatch(words))


def _is_more(tag: Tag) -> bool:
    """Whether a link says so, or is an arrow in a heading."""
    words = text_of(tag) or squeeze(attribute(tag, "title"))
    return says_more(words) or (bool(_ARROW.fullmatch(words)) and _is_in_heading(tag))


def _is_link(tag: Tag) -> bool:
    return tag.name == "a" or (tag.name in BOXES and (tag.has_attr("onclick") or tag.has_attr("data-href")))


def _box_around(link: Tag) -> tuple[Tag | None, list[Tag]]:
    """The smallest element around a 更多 that holds entries, too, or that stands below its heading; with these."""
    for parent in list(link.parents)[:_CLIMB]:
        if parent.name in {"body", "html", "[document]"}:
            break
        if entries := _entries(parent):
            return parent, entries
        below = parent.find_next_sibling() if is_heading(parent) else None
        if isinstance(below, Tag) and (entries := _entries(below)):
            return below, entries
    return None, []


def _entries(box: Tag) -> list[Tag]:
    """The links of a box without its 更多 and the links of its heading, which name the list as well."""
    links = box.find_all(_is_link, limit=_MANY)
    return [tag for tag in links if address_of(tag) and not _is_more(tag) and not _is_in_heading(tag)]


def _is_in_heading(tag: Tag) -> bool:
    return any(is_heading(parent) for parent in list(tag.parents)[:2])


def is_heading(tag: Tag) -> bool:
    return tag.name in _HEADS or bool(_HEAD_CLASS.search(attribute(tag, "class")))


def _are_reports(entries: list[Tag]) -> bool:
    reports = sum(read_title(title_of(tag)).kind is TitleKind.REPORT for tag in entries)
    return 2 * reports >= len(entries)


def _heading(link: Tag, box: Tag) -> str:
    """The nearest heading before a 更多, in its box or right above it; else what stands in front of the 更多."""
    above = box.find_previous_sibling()
    places = [box, above] if isinstance(above, Tag) and not _entries(above) else [box]
    for head in link.find_all_previous(is_heading, limit=3):
        if any(parent is place for place in places for parent in (head, *head.parents)) and (name := _name(head)):
            return name
    return _name(link.parent) if link.parent is not None and link.parent is not box else ""


def _name(tag: Tag) -> str:
    """What an element says besides 更多; nothing when it says too much."""
    texts = (squeeze(text) for text in tag.stripped_strings)
    name = " ".join(text for text in texts if not (says_more(text) or _ARROW.fullmatch(text)))
    return name if len(name) <= _LONGEST else ""
