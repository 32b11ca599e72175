"""Plain text in which someone flattened a report: lines with bars are table rows, other lines paragraphs."""

import re
from collections.abc import Iterator

from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.readers.shared import drawn
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import squeeze, visible

MOST_CELLS = 100_000
"""Of all tables: a report has some 300, a yearbook of a district some ten thousand."""
_BAR = re.compile("[|｜│┃]")
_RULE = re.compile(
    r"[\s|｜│┃:：]*(?:[:：]?-{3,}[:：]?[\s|｜│┃]*)+|[\s\u2500-\u257f+=-]*[\u2500-\u257f+][\s\u2500-\u257f+=-]*"
)
"""Markdown's line under a heading row (three dashes at least: one is a value), and the ruled lines of drawn boxes."""
_HEADING = re.compile(r"\s*#{1,6}\s+(.*?)[\s#]*")


def read(text: str, media_type: str = "text/plain") -> Document:
    """Every run of lines with bars is one table; Markdown's rules between them are dropped, its ``#`` mark headings."""
    if text[-1:].isdigit():
        text += UNSURE  # the file breaks off in a line: the number may go on
    notes: list[str] = []
    blocks = visible(tuple(_blocks(text.splitlines(), notes)))
    return Document(media_type, blocks, read_labelled(blocks), tuple(notes))


def _blocks(lines: list[str], notes: list[str]) -> Iterator[Paragraph | Table]:
    index = count = 0
    rows: list[tuple[Span, ...]] = []
    for line in drawn.found(lines):
        if not isinstance(line, str):
            if rows:
                yield Table(index, tuple(rows), spanned=False)
                index, rows = index + 1, []
            yield Table(index, line)
            index += 1
            continue
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if _BAR.search(line):
            row = _cells(line)
            count += len(row)
            if count <= MOST_CELLS:
                rows.append(row)
            elif not notes:
                notes.append(f"more than {MOST_CELLS} cells; the rest of the tables was not read")
            continue
        if rows:
            yield Table(index, tuple(rows), spanned=False)
            index, rows = index + 1, []
        yield _paragraph(line)
    if rows:
        yield Table(index, tuple(rows), spanned=False)


def _cells(line: str) -> tuple[Span, ...]:
    """The cells of a row. A bar at the very start or end is the table's edge, not an empty cell."""
    pieces = [squeeze(piece) for piece in _BAR.split(line)]
    if not pieces[0]:
        pieces = pieces[1:]
    if pieces and not pieces[-1]:
        pieces = pieces[:-1]
    return tuple(Span(piece) for piece in pieces)


def _paragraph(line: str) -> Paragraph:
    if heading := _HEADING.fullmatch(line):
        return Paragraph(squeeze(heading.group(1)), heading=True)
    return Paragraph(squeeze(line))
