"""Lines of a page put together to the paragraphs that they were broken from."""

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from crawler.extractors.document import Paragraph
from crawler.extractors.readers.pages.sheet import Line
from crawler.extractors.readers.shared.wording import join

_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]")
"""What opens a section or a topic begins a paragraph, wherever it stands in its line."""
_INDENT = 1.2
"""Letters: a line that begins so far to the right of the margin begins a paragraph."""
_SHORT = 2.5
"""Letters: a line that ends so far from the margin ends one."""
_FAR = 1.9
"""Heights of a line: from this distance on the next line is another paragraph."""


class Margins(NamedTuple):
    """Where the lines of a document begin and end, in points."""

    left: float
    right: float


def paragraphs(lines: Sequence[Line], margins: Margins) -> Iterator[Paragraph]:
    """The paragraphs; a line in letters much larger than usual is marked as a heading."""
    if not lines:
        return
    usual = median(line.size for line in lines)
    pieces: list[Line] = []
    for line in lines:
        if pieces and _begins(pieces[-1], line, margins):
            yield _paragraph(pieces, usual)
            pieces = []
        pieces.append(line)
    yield _paragraph(pieces, usual)


def _begins(last: Line, line: Line, margins: Margins) -> bool:
    size = max(line.size, 1)
    return bool(
        _ORDINAL.match(line.text)
        or line.left - margins.left > _INDENT * size
        or margins.right - last.right > _SHORT * max(last.size, 1)
        or abs(line.size - last.size) > 0.3 * size
        or (line.page == last.page and line.top - last.top > _FAR * size + (last.bottom - last.top) / 2)
    )


def _paragraph(pieces: Sequence[Line], usual: float) -> Paragraph:
    large = all(line.size > 1.25 * usual for line in pieces) and sum(len(line.text) for line in pieces) <= 80
    return Paragraph(join(line.text for line in pieces), large)
