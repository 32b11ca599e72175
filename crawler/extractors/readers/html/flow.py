"""Running text: the nodes of a page in reading order, cut into lines where a browser would break them."""

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler.extractors.readers.html.tags import BLOCKS, BREAK, HEADINGS, TEXT
from crawler.extractors.readers.wording import squeeze

_DEEPEST = 64
"""Inline elements left open nest without end; a line's block is looked for this far up."""


@dataclass(frozen=True, slots=True)
class Line:
    """What stands between two breaks."""

    text: str
    heading: bool = False


def read_lines(root: LexborNode) -> Iterator[Line]:
    """The lines below ``root``. A text belongs to its nearest block element; another block is another line."""
    parts: list[str] = []
    block, heading = 0, False
    for node in root.traverse(include_text=True):
        tag = node.tag_id
        if tag == TEXT:
            text = node.text_content or ""
            if not text or text.isspace():
                if parts:
                    parts.append(" ")
                continue
            owner = _block_of(node)
            if owner.mem_id != block:
                if parts and (line := squeeze("".join(parts))):
                    yield Line(line, heading)
                parts.clear()
                block, heading = owner.mem_id, owner.tag_id in HEADINGS
            parts.append(text)
        elif tag in BLOCKS or tag == BREAK:
            if parts and (line := squeeze("".join(parts))):
                yield Line(line, heading)
            parts.clear()
    if parts and (line := squeeze("".join(parts))):
        yield Line(line, heading)


def _block_of(node: LexborNode) -> LexborNode:
    for _ in range(_DEEPEST):
        parent = node.parent
        if parent is None:
            break
        node = parent
        if node.tag_id in BLOCKS:
            break
    return node
