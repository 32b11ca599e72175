"""A page: parsed once, in one tree, whoever asks."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.charset import decode
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers.html.flow import Line, read_lines
from crawler.extractors.readers.html.links import PageLink, read_links
from crawler.extractors.readers.html.meta import read_meta
from crawler.extractors.readers.html.tables import MARK, MARKS, MOST_CELLS, Cut, cut_tables
from crawler.extractors.readers.html.tags import SILENT
from crawler.extractors.readers.imprint import read_labelled

_TRUNCATED = f"table {{}} has more than {MOST_CELLS} cells; the rest was not read"


class Page:
    """One HTML page. ``document`` takes the tables out of the tree, so links are read before and kept."""

    def __init__(self, data: bytes, content_type: str | None = None) -> None:
        self.raw_text, self.text_charset = decode(data, content_type)
        self._tree = LexborHTMLParser(self.raw_text)
        self._document: Document | None = None
        self._links: list[PageLink] | None = None

    @cached_property
    def meta(self) -> dict[str, str]:
        """The <title> as ``title`` and every <meta> by its lower-case name."""
        return read_meta(self._tree)

    @property
    def title(self) -> str:
        """The text of <title>, empty when there is none."""
        return self.meta.get("title", "")

    @cached_property
    def base_href(self) -> str | None:
        """What <base> says links are relative to; None when it says nothing."""
        node = self._tree.css_first("base[href]")
        return node.attributes.get("href") if node is not None else None

    def links(self) -> list[PageLink]:
        """Everything that leads elsewhere, in reading order; see ``links``."""
        if self._links is None:
            tree = LexborHTMLParser(self.raw_text) if self._document else self._tree
            self._links = read_links(tree)
        return self._links

    def document(self) -> Document:
        """What the page says, in reading order; read on the first call."""
        if self._document is None:
            self._document = self._read()
        return self._document

    def _read(self) -> Document:
        meta = dict(self.meta)
        for node in self._tree.css(SILENT):
            node.decompose()
        cuts = cut_tables(self._tree)
        notes = tuple(_TRUNCATED.format(cut.index) for cut in cuts if cut.truncated)
        body = self._tree.body
        blocks = tuple(_blocks(read_lines(body), {cut.index: cut for cut in cuts})) if body is not None else ()
        for label, value in read_labelled(blocks).items():
            meta.setdefault(label, value)
        return Document("text/html", blocks, meta, notes)


def _blocks(lines: Iterable[Line], cuts: dict[int, Cut]) -> Iterator[Paragraph | Table]:
    for line in lines:
        if MARK not in line.text:
            yield Paragraph(line.text, line.heading)
            continue
        for number, piece in enumerate(MARKS.split(line.text)):
            if number % 2:
                yield from _tables(int(piece), cuts)
            elif text := piece.strip():
                yield Paragraph(text, line.heading)


def _tables(index: int, cuts: dict[int, Cut]) -> Iterator[Table]:
    """The table and those in its cells; each once, whatever marks the page itself may contain."""
    cut = cuts.pop(index, None)
    if cut is None:
        return
    yield Table(cut.index, cut.rows)
    for inner in cut.nested:
        yield from _tables(inner, cuts)
