"""Where a page that says nothing itself sends its reader: a refresh in its head, or a script that runs at once."""

import re

from crawler.discovery.addresses import canonical, join
from crawler.discovery.markup import attribute, leads_nowhere, make_soup, squeeze
from crawler.discovery.scripts.called import body_from

HEAD = 20_000
"""Bytes of an answer that are looked at."""
STUB_TEXT = 200
"""Characters that a page shows at most that has nothing to say itself."""
_SLOW = 10.0
"""Seconds; a page that waits longer is meant to be read."""
_REFRESH = re.compile(r"^\s*(\d*\.?\d*)\s*[;,]\s*(?:url\s*=\s*)?['\"]?\s*([^'\"]+?)\s*['\"]?\s*$", re.IGNORECASE)
_OWN_HOST = (
    r"(?:(?:['\"]https?://['\"]|(?:window\.|document\.)?location\.protocol\s*\+\s*['\"]//['\"])\s*\+\s*"
    r"(?:window\.|document\.)?location\.host(?:name)?\s*\+\s*)?"
)
"""The host of the page itself, put before a path."""
_LOCATION = re.compile(
    r"(?:(?:window|self|top|parent|document)\s*\.\s*)*location(?:\s*\.\s*(?:href|pathname))?\s*=\s*"
    rf"{_OWN_HOST}(['\"`])(?P<set>[^'\"`]+)\1(?!\s*\+)"
    rf"|location\s*\.\s*(?:replace|assign)\s*\(\s*{_OWN_HOST}(['\"`])(?P<called>[^'\"`]+)\3\s*\)"
    r"|window\s*\.\s*open\s*\(\s*(['\"`])(?P<opened>[^'\"`]+)\5\s*,\s*['\"`]_(?:self|top|parent)['\"`]"
)
_BY_NAME = re.compile(
    r"\blocation(?:\s*\.\s*href)?\s*=\s*([A-Za-z_$]\w{0,60})\s*(?:;|$|\})|\blocation\s*\.\s*(?:replace|assign)\s*\(\s*([A-Za-z_$]\w{0,60})\s*\)"
)
_LATER = re.compile(r"""setTimeout\(\s*(["'])(?:javascript:)?((?:\\.|(?!\1)[^\\\n]){1,300})\1""")
_CALLED = re.compile(r"function\s+[\w$]{1,60}\s*\(\s*\w[\w$,\s]{0,200}\)\s*\{")
_ABOVE_ASCII = bytes(range(0x80, 0x100))
_MUCH = 6000


def redirect_target(body: bytes | str, url: str) -> str | None:
    """Where a page sends its reader by meta refresh or script; None for a page that has something to say itself."""
    if isinstance(body, bytes) and talks(body):
        return None
    text = body if isinstance(body, str) else body[:HEAD].decode("utf-8", "replace")
    if "refresh" not in text.lower() and "location" not in text and "open(" not in text:
        return None
    soup = make_soup(text)
    for tag in soup.find_all("meta"):
        match = _REFRESH.match(attribute(tag, "content")) if attribute(tag, "http-equiv").lower() == "refresh" else None
        if match and float(match[1].strip(".") or 0) <= _SLOW:
            return _elsewhere(match[2], url)
    scripts = "\n".join(tag.get_text() for tag in soup.find_all("script"))
    on_load = attribute(soup.body, "onload") if soup.body else ""
    for tag in soup.find_all(["script", "style", "noscript", "title"]):
        tag.extract()
    if len(squeeze(soup.get_text())) > STUB_TEXT or len(soup.find_all("a", href=True)) > 5:
        return None
    scripts = _unquoted(_without_called(scripts))
    match = _LOCATION.search(scripts) or _LOCATION.search(on_load) or _named(scripts)
    return _elsewhere(next(filter(None, match.groupdict().values())), url) if match else None


def _named(scripts: str) -> re.Match[str] | None:
    """The address that a variable has and a script sends its reader to: ``var url = '/x/'; location.href = url;``."""
    sent = _BY_NAME.search(scripts)
    name = re.escape(sent[1] or sent[2]) if sent else ""
    return re.search(rf"""\b{name}\s*=\s*(['"])(?P<held>[^'"]+)\1\s*[;,\n]""", scripts) if name else None


def _unquoted(scripts: str) -> str:
    """Scripts with what they run later, given as text, as they run it: ``setTimeout("location.href='/x/'", 100)``."""
    return _LATER.sub(lambda match: match[2].replace("\\'", "'").replace('\\"', '"'), scripts)


def _without_called(scripts: str) -> str:
    """Scripts without the functions that are called with something: these send the reader on a click, not at once."""
    kept, start = [], 0
    for match in _CALLED.finditer(scripts):
        if match.start() >= start:
            kept.append(scripts[start : match.start()])
            start = match.end() + len(body_from(scripts, match.end()))
    return "".join((*kept, scripts[start:]))


def _elsewhere(href: str, url: str) -> str | None:
    target = None if leads_nowhere(href) else join(url, href)
    return target if target and target != canonical(url) else None


def talks(body: bytes) -> bool:
    """Whether an answer has thousands of Chinese characters, which no challenge, error page or stub has.

    Bytes above ASCII are counted, two or three to a character: reading the text would cost more than the report.
    """
    found = 0
    for start in range(0, len(body) if len(body) > HEAD else 0, HEAD):  # most show it long before their end
        piece = body[start : start + HEAD]
        found += len(piece) - len(piece.translate(None, _ABOVE_ASCII))
        if found > _MUCH:
            return True
    return False
