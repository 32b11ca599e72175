"""The article that a page holds for a script to show: as a string (``"content":"<p>…"``), in a box, frame or template.

Pages of gkmlpt, and others that are put together in the browser, have nothing else in their body: it is put there.
"""

import json
import re
from collections.abc import Iterator
from html import escape, unescape

from crawler.extractors.readers.shared.wording import holds

_KEYS = ('ontent":', 'ontent" :', 'ontent:"', 'ontent: "', 'ody":', 'tml":')
"""What such a page has in it somewhere: looked for first, since most pages have none of it."""
_CELLS = ("<td", "<TD", "&lt;td", "u003ctd", "u003Ctd")
"""The same of one that holds a table in other ways."""
_KEY = re.compile(r"""\b\w*(?:[cC]ontent|[bB]ody|[hH]tml)["']?\s*:\s*(?=")""")
_OTHER_KEY = re.compile(r"""(?:\b\w*(?:[cC]ontent|[bB]ody|[hH]tml|HTML)["']?\s*[:=(]|\.write(?:ln)?\()\s*(?=["'`])""")
_LITERAL = re.compile(r"""'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`""", re.DOTALL)
_ESCAPED = re.compile(r"""\\(?P<kept>["\\/bfnrt]|u[0-9a-fA-F]{4})|\\(?P<bare>.)|(?P<quote>")""", re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BOXES = ("textarea", "template", "noscript", "xmp")
_UP_TO_ITS_END = r"[^<]*(?:<(?!/{0})[^<]*)*"
"""What stands in an element, or to the end of the page: gone through once, however many are left open."""
_BOX = re.compile(rf"<({'|'.join(_BOXES)})\b[^<>]*>({_UP_TO_ITS_END.format(chr(92) + '1')})", re.IGNORECASE)
_TEMPLATE = re.compile(
    rf"<script\b[^<>]{{0,200}}?\btype\s*=\s*[\"']?text/[\w.-]{{0,40}}(?:html|template|tmpl)[^<>]*>"
    rf"({_UP_TO_ITS_END.format('script')})",
    re.IGNORECASE,
)
_FRAME = re.compile(r"""<iframe\b[^<>]{0,300}?\bsrcdoc\s*=\s*"([^"]*)""", re.IGNORECASE)
_FILLED_IN = ("{{", "<%", "${")
"""What a template has in it that a script still has to fill in."""
_UNSEEN_OR_TABLE = re.compile(
    rf"<(?=[tnxs])(?:({'|'.join(_BOXES)}|script)\b{_UP_TO_ITS_END.format(chr(92) + '1')}|(table)\b)", re.IGNORECASE
)
_MARKUP = re.compile(r"<(?:p|div|span|table|br)\b", re.IGNORECASE)
_DATA = re.compile(r"<td\b", re.IGNORECASE)
_END = re.compile(r"</body\s*>", re.IGNORECASE)
_OBJECT = ('{"', "{ ", "{\n", "{\r", "{\t")
_TITLE = re.compile(r"(?:\w*title|bt|subject)", re.IGNORECASE)
_DEEPEST = 6
_LEAST = 60
"""Characters of markup: what is shorter is neither a report nor the link to one."""
_read = json.JSONDecoder(strict=False).raw_decode


def show_held(source: str) -> str:
    """The source with the longest article of its scripts at the end of its body; as it is where it shows a table."""
    if source[:200].lstrip("\ufeff \n\r\t")[:2] in _OBJECT:
        return _entry(source) or source
    if _shows_table(source):
        return source
    found = [*_said(source)] if any(holds(source, key) for key in _KEYS) else []
    if any(holds(source, sign) for sign in _CELLS):
        found += _tables(source)
    held = max(found, key=len, default="")
    if len(held) < _LEAST:
        return source
    *_, end = (len(source), *(match.start() for match in _END.finditer(source)))
    return f"{source[:end]}<div>{held}</div>{source[end:]}"


def _entry(source: str) -> str:
    """The page that an answer of JSON with one article is for those who see it drawn; empty for any other answer."""
    try:
        texts = list(_leaves(json.loads(source.lstrip("\ufeff"), strict=False)))
    except (ValueError, RecursionError):
        return ""
    held = max((text for _, text in texts if _MARKUP.search(text)), key=len, default="")
    title = next((text for name, text in texts if _TITLE.fullmatch(name) and text.strip()), "")
    if len(held) < _LEAST:
        return ""
    return f"<html><head><title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{held}</body></html>"


def _leaves(value: object, name: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The texts of an answer with their names; not those of its lists, for they are of other articles."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in value.items():
            yield from _leaves(inner, key, depth + 1)


def _shows_table(source: str) -> bool:
    """Whether there is one outside of scripts and boxes: sooner told than whether they hold an article."""
    return any(found[2] for found in _UNSEEN_OR_TABLE.finditer(source))


def _said(source: str) -> Iterator[str]:
    """What strings of scripts hold."""
    for script in _SCRIPT.findall(source):
        for key in _KEY.finditer(script):
            text = _string(script, key.end())
            if _MARKUP.search(text):
                yield text


def _tables(source: str) -> Iterator[str]:
    """What has a table in it, of boxes, frames, templates and strings of any kind, with nothing left to fill in."""
    boxes = (unescape(text) if name.lower() == "textarea" else text for name, text in _BOX.findall(source))
    frames = map(unescape, _FRAME.findall(source))
    strings = (_string(script, key.end()) for script in _SCRIPT.findall(source) for key in _OTHER_KEY.finditer(script))
    for text in (*boxes, *frames, *_TEMPLATE.findall(source), *strings):
        if _DATA.search(text) and not any(sign in text for sign in _FILLED_IN):
            yield text


def _string(script: str, start: int) -> str:
    """What a string that begins there says; nothing when it breaks off."""
    literal = script[start]
    if literal != '"':
        found = _LITERAL.match(script, start)
        inner = found[0][1:-1] if found else ""
        script, start = f'"{_ESCAPED.sub(_as_json, inner)}"', 0
    try:
        return str(_read(script, start)[0])
    except ValueError:
        return ""


def _as_json(found: re.Match[str]) -> str:
    """What JSON escapes as JSON does, and what it does not bare."""
    return '\\"' if found["quote"] else found["bare"] or found[0]
