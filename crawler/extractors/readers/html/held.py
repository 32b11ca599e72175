"""The article that a page holds as a string for its script to show (``"content":"<p>…"``): put where it is seen.

Pages of gkmlpt, and others that are put together in the browser, have nothing else in their body.
"""

import json
import re
from collections.abc import Iterator

_KEYS = ('ontent":', 'ontent" :', 'ontent:"', 'ontent: "', 'ody":', 'tml":')
"""What such a page has in it somewhere: looked for first, since most pages have none of it."""
_KEY = re.compile(r"""\b\w*(?:[cC]ontent|[bB]ody|[hH]tml)["']?\s*:\s*(?=")""")
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_SCRIPT_OR_TABLE = re.compile(rf"{_SCRIPT.pattern}|<(table)\b", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<(?:p|div|span|table|br)\b", re.IGNORECASE)
_END = re.compile(r"</body\s*>", re.IGNORECASE)
_LEAST = 60
"""Characters of markup: what is shorter is neither a report nor the link to one."""
_read = json.JSONDecoder(strict=False).raw_decode


def show_held(source: str) -> str:
    """The source with the longest article of its scripts at the end of its body; as it is where it shows a table."""
    if _shows_table(source) or not any(key in source for key in _KEYS):
        return source
    held = max(_held(source), key=len, default="")
    if len(held) < _LEAST:
        return source
    *_, end = (len(source), *(match.start() for match in _END.finditer(source)))
    return f"{source[:end]}<div>{held}</div>{source[end:]}"


def _shows_table(source: str) -> bool:
    """Whether there is one outside of its scripts: sooner told than whether it holds an article, and mostly so."""
    return any(found[1] for found in _SCRIPT_OR_TABLE.finditer(source))


def _held(source: str) -> Iterator[str]:
    for script in _SCRIPT.findall(source):
        for key in _KEY.finditer(script):
            try:
                text, _ = _read(script, key.end())
            except ValueError:
                continue
            if _MARKUP.search(text):
                yield text
