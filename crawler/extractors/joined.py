"""An article that is published in several pages, put together before anyone asks what it means."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import NamedTuple

from crawler.errors import Unreadable
from crawler.extractors.document import Document, Paragraph, Table
from crawler.extractors.sniff import sniff
from storage.records import At


class Leaf(NamedTuple):
    """A further page of an article, as it was captured; without its body where it was not to be had."""

    body: bytes | None
    content_type: str | None = None


def digest(data: bytes, leaves: Sequence[Leaf] = ()) -> str:
    """The SHA-256 of a document; of an article in several pages that of their digests in order, one a line."""
    own = hashlib.sha256(data).hexdigest()
    if not leaves:
        return own
    others = ("" if leaf.body is None else hashlib.sha256(leaf.body).hexdigest() for leaf in leaves)
    return hashlib.sha256("\n".join((own, *others)).encode()).hexdigest()


def read_leaves(document: Document, leaves: Sequence[Leaf]) -> Document:
    """The first page with what stands on the others; one that cannot be read is noted."""
    if not leaves:
        return document
    from crawler.extractors import readers  # noqa: PLC0415  (as in reading)

    others: list[Document] = []
    notes: list[str] = []
    for number, leaf in enumerate(leaves, 2):
        if leaf.body is None:
            others.append(Document(document.media_type, ()))
            notes.append(f"page {number} of the article was not had")
            continue
        try:
            others.append(readers.read(leaf.body, sniff(leaf.body, leaf.content_type), content_type=leaf.content_type))
        except Unreadable as problem:
            others.append(Document(document.media_type, ()))
            notes.append(f"page {number} of the article cannot be read: {problem}")
    joined = join(document, others)
    return replace(joined, notes=(*joined.notes, *notes))


def join(first: Document, others: Sequence[Document]) -> Document:
    """One document of all pages. What the others repeat of the first, above and below their own text, is left out.

    Facts of the page are the first one's. Tables are numbered through; ``starts`` tells where each page's begin.
    """
    end = len(first.blocks) - min((_alike(first, page, -1) for page in others if page.blocks), default=0)
    below = len(first.blocks) - end
    blocks: list[Paragraph | Table] = list(first.blocks[:end])
    pictures = _pictures(first, 0, end, 0)
    starts = [0]
    for before, page in pairwise((first, *others)):
        starts.append(starts[-1] + max((table.index + 1 for table in before.tables), default=0))
        top = _alike(first, page, 1)
        bottom = max(top, len(page.blocks) - below)
        pictures += _pictures(page, top + 1, bottom, len(blocks) - top)
        blocks += [_numbered(block, starts[-1]) for block in page.blocks[top:bottom]]
    pictures += _pictures(first, end + 1, len(first.blocks), len(blocks) - end)
    return replace(
        first,
        blocks=(*blocks, *first.blocks[end:]),
        notes=tuple(dict.fromkeys(note for page in (first, *others) for note in page.notes)),
        pictures=tuple(place for place, _ in pictures),
        images={number: image for number, (_, image) in enumerate(pictures) if image is not None},
        starts=tuple(starts),
    )


def standing(document: Document, at: At) -> tuple[int, At]:
    """On which page of an article a place is, from 0, and where on that page."""
    if not document.starts:
        return 0, at
    page = bisect_right(document.starts, at.table) - 1
    return page, at._replace(table=at.table - document.starts[page])


def _numbered(block: Paragraph | Table, start: int) -> Paragraph | Table:
    return replace(block, index=block.index + start) if isinstance(block, Table) else block


def _alike(first: Document, page: Document, step: int) -> int:
    """How many blocks two pages have in common, from their tops (1) or from their ends (-1)."""
    pairs = zip(first.blocks[::step], page.blocks[::step], strict=False)
    return sum(1 for _ in takewhile(lambda pair: _is_same(*pair), pairs))


def _is_same(one: Paragraph | Table, other: Paragraph | Table) -> bool:
    if isinstance(one, Table) and isinstance(other, Table):
        return one.rows == other.rows
    return one == other


def _pictures(page: Document, top: int, bottom: int, shift: int) -> list[tuple[int, bytes | None]]:
    """The pictures that stand between two of a page's blocks, each with its file where the page holds it."""
    return [
        (place + shift, page.images.get(number)) for number, place in enumerate(page.pictures) if top <= place <= bottom
    ]
