"""A page: parsed once, in one tree, whoever asks."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.extractors.charset import BROKEN, decode
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.readers.characters import barred
from crawler.extractors.readers.html.drawings import show_drawings
from crawler.extractors.readers.html.flow import PICTURE, read_lines
from crawler.extractors.readers.html.grids import show_grids
from crawler.extractors.readers.html.held import show_held
from crawler.extractors.readers.html.images import show_images
from crawler.extractors.readers.html.links import PageLink, read_links
from crawler.extractors.readers.html.markdown import as_page
from crawler.extractors.readers.html.meta import read_meta
from crawler.extractors.readers.html.shown import looks
from crawler.extractors.readers.html.shown.unseen import find_unseen
from crawler.extractors.readers.html.tables import Cut, cut_tables, expand
from crawler.extractors.readers.shared.imprint import read_labelled
from crawler.extractors.readers.shared.marked import UNSURE
from crawler.extractors.readers.shared.wording import visible

_BARS = "|｜│┃"
_TAIL = 1000
"""Characters at the end of a page that are looked at first: a copy of all of it costs as much as decoding it."""


class Page:
    """One HTML page. ``document`` takes the tables out of the tree, so links are read before and kept."""

    def __init__(self, data: bytes, content_type: str | None = None) -> None:
        text, self.text_charset = decode(data, content_type)
        self.raw_text = show_held(as_page(text))
        whole = _with_its_end(self.raw_text)
        self._tree = LexborHTMLParser(data if whole is text and self._is_its(data) else whole)
        if self._tree.tags("pre"):
            self.raw_text = show_drawings(self.raw_text)
            self._tree = LexborHTMLParser(_with_its_end(self.raw_text))
        self._document: Document | None = None
        self._links: list[PageLink] | None = None

    def _is_its(self, data: bytes) -> bool:
        """Whether the bytes are the text as lexbor wants it, so that it need not be encoded again."""
        return self.text_charset == "utf-8" and not data.startswith(BOM_UTF8) and BROKEN not in self.raw_text

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
            self._links = read_links(tree, self.raw_text)
        return self._links

    def frames(self) -> list[str]:
        """The addresses of the pages that stand within this one, unresolved; asked for before ``document``."""
        nodes = self._tree.css("iframe[src]")
        return [source for node in nodes if (source := (node.attributes.get("src") or "").strip())]

    def document(self) -> Document:
        """What the page says, in reading order; read on the first call."""
        if self._document is None:
            self._document = self._read()
        return self._document

    def _read(self) -> Document:
        show_grids(self._tree, self.raw_text)
        looks.show(self._tree, self.raw_text)
        unseen = find_unseen(self._tree)
        cuts = cut_tables(self._tree)
        notes = tuple(note for index in sorted(cuts) for note in cuts[index].notes)
        images = show_images(self._tree)
        body = self._tree.body
        found: list[Paragraph | Table] = []
        pictures: list[int] = []
        files: dict[int, bytes] = {}
        for line in expand(read_lines(body), cuts) if body is not None else ():
            if isinstance(line, Paragraph):
                found.append(line)
            elif line >= 0:
                found.extend(_tables(line, cuts, unseen))
            elif line <= PICTURE:
                if line in images:
                    files[len(pictures)] = images[line]
                pictures.append(len(found))
        if any(bar in self.raw_text for bar in _BARS):
            found, pictures = _with_barred(found, pictures, len(cuts))
        blocks = visible(tuple(found))
        meta = read_labelled(blocks) | self.meta
        return Document("text/html", blocks, meta, notes, tuple(pictures), files)


def _with_barred(
    found: list[Paragraph | Table], pictures: list[int], index: int
) -> tuple[list[Paragraph | Table], list[int]]:
    """The blocks with tables in place of lines that have bars between their cells, and where pictures then stand."""
    blocks: list[Paragraph | Table] = []
    places: list[int] = []
    for table, start, end in barred.found(found, index):
        blocks += found[len(places) : start]
        places += range(len(blocks) - start + len(places), len(blocks))
        places += [len(blocks)] * (end - start)
        blocks.append(table)
    rest = found[len(places) :]
    places += range(len(blocks), len(blocks) + len(rest) + 1)
    blocks += rest
    return blocks, [places[place] for place in pictures]


def _with_its_end(source: str) -> str:
    """The source; one that breaks off in a table or behind a digit with a sign that its last words are not whole.

    What is left of a tag at the end would swallow the sign.
    """
    in_table = _ends_in_a_table(source)
    if not in_table and (end := source[-_TAIL:].rstrip()) and not end[-1].isdigit():
        return source
    ended = source.rstrip()
    if not in_table and not ended[-1:].isdigit():
        return source
    tag = ended.rfind("<")
    return (ended[:tag] if tag > ended.rfind(">") else ended) + UNSURE


def _ends_in_a_table(source: str) -> bool:
    """Whether a table begins behind the end of the last; searched for in the little that stands behind it."""
    for begin, end in (("<table", "</table"), ("<TABLE", "</TABLE")):
        if source.find(begin, source.rfind(end) + 1) >= 0:
            return True
        if begin in source:
            return False
    return False


def _tables(index: int, cuts: dict[int, Cut], unseen: frozenset[int]) -> Iterator[Table]:
    """A table and then those in its cells; each once, whatever marks the page itself may contain."""
    waiting = [index]
    while waiting:
        cut = cuts.pop(waiting.pop(0), None)
        if cut is not None:
            yield Table(cut.index, cut.rows, shown=cut.index not in unseen)
            waiting[:0] = cut.nested
