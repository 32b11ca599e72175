"""Cells whose text was recognised in a picture (OCR): each says how certain it is, each table says so in a warning."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import forms
from crawler.extractors.align import Alignment
from crawler.extractors.document import Document, Paragraph, Table
from storage.records import Cell, Finding, Outcome, State

_TABLE = {identity.id: identity.id.partition("_")[0].lower() for identity in forms.IDENTITIES}
"""The table that an identity is about, by which it is named."""


def printed(document: Document) -> Sequence[Paragraph | Table]:
    """What tables may be read from: not from paragraphs that were recognised, whose numbers nobody has checked."""
    return document.tables if document.recognised else document.blocks


def mark(document: Document, placed: Alignment) -> Alignment:
    """The alignment with the certainty of the cells that stand in recognised tables, and a warning for each table."""
    scanned = {table.index: table.recognised for table in document.tables if table.recognised}
    if not scanned:
        return placed
    cells = tuple(_marked(cell, scanned) for cell in placed.cells)
    return placed._replace(cells=cells, warnings=(*placed.warnings, *_warnings(cells)))


def _marked(cell: Cell, scanned: Mapping[int, Mapping[tuple[int, int], float]]) -> Cell:
    if cell.at is None or cell.at.table not in scanned:
        return cell
    sureness = scanned[cell.at.table].get((cell.at.row, cell.at.column))
    return cell._replace(ocr=round(sureness, 3) if sureness is not None else 0.0)


def _warnings(cells: Sequence[Cell]) -> Iterator[str]:
    by_table: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.ocr is not None:
            by_table[cell.table].append(cell)
    for table, found in by_table.items():
        doubtful = sum(cell.state is State.UNREADABLE for cell in found)
        least = min((cell.ocr or 0.0 for cell in found if cell.state is not State.UNREADABLE), default=0.0)
        yield (
            f"{table}: recognised in a picture (OCR), {len(found) - doubtful} cells with a certainty of at least "
            f"{least:.2f}, {doubtful} doubtful ones left unreadable"
        )


def failing(cells: Iterable[Cell], findings: Iterable[Finding]) -> Iterator[str]:
    """A warning for every recognised table whose identities fail: the report may not add up, or a digit is misread."""
    scanned = {cell.table for cell in cells if cell.ocr is not None}
    fails = Counter(_TABLE[finding.identity] for finding in findings if finding.outcome is Outcome.FAIL)
    for table in sorted(scanned & fails.keys()):
        yield f"{table}: recognised in a picture (OCR), and {fails[table]} identities fail: a digit may be misread"
