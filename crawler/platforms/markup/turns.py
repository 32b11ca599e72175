"""Where a page turns: its 下一页, the numbers beside it, the choice of pages, and what its totals add to them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from bs4.element import PageElement, Tag

from crawler.discovery.markup import address_of, attribute, text_of
from crawler.discovery.page_links import choice_of
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.series import complete
from crawler.platforms.markup.totals import Totals
from crawler.platforms.scripts.jumps import called_page, grown_by, jump_targets
from crawler.platforms.scripts.posted import posted_turns
from crawler.platforms.step import Ask

_NEXT = re.compile(
    r"[\[(]?(?:下一?[页頁]|后一?页|next(?:\s*page)?)[\])]?[\s>»›]*"
    r"|(?:点击)?(?:加载|显示|载入)(?:更多|下一页)(?:\.{2,}|…)?|load\s*more",
    re.IGNORECASE,
)
_MORE_ATTRIBUTES = ("data-next", "data-next-url", "data-more", "data-page-url")
_LAST = re.compile(r"[\[(]?(?:[尾末]页|最[后末]一?页)[\])]?[\s>»›]*")
_ARROW = re.compile(r"[>»›]|>>|[>»›]{2}")
_PAGER_WORD = re.compile(
    r"首页|[上下前后]一?[页頁]|[尾末]页|共\s*\d+\s*页|第\s*\d+\s*页|\d+\s*/\s*\d+\s*页|next|prev", re.IGNORECASE
)
_PAGER_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pag(?:e|er|es|ing|ination|ebar|eturn|elist)?|fenye|p_pages|fy|laypage\w*)(?:$|[\s_\d-])",
    re.IGNORECASE,
)
_OFF = re.compile(r"disabled?|_d\b|no-?(?:ne|page|more|next)|gr[ae]y|\boff\b|unable|last-?page", re.IGNORECASE)
_SECOND = re.compile(r"^\s*2\s*$")
_REL_NEXT = re.compile(r"\brel\s*=\s*['\"]?[^'\">]{0,30}\bnext\b", re.IGNORECASE)
_CALLED = re.compile(r"\s*javascript:\s*([\w$.]{1,60})\s*\((.{1,300})\)", re.IGNORECASE | re.DOTALL)
_MOST_BARE = 27
"""Numbers without words; a calendar has more."""
_BETWEEN = re.compile(r"[\s|·,，/-]*")
_TURNING = frozenset({"a", "span", "option", "button", "input"})
_NUMBER = re.compile(r"[\[(第]?\s*(\d{1,4})\s*(?:/\s*\d{1,4}\s*)?[页\])]?")


@dataclass(frozen=True, slots=True)
class Turns:
    """The further pages. ``seen``: there is something to turn pages with; ``dead``: its 下一页 gives no address."""

    further: tuple[Ask, ...] = ()
    seen: bool = False
    dead: bool = False


def read_turns(page: ListPage, totals: Totals, platform: str) -> Turns:
    """All pages where numbers and totals tell them, else the next one."""
    boxes: dict[int, bool | None] = {}
    pagers = [tag for tag in page.tags if tag.name in _TURNING and _is_turn(tag, boxes)]
    pagers = pagers or _bare_numbers(page)
    last = [tag for tag in page.tags if tag.name == "a" and _LAST.fullmatch(text_of(tag))]
    numbered = _numbered(page, [*pagers, *last])
    following = [tag for tag in pagers if _is_next(tag)]
    grown = next((ask for tag in following if (ask := grown_by(page, tag))), None)
    if grown is not None:
        return Turns((grown,), seen=True)
    onward = next((address for tag in following if (address := _address(page, tag))), None)
    pages = totals.pages or _called_pages([*pagers, *last])
    known = complete(numbered, pages) if pages else numbered
    current = totals.current or 1
    if not known and not onward and pages:
        known = jump_targets(page, pages)
    asks = [Ask(url, platform=platform, base=page.url, page=n) for n, url in sorted(known.items()) if n != current]
    if onward and onward not in known.values():
        asks.insert(0, Ask(onward, platform=platform, base=page.url, page=current + 1))
    if not asks:
        posted = posted_turns(page, pagers, pages, current, platform)
        asks = [ask for _, ask in sorted(posted.items())]
    if not asks and (named := _named_next(page)):
        return Turns((Ask(named, platform=platform, base=page.url, page=current + 1),), seen=True)
    dead = not asks and any(_is_live(tag) for tag in pagers if tag in following or _is_later(tag))
    return Turns(tuple(asks), bool(pagers), dead)


def _named_next(page: ListPage) -> str | None:
    """What the page itself names as its next, without a word that a reader sees: ``rel="next"``, beside it."""
    if not _REL_NEXT.search(page.markup):
        return None
    named = (tag for tag in page.tags if tag.name in {"link", "a"} and "next" in attribute(tag, "rel").lower().split())
    return next((address for tag in named if _is_beside(page, tag) and (address := _address(page, tag))), None)


def _bare_numbers(page: ListPage) -> list[Tag]:
    """The links 1, 2, 3 … in a row, without a word of a pager, that lead to the page's folder or call one function.

    They stand alone in their box, or side by side in one with more in it.
    """
    for second in page.soup.find_all("a", href=True, string=_SECOND):
        row = next((box for box in list(second.parents)[:3] if len(box.get_text(" ").split()) > 1), None)
        alone = [tag for tag in row.find_all("a", href=True) if isinstance(tag, Tag)] if row is not None else []
        for said, links in ((row.get_text(" ").split() if row is not None else [], alone), _beside(second)):
            counted = 1 < len(said) <= _MOST_BARE and said == [str(n) for n in range(1, len(said) + 1)]
            if counted and (all(_is_beside(page, tag) for tag in links) or _call_one(links)):
                return links
    return []


def _beside(second: Tag) -> tuple[list[str], list[Tag]]:
    """The numbers that stand side by side with a link called 2, and those of them that are links."""
    before, after = (list(_run(siblings)) for siblings in (second.previous_siblings, second.next_siblings))
    run = [*reversed(before), second, *after]
    return [text_of(tag) for tag in run], [tag for tag in run if tag.name == "a" and tag.has_attr("href")]


def _run(siblings: Iterable[PageElement]) -> Iterator[Tag]:
    """The numbers among siblings, up to the first thing that is none."""
    for each in islice(siblings, 2 * _MOST_BARE):
        if isinstance(each, Tag) and text_of(each).isdecimal():
            yield each
        elif isinstance(each, Tag) or not _BETWEEN.fullmatch(str(each)):
            return


def _call_one(links: list[Tag]) -> bool:
    """Whether links call the same function, each with a word of its own: ``__doPostBack('GridView1','Page$2')``."""
    called = [match for tag in links if (match := _CALLED.match(attribute(tag, "href")))]
    named = {match[1] for match in called}
    return len(called) == len(links) > 0 and len(named) == 1 and len({match[2] for match in called}) == len(links)


def _is_beside(page: ListPage, tag: Tag) -> bool:
    address = page.resolve(attribute(tag, "href"))
    return (
        address is not None and urlsplit(address).path.rpartition("/")[0] == urlsplit(page.url).path.rpartition("/")[0]
    )


def _called_pages(pagers: list[Tag]) -> int | None:
    """The largest page that the pager's scripts are called with; the last page is one of them."""
    return max((number for tag in pagers if (number := called_page(tag))), default=None)


