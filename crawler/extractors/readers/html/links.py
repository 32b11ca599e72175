"""Everything on a page that leads elsewhere, in order: anchors, frames, embedded files, addresses in onclick."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extractors.readers.wording import squeeze

_LEADING = "a,area,iframe,frame,embed,object,[onclick],[data-href],[data-url],[data-src],[data-file]"
_ATTRIBUTES = ("href", "src", "data", "data-href", "data-url", "data-file", "data-src")
_QUOTED = re.compile(r"""['"]([^'"<>\s]*(?:/|\.)[^'"<>]*)['"]""")
_NOWHERE = ("javascript:", "mailto:", "tel:", "data:", "about:", "#")


@dataclass(frozen=True, slots=True)
class PageLink:
    """One link as it stands on the page: ``href`` unresolved, ``text`` as shown, ``title`` from the attribute."""

    href: str
    text: str
    title: str


def read_links(tree: LexborHTMLParser) -> list[PageLink]:
    """The links in reading order; one element may give several when its ``onclick`` names an address too."""
    return [
        PageLink(href, squeeze(node.text()), squeeze(node.attributes.get("title") or ""))
        for node in tree.css(_LEADING)
        for href in _addresses(node)
    ]


def _addresses(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    for name in _ATTRIBUTES:
        value = (attributes.get(name) or "").strip()
        if value.lower().startswith("javascript:"):
            yield from _QUOTED.findall(value)
        elif value and not value.lower().startswith(_NOWHERE):
            yield value
    yield from _QUOTED.findall(attributes.get("onclick") or "")
