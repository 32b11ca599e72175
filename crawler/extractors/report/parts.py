"""Several reports in one document: a page that holds all years of an agency, a file of a whole district.

A document is cut only where each part has a title of its own and a table of requests, or of indicators, of its own;
anything else is one report.
"""

import re
from dataclasses import replace
from itertools import pairwise

from crawler.discovery.titles import TitleKind, read_title
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.labels import normal

_FIRST_ROW = re.compile(
    r"(?P<requests>本年新收政府信息公开申请数量)$|(?<!的)主动公开(?:政府)?信息(?:总)?数(?:量)?(?:\(.*)?$"
)
"""What 表三 begins with, and the tables of indicators before 2019; reports since then may have such a table besides."""
_LONGEST = 64
_LONGEST_NAME = 30
_FILE = re.compile(r"\.\s*(?:docx?|wps|pdf|rtf|xlsx?|et|ofd|zip|rar)\s*$", re.IGNORECASE)


def split(document: Document) -> tuple[Document, ...]:
    """The document itself, or its parts in reading order, each with the page's facts about itself."""
    found = [(i, row) for i, b in enumerate(document.blocks) if isinstance(b, Table) and (row := _first_row(b))]
    requests = [i for i, row in found if row["requests"]]
    starts = requests if len(requests) > 1 else [i for i, _ in found]
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


def _first_row(table: Table) -> re.Match[str] | None:
    """The label that tells where a report's tables begin, if the table has it; 表三's before that of indicators."""
    other = None
    for row in table.rows:
        for text, _, _ in row[:2]:
            if not text.isascii() and len(text) < _LONGEST and (match := _FIRST_ROW.search(normal(text))):
                if match["requests"]:
                    return match
                other = other or match
    return other


def _title_before(document: Document, end: int, start: int) -> int | None:
    """The first title of a report, year and all, between two tables of requests; a file's name only for want of it.

    A title may be broken behind the agency, which then has the line before.
    """
    named = None
    for i in range(max(start, 0), end):
        block = document.blocks[i]
        if isinstance(block, Paragraph) and len(block.text) <= 80:
            title = read_title(block.text)
            if title.kind is not TitleKind.REPORT or not title.year:
                continue
            if not _FILE.search(block.text):
                return i - 1 if i > max(start, 0) and not title.agency and _names_its_agency(document, i) else i
            named = i if named is None else named
    return named


def _names_its_agency(document: Document, place: int) -> bool:
    """Whether the line before a title is the agency that it lacks."""
    before, line = document.blocks[place - 1], document.blocks[place]
    if not isinstance(before, Paragraph) or not isinstance(line, Paragraph) or len(before.text) > _LONGEST_NAME:
        return False
    joined = read_title(before.text + line.text)
    return joined.kind is TitleKind.REPORT and normal(joined.agency or "") == normal(before.text)
