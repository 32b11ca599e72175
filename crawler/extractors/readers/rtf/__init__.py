r"""Rich Text Format, under its own name or as .doc: Chinese in code page 936 or as Unicode, tables with their merges.

The library drops what \super, \up, \v and \deleted say, and colours. Where a file has any of these, or white, marks are
put around the text: digits in white are marked as raised ones are, since no number may be read from them either.
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from crawler.errors import Unreadable
from crawler.extractors.document import Document
from crawler.extractors.readers.model import read_model
from crawler.extractors.readers.rtf import blank, described
from crawler.extractors.readers.rtf.nesting import told_first
from crawler.extractors.readers.shared.marked import DELETED, PLAIN, RAISED, UNSURE
from crawler.extractors.sniff import Kind

MOST_CELLS = 250_000
_SUSPECT = re.compile(rb"\\(?:super|up[1-9]\d*|v|deleted)(?![a-z0-9])")
_TOKEN = re.compile(rb"[{}]|\\(?:([a-z]+)(-?\d+)? ?|[^a-z])|[^{}\\]+")
_TURNS = {b"super": RAISED, b"up": RAISED, b"v": DELETED, b"deleted": DELETED}
_PADDING = b" \t\r\n\0\x1a"
_ENDS = frozenset((b"nosupersub", b"plain"))


_COLOURS = re.compile(rb"\\colortbl\s*([^{}]*)\}")
_WHITE = tuple(re.compile(rb"\\%s255(?!\d)" % part) for part in (b"red", b"green", b"blue"))


class _Looks(NamedTuple):
    """How text looks from here on: raised or gone, and whether it is white."""

    turn: str = PLAIN
    white: bool = False

    @property
    def mark(self) -> str:
        return RAISED if self.white and self.turn == PLAIN else self.turn


def read(data: bytes) -> Document:
    """The document in an .rtf; raises ``Unreadable`` (damaged, too_large)."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.count(b"\\cell") > 2 * MOST_CELLS:  # each cell is named twice: its edge, and its end
        raise Unreadable("too_large", f"more than {MOST_CELLS} cells; a yearbook of a district has some ten thousand")
    whites = _whites(data)
    if whites or _SUSPECT.search(data):
        data = b"".join(_marked(data, whites))
    if not data.rstrip(_PADDING).endswith(b"}"):
        data += _mark(UNSURE)  # it breaks off: its last number may go on
    return read_model(told_first(described.before(blank.marked(data, _mark(PLAIN)))), Kind.RTF, "rtf")


def _whites(data: bytes) -> frozenset[int]:
    """The numbers of the colours that are white and asked for; the first in the table, 0, is mostly none."""
    table = _COLOURS.search(data)
    if table is None:
        return frozenset()
    colours = table[1].split(b";")
    whites = [n for n, colour in enumerate(colours) if all(part.search(colour) for part in _WHITE)]
    return frozenset(n for n in whites if re.search(rb"\\cf%d(?!\d)" % n, data))


def _marked(data: bytes, whites: frozenset[int]) -> Iterator[bytes]:
    """The same with a mark where such text begins, and one where it ends: with its group, or before that."""
    state: list[_Looks] = [_Looks()]
    for token in _TOKEN.finditer(data):
        text = token[0]
        if text == b"{":
            state.append(state[-1])
            yield text
        elif text == b"}":
            before = state.pop() if len(state) > 1 else _Looks()
            if before.mark != state[-1].mark:
                yield _mark(state[-1].mark)
            yield text
        else:
            yield text
            before, state[-1] = state[-1], _turned(token[1], token[2], state[-1], whites)
            if before.mark != state[-1].mark:
                yield _mark(state[-1].mark)


def _turned(word: bytes | None, number: bytes | None, now: _Looks, whites: frozenset[int]) -> _Looks:
    """What text is after a control word."""
    if word == b"cf":
        return now._replace(white=int(number or 0) in whites)
    if word in _ENDS:
        return _Looks(white=now.white and word != b"plain")
    turn = _TURNS.get(word or b"")
    if turn is None:
        return now
    off = number is not None and int(number) <= 0
    return now._replace(turn=(PLAIN if now.turn == turn else now.turn) if off else turn)


def _mark(mark: str) -> bytes:
    return b"{\\uc1\\u%d ?}" % (ord(mark) - 0x10000)