def _numbered(page: ListPage, pagers: list[Tag]) -> dict[int, str]:
    """The pages whose numbers are links or what links are called with, 2 and up; the first is the one that was read."""
    found: dict[int, str] = {}
    for tag in pagers:
        match = _NUMBER.fullmatch(text_of(tag))
        number = int(match[1]) if match else called_page(tag) or 0
        if number > 1 and (address := _address(page, tag)):
            found.setdefault(number, address)
    return found


def _address(page: ListPage, tag: Tag) -> str | None:
    href = _choice_of(tag) if tag.name == "option" else address_of(tag) or _more_of(tag)
    if not href:
        return None
    address = page.resolve(href)
    return address if address != page.resolve(page.url) else None


def _choice_of(option: Tag) -> str:
    """Where a choice in a list box of pages leads: to its value, or where a script or form takes it."""
    value = attribute(option, "value")
    return choice_of(option) or (value if re.search(r"[./?]", value) else "")


def _more_of(tag: Tag) -> str:
    """Where a list that grows on its page has its next part."""
    said = (attribute(tag, name).strip() for name in _MORE_ATTRIBUTES)
    return next((address for address in said if re.search(r"[./?]", address)), "")


def _is_turn(tag: Tag, boxes: dict[int, bool | None]) -> bool:
    """Whether something turns pages: its words say so, or it is a number or an arrow among such words."""
    words = text_of(tag) or attribute(tag, "title") or attribute(tag, "value")
    if _NEXT.fullmatch(words):
        return True
    return (
        bool(_NUMBER.fullmatch(words) or _ARROW.fullmatch(words))
        and tag.name in {"a", "option"}
        and (_in_pager(tag, boxes) or _is_choice_of_pages(tag, boxes))
    )


