"""Word files of this century (.docx): parsed by lxml, walked by ourselves.

python-docx's own ``table.cell`` builds the whole grid again on every call, and its paragraphs skip tracked
insertions, content controls and text boxes; merged cells and those are most of a filled-in national form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers.docx.chunks import read_chunks
from crawler.extractors.readers.docx.flow import (
    PARAGRAPH,
    PROPERTIES,
    TABLE,
    Styles,
    child,
    plain,
    read_styles,
    read_words,
    unwrap,
)
from crawler.extractors.readers.docx.images import read_images
from crawler.extractors.readers.docx.looks import show
from crawler.extractors.readers.docx.marks import Marks, read_marks
from crawler.extractors.readers.docx.numbering import Numbering, read_numbering
from crawler.extractors.readers.docx.package import Package, open_package
from crawler.extractors.readers.docx.tables import MOST_CELLS, OF_CELL, read_table
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.layout import arranges_page
from crawler.extractors.readers.shared.wording import join, squeeze, visible
from crawler.extractors.sniff import Kind

_DEEPEST = 20


def read(data: bytes) -> Document:
    """The document in a .docx; raises ``Unreadable`` (damaged, too_large)."""
    return read_package(open_package(data), Kind.DOCX, data)


def read_package(package: Package, kind: Kind, data: bytes = b"") -> Document:
    """The document of an opened package, whatever it was wrapped in; its pictures are in the zip that ``data`` is."""
    show(package.body, package.styles)
    styles = read_styles(package.styles)
    marks = read_marks(package.body, styled=bool(styles.headings or styles.numbers))
    walk = _Walk(read_numbering(package.numbering), styles, marks, read_chunks(data, package.body))
    for block in walk.blocks(package.body):
        walk.found.append(block)
    blocks = visible(tuple(walk.found))
    title = squeeze(package.title)
    meta = {"title": title} if title else {}
    images = read_images(data, walk.shown) if walk.shown and data else {}
    return Document(
        kind.media_type, blocks, meta | read_labelled(blocks), tuple(walk.notes), tuple(walk.pictures), images
    )


@dataclass(slots=True)
class _Walk:
    """One reading of one body: what has to be counted on the way from its first block to its last."""

    numbering: Numbering
    styles: Styles
    marks: Marks
    chunks: Mapping[etree._Element, Document]
    """Whole documents of another kind, by the elements that stand for them."""
    tables: int = 0
    depth: int = 0
    notes: list[str] = field(default_factory=list)
    found: list[Paragraph | Table] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    """For each picture how many blocks had been found before it."""
    shown: dict[int, etree._Element] = field(default_factory=dict)
    """The elements that show them, by their number."""

    def blocks(self, root: etree._Element) -> Iterator[Paragraph | Table]:
        for node in unwrap(root):
            if node.tag == PARAGRAPH:
                yield from self._paragraphs(node)
            elif node.tag == TABLE:
                yield from self._tables(node)
            elif node in self.chunks:
                yield from self._chunk(self.chunks[node])

    def _chunk(self, document: Document) -> Iterator[Paragraph | Table]:
        self.notes += document.notes
        start = self.tables
        self.tables += max((table.index + 1 for table in document.tables), default=0)
        for block in document.blocks:
            yield replace(block, index=start + block.index) if isinstance(block, Table) else block

    def _paragraphs(self, node: etree._Element) -> Iterator[Paragraph | Table]:
        properties = child(node, PROPERTIES)
        words = read_words(node, properties, self.numbering, self.styles, self.marks)
        heading = properties is not None and self.styles.is_heading(properties)
        for line in words.text.split("\n"):
            if text := squeeze(line):
                yield Paragraph(text, heading)
        for picture in words.pictures:
            self.shown[len(self.pictures)] = picture
            self.pictures.append(len(self.found))
        for each in words.objects:
            if each in self.chunks:
                yield from self._chunk(self.chunks[each])
        for box in words.boxes:
            yield from self._nested(box)

    def _nested(self, root: etree._Element) -> Iterator[Paragraph | Table]:
        if self.depth >= _DEEPEST:
            return
        self.depth += 1
        yield from self.blocks(root)
        self.depth -= 1

    def _tables(self, node: etree._Element) -> Iterator[Paragraph | Table]:
        """The table and then those inside its cells, or, when it only arranges the page, what its cells hold."""
        index, self.tables = self.tables, self.tables + 1
        inner: list[Paragraph | Table] = []

        def read_cell(cell: etree._Element) -> str:
            if self.depth < _DEEPEST and (line := plain(cell, OF_CELL, self.marks)) is not None:
                if text := squeeze(line):
                    inner.append(Paragraph(text))
                return text
            blocks = list(self._nested(cell))
            inner.extend(blocks)
            return join(block.text for block in blocks if isinstance(block, Paragraph))

        rows, grid = read_table(node, self.marks, read_cell)
        nested = [block for block in inner if isinstance(block, Table)]
        if grid.hidden:
            self.notes.append(f"table {index}: {grid.hidden} hidden rows left out")
        if grid.truncated:
            self.notes.append(f"table {index} has more than {MOST_CELLS} cells; the rest was not read")
        if arranges_page(rows, holds_tables=bool(nested)):
            yield from inner
        else:
            yield Table(index, rows)
            yield from nested
