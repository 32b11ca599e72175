"""What anydoc makes of a file, as a document: for the formats whose tables it reads with their merges.

anydoc is native code. On some damaged files it asks for more memory than there is and takes the process with it:
nothing here can catch that, so untrusted files belong in a worker process with a memory limit. Text boxes, headers
and footers are not in its model.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

import anydoc

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.layout import arranges_page
from crawler.extractors.readers.shared.marked import UNSURE, unmarked
from crawler.extractors.readers.shared.wording import join, squeeze, visible
from crawler.extractors.sniff import Kind

MOST_BYTES = 64 * 2**20
LARGEST_SPAN = 200
MOST_CELLS = 20_000
_DEEPEST = 20
_LETTERS = ("lower_alpha", "upper_alpha")


def read_model(data: bytes, kind: Kind, format: Literal["doc", "odt", "rtf", "xlsx"]) -> Document:  # noqa: A002
    """The document in a file; raises ``Unreadable`` (encrypted, damaged, too_large, unsupported)."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"{len(data)} bytes; a report with pictures has a few million")
    try:
        model = anydoc.to_document(data, format)
    except anydoc.EncryptedError as problem:
        raise Unreadable("encrypted", "the file asks for a password") from problem
    except anydoc.ResourceLimitError as problem:
        raise Unreadable("too_large", f"{said(problem)}") from problem
    except anydoc.UnsupportedError as problem:
        raise Unreadable("unsupported", f"{said(problem)}") from problem
    except (anydoc.ConvertError, ValueError) as problem:
        raise Unreadable("damaged", f"not a sound .{format}: {said(problem)}") from problem
    walk = _Walk()
    for block in walk.blocks(model.blocks):
        walk.found.append(block)
    blocks = visible(tuple(walk.found))
    return Document(kind.media_type, blocks, read_labelled(blocks), tuple(walk.notes), tuple(walk.pictures))


@dataclass(slots=True)
class _Walk:
    """One reading of one model: tables are numbered in the order they are met."""

    tables: int = 0
    depth: int = 0
    struck: bool = False
    """Whether text was left out since the last cell, as it was struck out."""
    notes: list[str] = field(default_factory=list)
    found: list[Paragraph | Table] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    """For each picture how many blocks had been found before it."""

    def blocks(self, blocks: Iterable[anydoc.Block] | None) -> Iterator[Paragraph | Table]:
        if self.depth >= _DEEPEST:
            return
        self.depth += 1
        for block in blocks or ():
            if block.table is not None:
                yield from self._table(block.table)
            elif block.list is not None:
                yield from self._list(block.list)
            elif block.kind == "block_quote":
                yield from self.blocks(block.blocks)
            else:
                for line in (unmarked(self._words(block.content)) + (block.text or "")).split("\n"):
                    if text := squeeze(line):
                        yield Paragraph(text, block.kind == "heading")
        self.depth -= 1

    def _list(self, numbered: anydoc.List) -> Iterator[Paragraph | Table]:
        for number, item in enumerate(numbered.items):
            label = _label(numbered, number) if item.marker_label is None else item.marker_label
            for place, block in enumerate(self.blocks(item.blocks)):
                if place == 0 and isinstance(block, Paragraph) and not block.text.startswith(label):
                    yield Paragraph(label + block.text, block.heading)
                else:
                    yield block

    def _words(self, content: Iterable[anydoc.Inline] | None) -> str:
        """The text of a run of inlines, lines apart, without what was struck out."""
        words = []
        for part in content or ():
            if part.kind == "line_break":
                words.append("\n")
                continue
            if part.kind == "image":
                self.pictures.append(len(self.found))
            text = part.text or ""
            if text and part.style is not None and part.style.strike:
                self.struck = True
                text = ""
            words.append(text + self._words(part.content))
        return "".join(words)

    def _table(self, table: anydoc.Table) -> Iterator[Paragraph | Table]:
        """The table and then those inside its cells, or, when it only arranges the page, what its cells hold."""
        index, self.tables = self.tables, self.tables + 1
        rows: list[tuple[Span, ...]] = []
        inner: list[Paragraph | Table] = []
        count = 0
        for line in table.grid:
            spans = []
            for slot in line:
                if slot.cell is None:
                    continue
                blocks = list(self.blocks(slot.cell.blocks))
                inner += blocks
                text = join(block.text for block in blocks if isinstance(block, Paragraph))
                if not text and self.struck:
                    text = UNSURE  # all of it was struck out: nobody knows what holds instead
                self.struck = False
                spans.append(Span(text, _covered(slot.cell.row_span), _covered(slot.cell.col_span)))
            count += len(spans)
            if count > MOST_CELLS:
                self.notes.append(f"table {index} has more than {MOST_CELLS} cells; the rest was not read")
                break
            rows.append(tuple(spans))
        nested = [block for block in inner if isinstance(block, Table)]
        if arranges_page(rows, holds_tables=bool(nested)):
            yield from inner
        else:
            yield Table(index, tuple(rows))
            yield from nested


def _covered(span: int) -> int:
    """How many rows or columns a cell covers, within reason; a damaged file may say none."""
    return min(max(span, 1), LARGEST_SPAN)


def _label(numbered: anydoc.List, number: int) -> str:
    """What Word prints before a list item that carries no text of its own for it."""
    count = numbered.start + number
    if numbered.marker == "decimal":
        return f"{count}."
    if numbered.marker in _LETTERS and 0 < count <= 26:
        return f"{chr(count - 1 + ord('a' if numbered.marker == 'lower_alpha' else 'A'))}."
    return ""
