"""Plain text in which someone flattened a report: lines with bars or tabs are table rows, other lines paragraphs."""

import re
from collections.abc import Iterator

from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers.characters import barred, drawn, separated
from crawler.extractors.readers.shared import lined
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import squeeze, visible

_HEADING = re.compile(r"\s*#{1,6}\s+(.*?)[\s#]*")


def read(text: str, media_type: str = "text/plain") -> Document:
    """Every run of lines with bars is one table; Markdown's rules between them are dropped, its ``#`` mark headings."""
    if text[-1:].isdigit() or text.endswith(("\t", ",")):
        text += UNSURE  # the file breaks off in a line: the number may go on, or a cell that has begun
    if (sheet := separated.whole_sheet(text)) is not None:
        return lined.document_of(media_type, [sheet])
    notes: list[str] = []
    blocks = visible(tuple(_blocks(list(separated.as_barred(text.splitlines())), notes)))
    return Document(media_type, blocks, read_labelled(blocks), tuple(notes))


def _blocks(lines: list[str], notes: list[str]) -> Iterator[Paragraph | Table]:
    index = count = 0
    rows: list[str] = []
    for line in drawn.found(lines):
        if not isinstance(line, str):
            if rows:
                yield barred.table(index, rows)
                index, rows = index + 1, []
            yield Table(index, line)
            index += 1
            continue
        if barred.is_rule(line):
            continue
        if barred.is_row(line):
            count += barred.count(line)
            if count <= barred.MOST_CELLS:
                rows.append(line)
            elif not notes:
                notes.append(f"more than {barred.MOST_CELLS} cells; the rest of the tables was not read")
            continue
        if rows:
            yield barred.table(index, rows)
            index, rows = index + 1, []
        yield _paragraph(line)
    if rows:
        yield barred.table(index, rows)


def _paragraph(line: str) -> Paragraph:
    if heading := _HEADING.fullmatch(line):
        return Paragraph(squeeze(heading.group(1)), heading=True)
    return Paragraph(squeeze(line))
