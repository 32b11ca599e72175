"""Everything that a home page or a column page leads to, in reading order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlencode

from bs4.element import Tag

from crawler.discovery.addresses import join
from crawler.discovery.boxes import Box
from crawler.discovery.links import Link
from crawler.discovery.markup import address_of, attribute, leads_nowhere, squeeze, text_of, title_of

_FRAMES = {"iframe", "frame"}
_LEADING = {"a", "area", "option", *_FRAMES}
_CLICKED = ("onclick", "data-href", "data-url")
_APPENDS = re.compile(r"""['"]([^'"<>\s]*[?&]\w+=)['"]\s*\+\s*(?:this|\w+)\.(?:value|options)""")
"""What a list box puts before the value that is chosen: ``location.href = 'list.jsp?year=' + this.value``."""
_ROOM = 60


def links_in(tags: Iterable[Tag], boxes: Iterable[Box], base: str) -> tuple[Link, ...]:
    """Every anchor, frame, choice and clickable box with the title it shows; each address and title once.

    Of the elements those that scripts open have their address already. A 更多 is called by the name of its box;
    ``base`` is what links are relative to.
    """
    headings = {id(box.link): box.heading for box in boxes}
    found = {(link.url, link.title): link for link in _links(tags, base, headings)}
    return tuple(found.values())


def _links(tags: Iterable[Tag], base: str, headings: Mapping[int, str]) -> Iterator[Link]:
    """``headings``: the names of the boxes that a 更多 leads to the whole of."""
    for tag in filter(_leads, tags):
        href = _address(tag)
        if not href or leads_nowhere(href):
            continue
        address = join(base, href)
        if address:
            yield Link(address, headings.get(id(tag)) or _title(tag))


def _leads(tag: Tag) -> bool:
    return tag.name in _LEADING or any(map(tag.has_attr, _CLICKED))


def _address(tag: Tag) -> str:
    if tag.name == "option":
        return choice_of(tag)
    return attribute(tag, "src") if tag.name in _FRAMES else address_of(tag)


def choice_of(option: Tag) -> str:
    """Where a choice in a list box (2023年) leads: its value is an address, or goes into one, or is sent by a form."""
    if made := attribute(option, "data-href"):
        return made
    value = attribute(option, "value").strip() if option.has_attr("value") else squeeze(option.get_text())
    box = option.find_parent("select")
    if "/" in value:
        return value
    if box is None or not value or not value.isascii():  # another would go into the address in the page's charset
        return ""
    if appends := _APPENDS.search(attribute(box, "onchange")):
        return f"{appends[1]}{quote(value)}"
    form, name = box.find_parent("form"), attribute(box, "name")
    if form is None or not name or attribute(form, "method").lower() == "post":
        return ""
    kept = [(attribute(field, "name"), attribute(field, "value")) for field in form.find_all("input", type="hidden")]
    return f"{attribute(form, 'action').partition('?')[0]}?{urlencode([*kept, (name, value)])}"


def _title(tag: Tag) -> str:
    if tag.name in {"a", "area"}:
        return title_of(tag) or squeeze(attribute(tag, "alt"))
    text = text_of(tag) or squeeze(attribute(tag, "title") or attribute(tag, "name"))
    return text if len(text) <= _ROOM else ""
