"""Articles in several pages, gathered from what was captured of them: the same for a crawl and whatever reads again."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from crawler.discovery.leaves import first_of, number_of
from crawler.extractors import EXTRACTOR
from crawler.extractors.charset import decode
from crawler.extractors.joined import Leaf
from crawler.extractors.sniff import Kind, sniff
from crawler.platforms import Ask, article_parts
from storage.queries.crawl.articles import Sheet
from storage.records import Capture, Pointer, Reading, Refusal, Stored
from storage.writer import Writer

Bodies = Callable[[Pointer], bytes]
"""The body at a place of the archive."""


class Article(NamedTuple):
    """The first page and the others in order, each with its capture; one that was not had has none.

    ``number`` is that of the first page's row: the article's reports are of this page. A page that is still to be
    recorded has none.
    """

    number: int
    capture: Capture
    body: bytes
    further: tuple[Leaf, ...]
    captures: tuple[Capture | None, ...]


def may_be_one(capture: Capture, body: bytes) -> bool:
    """Whether a page is one of several, by its address or by what stands on it."""
    if sniff(body, capture.content_type) is not Kind.HTML:
        return False
    return first_of(capture.url, capture.context.parent) != capture.url or bool(_parts(capture, body, capture.url))


def find(writer: Writer, capture: Capture, body: bytes, bodies: Bodies) -> Article | None:
    """The article that a page just captured is one of; the other pages are those that were recorded before."""
    if not may_be_one(capture, body):
        return None
    first = first_of(capture.url, capture.context.parent)
    others = writer.sheets(capture.context.site, first, capture.captured_at)
    return gather([*others, Sheet(0, capture, capture.context.parent)], capture, bodies)


def gather(sheets: Iterable[Sheet], capture: Capture, bodies: Bodies) -> Article | None:
    """The article that a page is one of, as far as it was captured; None where its first page was not, or is whole.

    The pages say themselves which others there are: one that none of them names any more is no part.
    """
    by_url = {sheet.capture.url: sheet for sheet in sheets}
    first = first_of(capture.url, capture.context.parent)
    head = by_url.get(first)
    if head is None:
        return None
    body = bodies(head.capture.pointer)
    pages: dict[int, tuple[Capture | None, Leaf]] = {}
    waiting = list(_parts(head.capture, body, first))
    while waiting:
        ask = waiting.pop(0)
        number = number_of(ask.url, first)
        if number is None or number in pages:
            continue
        found = by_url.get(ask.url)
        if found is None:
            pages[number] = None, Leaf(None)
            continue
        leaf = Leaf(bodies(found.capture.pointer), found.capture.content_type)
        pages[number] = found.capture, leaf
        waiting += _parts(found.capture, leaf.body or b"", first)
    if not pages:
        return None
    ordered = [pages[number] for number in sorted(pages)]
    return Article(
        head.id,
        head.capture,
        body,
        tuple(leaf for _, leaf in ordered),
        tuple(capture for capture, _ in ordered),
    )


def keep(
    writer: Writer, number: int, capture: Capture, reading: Reading, article: Article | None = None, *, again: bool
) -> tuple[Stored, ...]:
    """Store what a page says: that of an article as its first page's, whichever of them came."""
    store, at = writer.store_again if again else writer.store, capture.captured_at
    if article is None or article.capture.url == capture.url:
        return store(reading, number, at=at)
    store(of_leaf(capture, article.capture.url), number, at=at)
    return writer.store_again(reading, article.number, at=at)


def of_leaf(capture: Capture, first: str) -> Reading:
    """What a further page says by itself: nothing, for it is read with the first."""
    refusal = Refusal("not_a_report", f"a further page of {first}, and read with it")
    return Reading(capture.sha256, Kind.HTML.media_type, EXTRACTOR, refusal=refusal)


def _parts(capture: Capture, body: bytes, first: str) -> tuple[Ask, ...]:
    return article_parts(decode(body, capture.content_type)[0], capture.url, first)
