"""Tables that a page hides where it shows others like them: last year's behind a tab, a copy for telephones."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.discovery.titles import TitleKind, read_title
from crawler.extractors import numbers
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.labels import is_wordy, normal

_LONGEST = 80
_ALIKE = 0.6
"""Of a hidden table's labels, so many stand in one that is shown."""


def without_copies(document: Document) -> Document:
    """The document without such tables, and a note for each; hidden ones stay where nothing like them is filled in."""
    hidden = [table for table in document.tables if not table.shown]
    if not hidden:
        return document
    shown = [table for table in document.tables if table.shown]
    pairs = [(one, other) for one in hidden for other in shown if _are_alike(_labels(one), _labels(other))]
    gone = {one.index for one, _ in pairs}
    if not any(_is_filled_in(other) for _, other in pairs):
        return document
    places = [i for i, b in enumerate(document.blocks) if isinstance(b, Table) and b.index in gone]
    return replace(
        document,
        blocks=tuple(b for i, b in enumerate(document.blocks) if i not in set(places)),
        pictures=tuple(place - sum(i < place for i in places) for place in document.pictures),
        notes=(*document.notes, *(f"table {n} is hidden, and one like it is shown; not read" for n in sorted(gone))),
    )


def without_hidden_copies(parts: Sequence[Document]) -> list[Document]:
    """The reports of a page without those that it hides and shows once more, under the same title: for telephones."""
    if len(parts) < 2:
        return list(parts)
    shown = {_title(part) for part in parts if not _is_hidden(part)}
    return [part for part in parts if not (_is_hidden(part) and _title(part) in shown)]


def _is_hidden(part: Document) -> bool:
    return bool(part.tables) and not any(table.shown for table in part.tables)


def _title(part: Document) -> tuple[str | None, int | None]:
    """Agency and year of the first line that has a report's title."""
    lines = (block.text for block in part.blocks if isinstance(block, Paragraph) and len(block.text) <= _LONGEST)
    titles = (read_title(line) for line in lines)
    return next(((t.agency, t.year) for t in titles if t.kind is TitleKind.REPORT and t.year), (None, None))


def _labels(table: Table) -> frozenset[str]:
    return frozenset(normal(span.text) for row in table.rows for span in row if is_wordy(span.text))


def _is_filled_in(table: Table) -> bool:
    return any(numbers.is_number(span.text) for row in table.rows for span in row)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= _ALIKE * len(one)
