r"""Rich Text Format, under its own name or as .doc: Chinese in code page 936 or as Unicode, tables with their merges.

The library drops what \super, \up, \v and \deleted say. Where a file has any, marks are put around the text.
"""

import re
from collections.abc import Iterator

from crawler.errors import Unreadable
from crawler.extractors.document import Document
from crawler.extractors.readers.marked import DELETED, PLAIN, RAISED, UNSURE
from crawler.extractors.readers.model import read_model
from crawler.extractors.sniff import Kind

MOST_CELLS = 250_000
_SUSPECT = re.compile(rb"\\(?:super|up[1-9]\d*|v|deleted)(?![a-z0-9])")
_TOKEN = re.compile(rb"[{}]|\\(?:([a-z]+)(-?\d+)? ?|[^a-z])|[^{}\\]+")
_TURNS = {b"super": RAISED, b"up": RAISED, b"v": DELETED, b"deleted": DELETED}
_PADDING = b" \t\r\n\0\x1a"
_ENDS = frozenset((b"nosupersub", b"plain"))


def read(data: bytes) -> Document:
    """The document in an .rtf; raises ``Unreadable`` (damaged, too_large)."""
    if data.count(b"\\cell") > 2 * MOST_CELLS:  # each cell is named twice: its edge, and its end
        raise Unreadable("too_large", f"more than {MOST_CELLS} cells; a yearbook of a district has some ten thousand")
    if _SUSPECT.search(data):
        data = b"".join(_marked(data))
    if not data.rstrip(_PADDING).endswith(b"}"):
        data += _mark(UNSURE)  # it breaks off: its last number may go on
    return read_model(data, Kind.RTF, "rtf")


def _marked(data: bytes) -> Iterator[bytes]:
    """The same with a mark where such text begins, and one where it ends: with its group, or before that."""
    state: list[str] = [PLAIN]
    for token in _TOKEN.finditer(data):
        text = token[0]
        if text == b"{":
            state.append(state[-1])
            yield text
        elif text == b"}":
            before = state.pop() if len(state) > 1 else PLAIN
            if before != state[-1]:
                yield _mark(state[-1])
            yield text
        else:
            yield text
            if (turned := _turned(token[1], token[2], state[-1])) != state[-1]:
                state[-1] = turned
                yield _mark(turned)


def _turned(word: bytes | None, number: bytes | None, now: str) -> str:
    """What text is after a control word."""
    if word in _ENDS:
        return PLAIN
    turn = _TURNS.get(word or b"")
    if turn is None:
        return now
    off = number is not None and int(number) <= 0
    return (PLAIN if now == turn else now) if off else turn


def _mark(mark: str) -> bytes:
    return b"{\\uc1\\u%d ?}" % (ord(mark) - 0x10000)
