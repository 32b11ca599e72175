"""Which elements break a line, which hide their text, and which hold an article; compared by lexbor's tag numbers."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

TEXT = 2
COMMENT = 4
"""The numbers lexbor gives text and comment nodes."""

_BLOCKS = re.findall(
    r"\w+",
    """address article aside blockquote body br center dd details dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary ul table caption tbody thead tfoot tr td th""",
)
_SILENT = (
    "script",
    "style",
    "noscript",
    "template",
    "select",
    "button",
    "xml",
    "svg",
    "object",
    "iframe",
    "title",
    "rt",
    "rp",
)


def _numbers(names: Iterable[str]) -> frozenset[int]:
    tree = LexborHTMLParser("<p>")
    return frozenset(tree.create_node(name).tag_id for name in names)


BLOCKS = _numbers(_BLOCKS)
"""Elements that begin a new line; ``br`` is among them."""
SILENT = _numbers(_SILENT)
"""Elements whose text nobody sees as part of the page, or that say how to pronounce what is."""
MARKED = _numbers(("sup", "sub", "s", "strike", "del", "input", "textarea", "bdo"))
"""Elements whose text is not what it looks like without them, or that show what is no text."""
HEADINGS = _numbers(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = _numbers(("td", "th"))
(IMAGE,) = _numbers(("img",))
(ROW,) = _numbers(("tr",))
(TABLE,) = _numbers(("table",))
PARTS_OF_TABLES = _numbers(("table", "tbody", "thead", "tfoot", "caption", "colgroup", "col"))
