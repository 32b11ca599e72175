"""Everything on a page that leads elsewhere, in order: anchors, frames, embedded files, addresses in onclick."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.readers.shared.wording import holds, squeeze

_LEADING = "a,area,iframe,frame,embed,object,[onclick]"
_LEADING_BY_DATA = f"{_LEADING},[data-href],[data-url],[data-src],[data-file]"
"""A question for attributes alone is asked of every element, so it is asked only where there may be some."""
_ATTRIBUTES = ("href", "src", "data", "data-href", "data-url", "data-file", "data-src")
_NAMES = frozenset(_ATTRIBUTES)
_OTHERS = _NAMES - {"href"} | {"onclick"}
_QUOTED = re.compile(r"""['"]([^'"<>\s]*(?:/|\.)[^'"<>]*)['"]""")
_LONGEST = 2000
"""Characters of a link's text, of its title and of its script that are looked at."""
_SCHEME = len("javascript:")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:", "about:", "#")


class PageLink(NamedTuple):
    """One link as it stands on the page: ``href`` unresolved, ``text`` as shown, ``title`` from the attribute."""

    href: str
    text: str
    title: str


def read_links(tree: LexborHTMLParser, source: str) -> list[PageLink]:
    """The links in reading order; one element may give several when its ``onclick`` names an address too."""
    leading = _LEADING_BY_DATA if holds(source, "data-") else _LEADING
    found: list[PageLink] = []
    for node in tree.css(leading):
        attributes = node.attributes
        if addresses := _plain_address(attributes) or tuple(_addresses(attributes)):
            text = squeeze(node.text()[:_LONGEST])
            title = squeeze(hint[:_LONGEST]) if (hint := attributes.get("title")) else ""
            found += [PageLink(address, text, title) for address in addresses]
    return found


def _plain_address(attributes: Mapping[str, str | None]) -> tuple[str, ...]:
    """The address of a link that has no other and begins as most do; nothing of one to be thought about."""
    href = attributes.get("href")
    if href and href[0] in "/." and not href[-1].isspace() and _OTHERS.isdisjoint(attributes):
        return (href,)
    return ()


def _addresses(attributes: Mapping[str, str | None]) -> Iterator[str]:
    names = _NAMES.intersection(attributes)
    for name in names if len(names) < 2 else sorted(names, key=_ATTRIBUTES.index):
        value = attributes.get(name)
        if not value or not (value := value.strip()):
            continue
        if value[0] in "/.":  # as most do, and no scheme
            yield value
            continue
        beginning = value[:_SCHEME].lower()
        if beginning.startswith("javascript:"):
            yield from _QUOTED.findall(value[:_LONGEST])
        elif not beginning.startswith(_NOWHERE):
            yield value
    if onclick := attributes.get("onclick"):
        yield from _QUOTED.findall(onclick[:_LONGEST])
