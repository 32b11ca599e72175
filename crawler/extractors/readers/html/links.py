"""Everything on a page that leads elsewhere, in order: anchors, frames, embedded files, addresses in onclick."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.readers.shared.wording import squeeze

_LEADING = "a,area,iframe,frame,embed,object,[onclick]"
_LEADING_BY_DATA = f"{_LEADING},[data-href],[data-url],[data-src],[data-file]"
"""A question for attributes alone is asked of every element, so it is asked only where there may be some."""
_ATTRIBUTES = ("href", "src", "data", "data-href", "data-url", "data-file", "data-src")
_NAMES = frozenset(_ATTRIBUTES)
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
    leading = _LEADING_BY_DATA if "data-" in source else _LEADING
    return [
        PageLink(href, squeeze(node.text()[:_LONGEST]), squeeze((attributes.get("title") or "")[:_LONGEST]))
        for node in tree.css(leading)
        if (attributes := node.attributes)
        for href in _addresses(attributes)
    ]


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