def _is_next(tag: Tag) -> bool:
    words = text_of(tag) or attribute(tag, "title") or attribute(tag, "value")
    return bool(_NEXT.fullmatch(words) or (_ARROW.fullmatch(words) and tag.name == "a"))


def _is_later(tag: Tag) -> bool:
    match = _NUMBER.fullmatch(text_of(tag))
    return bool(match and int(match[1]) > 1)


def _is_live(tag: Tag) -> bool:
    """Whether a 下一页 without address is a link at all: on a last page it is mere text, or switched off."""
    if tag.name not in {"a", "button", "input"} or _OFF.search(_looks(tag)):
        return False
    return bool(attribute(tag, "href") or attribute(tag, "onclick") or tag.name != "a")


def _looks(tag: Tag) -> str:
    """The classes and switches of a tag and of what holds it."""
    tags = [tag, tag.parent] if tag.parent else [tag]
    return " ".join(f"{attribute(t, 'class')} {'disabled' if t.has_attr('disabled') else ''}" for t in tags)


def _in_pager(tag: Tag, boxes: dict[int, bool | None]) -> bool:
    """Whether numbers stand among the words or in the box of a pager, and not in a calendar.

    ``boxes``: what is known of the elements that others stood in.
    """
    for parent in list(tag.parents)[:4]:
        if id(parent) not in boxes:
            boxes[id(parent)] = _is_pager(parent)
        if (answer := boxes[id(parent)]) is not None:
            return answer
    return False


def _is_choice_of_pages(tag: Tag, boxes: dict[int, bool | None]) -> bool:
    """Whether a choice is one of 1, 2, 3 and so on, up to the last page."""
    box = tag.find_parent("select") if tag.name == "option" else None
    if box is None:
        return False
    mark = -id(box)
    if mark not in boxes:
        numbers = [match and int(match[1]) for match in (_NUMBER.fullmatch(text_of(o)) for o in box.find_all("option"))]
        boxes[mark] = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return bool(boxes[mark])


def _is_pager(parent: Tag) -> bool | None:
    """Whether an element is a pager; None when what it stands in has to be asked."""
    if parent.name in {"body", "html"} or (parent.name == "table" and parent.find("th")):
        return False
    if _PAGER_CLASS.search(f"{attribute(parent, 'class')} {attribute(parent, 'id')}"):
        return True
    text = parent.get_text(" ")
    return True if len(text) < 400 and _PAGER_WORD.search(text) else None
