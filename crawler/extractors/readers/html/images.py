"""Pictures that a page holds itself (``data:``): marked, so that what they say can be put in their place."""

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.readers import scan
from crawler.extractors.readers.html.flow import PICTURE, mark

_DATA = re.compile(r"\s*data:image/[\w.+-]+(?P<base64>;base64)?,(?P<data>.*)", re.DOTALL | re.IGNORECASE)
_MOST = 20


def show_images(tree: LexborHTMLParser) -> dict[int, bytes]:
    """The pictures by the marks that stand for them now; none where nobody could read them."""
    found: dict[int, bytes] = {}
    if not scan.is_available():
        return found
    for node in tree.css("img[src^='data:image']")[:_MOST]:
        if data := _bytes(node.attributes.get("src") or ""):
            number = PICTURE - 1 - len(found)
            found[number] = data
            node.replace_with(mark(number))
    return found


def _bytes(address: str) -> bytes:
    match = _DATA.match(address)
    if match is None:
        return b""
    if not match["base64"]:
        return unquote_to_bytes(match["data"])
    try:
        return base64.b64decode(unquote_to_bytes(match["data"]))
    except (binascii.Error, ValueError):
        return b""
