"""Everything on a page that leads elsewhere, in order: anchors, frames, embedded files, addresses in onclick."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.readers.wording import squeeze

_LEADING = "a,area,iframe,frame,embed,object,[onclick],[data-href],[data-url],[data-src],[data-file]"
_ATTRIBUTES = ("href", "src", "data", "data-href", "data-url", "data-file", "data-src")
_QUOTED = re.compile(r"""['"]([^'"<>\s]*(?:/|\.)[^'"<>]*)['"]""")
_SCHEME = len("javascript:")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:", "about:", "#")


class PageLink(NamedTuple):
    """One link as it stands on the page: ``href`` unresolved, ``text`` as shown, ``title`` from the attribute."""

    href: str
    text: str
    title: str


def read_links(tree: LexborHTMLParser) -> list[PageLink]:
    """The links in reading order; one element may give several when its ``onclick`` names an address too."""
    return [
        PageLink(href, squeeze(node.text()), squeeze(attributes.get("title") or ""))
        for node in tree.css(_LEADING)
        if (attributes := node.attributes)
        for href in _addresses(attributes)
    ]


def _addresses(attributes: Mapping[str, str | None]) -> Iterator[str]:
    for name in _ATTRIBUTES:
        value = attributes.get(name)
        if not value or not (value := value.strip()):
            continue
        beginning = value[:_SCHEME].lower()
        if beginning.startswith("javascript:"):
            yield from _QUOTED.findall(value)
        elif not beginning.startswith(_NOWHERE):
            yield value
    if onclick := attributes.get("onclick"):
        yield from _QUOTED.findall(onclick)
