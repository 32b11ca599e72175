"""Several reports in one document: a page that holds all years of an agency, a file of a whole district.

A document is cut only where each part has a title of its own and a table of requests of its own; anything else is
one report.
"""

from dataclasses import replace
from itertools import pairwise

from crawler.discovery.titles import TitleKind, read_title
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.labels import normal

_FIRST_ROW = "本年新收政府信息公开申请数量"
_LONGEST = 64


def split(document: Document) -> tuple[Document, ...]:
    """The document itself, or its parts in reading order, each with the page's facts about itself."""
    starts = [i for i, block in enumerate(document.blocks) if isinstance(block, Table) and _opens_requests(block)]
    if len(starts) < 2:
        return (document,)
    cuts = [_title_before(document, end, start) for start, end in pairwise([-1, *starts])]
    if any(cut is None for cut in cuts):
        return (document,)
    edges = [0, *(cut for cut in cuts[1:] if cut is not None), len(document.blocks)]
    meta = {key: value for key, value in document.meta.items() if key not in ("articletitle", "title", "名称")}
    return tuple(
        replace(
            document,
            blocks=document.blocks[a:b],
            meta=meta,
            pictures=tuple(place - a for place in document.pictures if a < place <= b),
        )
        for a, b in pairwise(edges)
    )


def _opens_requests(table: Table) -> bool:
    for row in table.rows:
        for text, _, _ in row[:2]:
            if not text.isascii() and len(text) < _LONGEST and normal(text).endswith(_FIRST_ROW):
                return True
    return False


def _title_before(document: Document, end: int, start: int) -> int | None:
    """The first title of a report, year and all, between two tables of requests."""
    for i in range(max(start, 0), end):
        block = document.blocks[i]
        if isinstance(block, Paragraph) and len(block.text) <= 80:
            title = read_title(block.text)
            if title.kind is TitleKind.REPORT and title.year:
                return i
    return None
