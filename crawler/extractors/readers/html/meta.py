"""What the head of a page says: its <title> and its named <meta>."""

from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.readers.shared.wording import squeeze

_LONGEST = 2000
"""Characters of a fact that are read."""


def read_meta(tree: LexborHTMLParser) -> dict[str, str]:
    """The <title> and every named <meta>, names in lower case; the first that is not empty wins."""
    meta = {}
    title = tree.css_first("title")
    if title is not None and (text := squeeze(title.text()[:_LONGEST])):
        meta["title"] = text
    for node in tree.tags("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property")
        if name and (value := squeeze((attributes.get("content") or "")[:_LONGEST])):
            meta.setdefault(name.strip().lower(), value)
    return meta
