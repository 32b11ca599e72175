"""Where a page has what it does not show itself: the whole lists behind its boxes, and its frames."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from bs4.element import Tag

from crawler.discovery.columns.names import names_reports
from crawler.discovery.links import Link
from crawler.discovery.markup import address_of, attribute, leads_nowhere
from crawler.discovery.titles import read_title
from crawler.discovery.titles.wording import ORGAN
from crawler.platforms.markup.page import ListPage

_NAME = "政府信息公开年报"
_DIGITS = re.compile(r"[_-]?\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SET = re.compile(
    r"(?:\.src\s*=|['\"]src['\"]\s*,)\s*"
    r"(['\"])([^'\"\s]{1,300}(?:/|\.(?:s?html?|jsp|aspx?|php|do))(?:\?[^'\"\s]*)?)\1",
    re.IGNORECASE,
)
"""A script gives a frame its address."""
_FURNITURE = re.compile(
    r"(?:^|[/_-])(?:top|head(?:er)?|foot(?:er)?|bottom|nav|banner|weather|tianqi|count(?:er)?|visit|login|search)[^/]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wholes:
    """The whole lists of which a page shows the newest: columns, its own next page, and whether one has no address."""

    columns: tuple[Link, ...] = ()
    turns: tuple[str, ...] = ()
    dead: bool = False


def find_wholes(page: ListPage) -> Wholes:
    """What stands behind the 更多 of boxes of reports."""
    columns: dict[str, Link] = {}
    turns: dict[str, None] = {}
    dead = False
    for box in page.boxes:
        if not box.reports:
            continue
        href = address_of(box.link)
        address = page.resolve(href) if href else None
        if address is None:
            dead = True
        elif _turns(page.url, address):
            turns.setdefault(address)
        elif address != page.url:
            columns.setdefault(address, Link(address, _name(box.heading, page), beside=True))
    return Wholes(tuple(columns.values()), tuple(turns), dead)


def find_frames(page: ListPage, *, beside: bool) -> tuple[Link, ...]:
    """Frames of the same site: some listings stand in one.

    ``beside``: the page says something itself, so that frames that nobody sees and such as furnish a page are left.
    """
    frames = [tag for tag in page.tags if tag.name in {"iframe", "frame"} and not (beside and _is_furniture(tag))]
    sources = [_source(tag) for tag in frames]
    if not all(sources):
        sources += [match[2] for match in _SET.finditer(page.scripts)]
    addresses = (page.resolve(source) for source in sources if source)
    host, name = urlsplit(page.url).netloc, page.meta("ColumnName") or _NAME
    found = {
        address: Link(address, name, beside=True)
        for address in addresses
        if address and urlsplit(address).netloc == host and address != page.url
    }
    return tuple(found.values())


def _source(frame: Tag) -> str:
    """Where a frame shows what is in it, or will when it is looked at."""
    said = (attribute(frame, name).strip() for name in ("src", "data-src", "data-url", "data-href"))
    return next((source for source in said if source and not leads_nowhere(source)), "")


def _name(heading: str, page: ListPage) -> str:
    """The name of a whole list: its box's where that tells a year, an agency or reports, else the column's."""
    if names_reports(heading):
        return heading
    told = read_title(heading).year is not None or ORGAN.search(heading)
    return f"{heading}{_NAME}" if told else page.meta("ColumnName") or _NAME


def _turns(url: str, address: str) -> bool:
    """Whether an address is another page of the same list: ``index_1.html`` of ``index.html``, or one more field."""
    ours, theirs = urlsplit(url), urlsplit(address)
    if ours.netloc != theirs.netloc:
        return False
    if ours.path == theirs.path:
        return bool(ours.query) and dict(parse_qsl(ours.query)).items() <= dict(parse_qsl(theirs.query)).items()
    folder, _, name = theirs.path.rpartition("/")
    before, _, own = ours.path.rpartition("/")
    return folder == before and name != own and _DIGITS.sub("", name) == (_DIGITS.sub("", own) or "index.html")


def _is_furniture(tag: Tag) -> bool:
    sizes = {attribute(tag, name).removesuffix("px") for name in ("width", "height")}
    return (
        bool(sizes & {"0", "1"})
        or bool(_HIDDEN.search(attribute(tag, "style")))
        or bool(_FURNITURE.search(urlsplit(attribute(tag, "src")).path))
    )
