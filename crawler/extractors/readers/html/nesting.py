"""How deep the elements of a page may stand in each other, by its source alone: parsing it is what would take long."""

import re

MOST = 20_000
"""Elements in one another: then the parser takes half a second. A page has some hundred, all open ones counted."""
_NESTING = re.compile(
    rb"<\0?(?!(?:area|base|body|br|col|d[dt]|embed|head|hr|html|img|input|li|link|meta|option|p|source|t[dhr]|tbody|tfoot"
    rb"|thead|wbr)[\s/>])[a-z]",
    re.IGNORECASE,
)
"""The start of an element that may hold another of its kind. Each time one is opened the parser looks through all that
are open, so that a page of nothing else takes minutes; the others close themselves."""


def is_shallow(source: bytes, most_tags: int | None = None) -> bool:
    """Whether a page can be parsed in a time that its length bounds, and has no more tags than that.

    Most need not be looked at to tell.
    """
    tags = source.count(b"<")
    if most_tags is not None and tags > most_tags:
        return False
    return tags <= MOST or sum(1 for _ in _NESTING.finditer(source)) <= MOST
