"""How white space in a source becomes white space in a text: one rule for every reader."""

import re
from collections.abc import Iterable
from dataclasses import replace

from crawler.extractors.document import Paragraph, Table
from crawler.extractors.readers.shared.marked import DIGITS, UNSURE

_IDEOGRAPHIC = (
    "\u2018-\u201d\u2026\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_WRAPPED = re.compile(rf"(?<=[{_IDEOGRAPHIC}])[ \t]*[\r\n]+[ \t]?(?=[{_IDEOGRAPHIC}])")
_SEAM = re.compile(rf"[{_IDEOGRAPHIC}]{{2}}")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_NOTHING = dict.fromkeys(map(ord, _INVISIBLE))
_TURNED = "\u202e"
_BACKWARDS = re.compile(f"{_TURNED}[^\u202c]*")
"""What is printed from right to left although it would not be."""


def holds(text: str, word: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a word stands in a text: what does not is found not to some five times sooner from the end."""
    return text.rfind(word, start, end) >= 0


def squeeze(text: str) -> str:
    """One space for every run of white space; none where an editor wrapped a line between two ideographs.

    A new line followed by an indent was not wrapped: there a template puts its next piece of text.
    """
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text)
    return " ".join(text.split())


def join(lines: Iterable[str]) -> str:
    """The lines of one cell as one text: ideographs grow together (商业 + 企业), all else stays apart."""
    whole = ""
    for line in lines:
        if not line:
            continue
        seam = whole[-1:] + line[0]
        whole += line if not whole or _SEAM.fullmatch(seam) else f" {line}"
    return whole


def visible(blocks: tuple[Paragraph | Table, ...]) -> tuple[Paragraph | Table, ...]:
    """The blocks without zero-width characters and soft hyphens, which nobody ever saw on the page.

    No digit is certain that a control character has printed backwards.
    """
    texts = []
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                texts += [span.text for span in row]
        else:
            texts.append(block.text)
    text = "".join(texts)
    if text.isascii() or not any(character in text for character in (*_INVISIBLE, _TURNED)):
        return blocks
    return tuple(map(_visible, blocks))


def _visible(block: Paragraph | Table) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return Paragraph(_clean(block.text), block.heading)
    rows = tuple(tuple(span._replace(text=_clean(span.text)) for span in row) for row in block.rows)
    return replace(block, rows=rows)


def _clean(text: str) -> str:
    if _TURNED in text:
        text = _BACKWARDS.sub(lambda found: DIGITS.sub(UNSURE, found[0]), text)
    return squeeze(text.translate(_NOTHING))
