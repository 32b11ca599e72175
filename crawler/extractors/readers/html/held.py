"""The article that a page holds for its script to show: as a string (``"content":"<p>…"``), in a box or a template.

Pages of gkmlpt, and others that are put together in the browser, have nothing else in their body: it is put there.
"""

import json
import re
from collections.abc import Iterator
from html import unescape

_KEYS = ('ontent":', 'ontent" :', 'ontent:"', 'ontent: "', 'ody":', 'tml":')
"""What such a page has in it somewhere: looked for first, since most pages have none of it."""
_KEY = re.compile(r"""\b\w*(?:[cC]ontent|[bB]ody|[hH]tml)["']?\s*:\s*(?=")""")
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BOXES = ("textarea", "template", "noscript", "xmp")
_BOX = re.compile(rf"<({'|'.join(_BOXES)})\b[^<>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TEMPLATE = re.compile(
    r"<script\b[^<>]*\btype\s*=\s*[\"']?text/[^<>]*(?:html|template|tmpl)[^<>]*>(.*?)</script", re.I | re.DOTALL
)
_FILLED_IN = ("{{", "<%", "${")
"""What a template has in it that a script still has to fill in."""
_UNSEEN_OR_TABLE = re.compile(
    rf"<({'|'.join(_BOXES)}|script)\b.*?(?:</\1\s*>|\Z)|<(table)\b", re.IGNORECASE | re.DOTALL
)
_MARKUP = re.compile(r"<(?:p|div|span|table|br)\b", re.IGNORECASE)
_DATA = re.compile(r"<td\b", re.IGNORECASE)
_END = re.compile(r"</body\s*>", re.IGNORECASE)
_LEAST = 60
"""Characters of markup: what is shorter is neither a report nor the link to one."""
_read = json.JSONDecoder(strict=False).raw_decode


def show_held(source: str) -> str:
    """The source with the longest article of its scripts at the end of its body; as it is where it shows a table."""
    if _shows_table(source):
        return source
    held = max((*_said(source), *_boxed(source)), key=len, default="")
    if len(held) < _LEAST:
        return source
    *_, end = (len(source), *(match.start() for match in _END.finditer(source)))
    return f"{source[:end]}<div>{held}</div>{source[end:]}"


def _shows_table(source: str) -> bool:
    """Whether there is one outside of scripts and boxes: sooner told than whether they hold an article."""
    return any(found[2] for found in _UNSEEN_OR_TABLE.finditer(source))


def _boxed(source: str) -> Iterator[str]:
    """What text boxes and templates hold, where it has a table and nothing is left to fill in."""
    if "td" not in source and "TD" not in source:
        return
    for name, inner in _BOX.findall(source):
        text = unescape(inner) if name.lower() == "textarea" else inner
        if _DATA.search(text) and not any(sign in text for sign in _FILLED_IN):
            yield text
    for inner in _TEMPLATE.findall(source):
        if _DATA.search(inner) and not any(sign in inner for sign in _FILLED_IN):
            yield inner


def _said(source: str) -> Iterator[str]:
    """What strings of scripts hold."""
    if not any(key in source for key in _KEYS):
        return
    for script in _SCRIPT.findall(source):
        for key in _KEY.finditer(script):
            try:
                text, _ = _read(script, key.end())
            except ValueError:
                continue
            if _MARKUP.search(text):
                yield text
