"""Everything that a home page or a column page leads to, in reading order."""

from collections.abc import Iterator

from bs4.element import Tag

from crawler.discovery.addresses import join
from crawler.discovery.links import Link
from crawler.discovery.markup import address_of, attribute, leads_nowhere, make_soup, squeeze, text_of, title_of

_FRAMES = {"iframe", "frame"}
_LEADING = {"a", "area", *_FRAMES}
_CLICKED = ("onclick", "data-href", "data-url")
_FROM = {**dict.fromkeys(_FRAMES, "src"), "option": "value"}
_ROOM = 60


def page_links(body: str, url: str) -> tuple[Link, ...]:
    """Every anchor, frame, choice and clickable box of a page with the title it shows; each address and title once."""
    soup = make_soup(body)
    tag = soup.find("base", href=True)
    base = (join(url, attribute(tag, "href")) if isinstance(tag, Tag) else None) or url
    found = {(link.url, link.title): link for link in _links(soup, base)}
    return tuple(found.values())


def _links(soup: Tag, base: str) -> Iterator[Link]:
    for tag in soup.find_all(_leads):
        href = attribute(tag, _FROM[tag.name]) if tag.name in _FROM else address_of(tag)
        if not href or leads_nowhere(href):
            continue
        address = join(base, href)
        if address:
            yield Link(address, _title(tag))


def _leads(tag: Tag) -> bool:
    """A choice in a list box (2023年) leads somewhere when its value is written as an address."""
    if tag.name == "option":
        return "/" in attribute(tag, "value")
    return tag.name in _LEADING or any(map(tag.has_attr, _CLICKED))


def _title(tag: Tag) -> str:
    if tag.name in {"a", "area"}:
        return title_of(tag) or squeeze(attribute(tag, "alt"))
    text = text_of(tag) or squeeze(attribute(tag, "title") or attribute(tag, "name"))
    return text if len(text) <= _ROOM else ""
