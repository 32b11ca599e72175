"""Running text: the nodes of a page in reading order, cut into lines where a browser would break them.

Every node of a page passes through ``read_lines``, so it asks each as little as it can.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.extractors.document import Paragraph
from crawler.extractors.readers.html.shown.looks import seen
from crawler.extractors.readers.html.tags import BLOCKS, COMMENT, HEADINGS, IMAGE, MARKED, SILENT, TEXT
from crawler.extractors.readers.shared.wording import squeeze

MARK = "\ufdd0"
MARKS = re.compile(f"{MARK}(-?\\d+){MARK}")
"""What stands in the tree for a table taken out of it: a number between two noncharacters, which no text needs."""
START, END, PICTURE = -1, -2, -3
"""Marks that are no tables: where the article begins and ends, and where a picture stands."""

_TEXT, _MARKED, _HEADING, _BLOCK, _SILENT, _COMMENT, _PICTURE = range(1, 8)
_PARTS = {
    **dict.fromkeys(SILENT, _SILENT),
    **dict.fromkeys(BLOCKS, _BLOCK),
    **dict.fromkeys(HEADINGS, _HEADING),
    **dict.fromkeys(MARKED, _MARKED),
    TEXT: _TEXT,
    IMAGE: _PICTURE,
    COMMENT: _COMMENT,
}
"""What a node is to a line, by lexbor's tag number: most are runs of text, and nothing."""

_new = tuple.__new__
"""A named tuple straight from a tuple: its constructor is Python code and takes half as long again."""
_DEEPEST = 64
"""Inline elements left open nest without end; a text's block is looked for this far up."""
_COMMENTED = {"ZJEG_RSS.content.begin": START, "ZJEG_RSS.content.end": END}


def mark(number: int) -> str:
    """The text that stands for a mark."""
    return f"{MARK}{number}{MARK}"


def read_lines(  # noqa: C901, PLR0912, PLR0915 – the hot loop of a page
    root: LexborNode, *, in_cell: bool = False
) -> Iterator[Paragraph | int]:
    """The lines below ``root`` and the marks between them. Another block element, or ``<br>``, is another line.

    ``in_cell``: what is typed into fields counts; elsewhere fields are the site's own, for searching.
    """
    parts: list[str] = []
    first: LexborNode | None = None
    in_heading, skipped_until = False, 0
    what = _PARTS.get
    for node in root.traverse(include_text=True):
        if skipped_until:
            if node.mem_id != skipped_until:
                continue
            skipped_until = 0
        part = what(node.tag_id)
        if part is None:
            continue
        if part <= _MARKED:
            text: str | None = node.text_content or ""
            if part == _MARKED:
                text = seen(node, in_cell=in_cell)
                if text is None:
                    continue
                skipped_until = _after(node)
            if not text:
                continue
            if text.isspace():
                if first is not None:
                    parts.append(" ")
            elif text[:1] == MARK and (found := MARKS.fullmatch(text)):
                if line := _line(parts, first, in_heading):
                    yield line
                first, parts = None, []
                yield int(found.group(1))
            elif first is None:
                first, parts = node, [text]
            elif _block_of(first).mem_id == _block_of(node).mem_id:
                parts.append(text)
            else:
                if line := _line(parts, first, in_heading):
                    yield line
                first, parts = node, [text]
        elif part <= _BLOCK:
            if first is not None:
                if line := _line(parts, first, in_heading):
                    yield line
                first, parts = None, []
            in_heading = part == _HEADING
        elif part == _SILENT:
            skipped_until = _after(node)
        elif part == _PICTURE:
            yield PICTURE
        elif number := _COMMENTED.get((node.comment_content or "").strip()):
            if line := _line(parts, first, in_heading):
                yield line
            first, parts = None, []
            yield number
    if line := _line(parts, first, in_heading):
        yield line


def _line(parts: list[str], first: LexborNode | None, in_heading: bool) -> Paragraph | None:
    if first is None:
        return None
    text = parts[0] if len(parts) == 1 else "".join(parts)
    if not text.isalnum() and not (text := squeeze(text)):  # menus are full of words without a space to squeeze
        return None
    return _new(Paragraph, (text, in_heading and _block_of(first).tag_id in HEADINGS))


def _block_of(node: LexborNode) -> LexborNode:
    """The nearest block element around a text: two texts of one line have it in common."""
    for _ in range(_DEEPEST):
        parent = node.parent
        if parent is None:
            break
        node = parent
        if node.tag_id in BLOCKS:
            break
    return node


def _after(node: LexborNode) -> int:
    """The first node behind everything below ``node``; -1, which no node is, at the end of the page."""
    current: LexborNode | None = node
    while current is not None:
        if (following := current.next) is not None:
            return following.mem_id
        current = current.parent
    return -1
