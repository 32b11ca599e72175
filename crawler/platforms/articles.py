"""Long articles in several pages: by the pager's call of 拓尔思, or by numbers and 下一页 under the text.

The addresses decide: 下一篇 leads to another article, and so to another number.
"""

import re
from urllib.parse import urlsplit

from bs4.element import Tag

from crawler.discovery.leaves import number_of
from crawler.discovery.markup import attribute, squeeze
from crawler.platforms.families import trs
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import Ask

_MOST = 30
"""Pages of an article; the longest reports have ten."""
_TURNS = re.compile(r"[\[【(（第]?\s*(\d{1,2})\s*[\]】)）页]?|(?:下一?页|后一?页|尾页|末页|最后一?页)\s*[>»›]*")
_VALUE = re.compile(r"=\d")
_FIELD = re.compile(r"[?&;](?:\w*page\w*|p)\Z", re.IGNORECASE)
_LONGEST = 20
"""Characters of the name of such a field, with what stands before it; ``crawler.discovery.leaves`` knows them."""


def article_parts(body: str, url: str, first: str = "") -> tuple[Ask, ...]:
    """The other pages of an article, in order; none for one that is whole. ``first`` is its first page, if not this."""
    if parts := trs.article_parts(body, url):
        return parts[:_MOST]
    first = first or url
    if not _may_turn(body, first):
        return ()
    page = ListPage(body, url)
    found = {}
    for tag in page.soup.find_all("a", href=True):
        if isinstance(tag, Tag) and (turn := _TURNS.fullmatch(squeeze(tag.get_text()))):
            address = page.resolve(attribute(tag, "href"))
            number = number_of(address, first) if address and address != url else None
            if address and number is not None and (turn[1] is None or int(turn[1]) in (number, number + 1)):
                found[number] = address
    return tuple(Ask(found[number], base=url, page=number) for number in sorted(found)[:_MOST])


def _may_turn(body: str, first: str) -> bool:
    """Whether an address like those of further pages is anywhere in the source: most articles have none."""
    stem = urlsplit(first).path.rpartition("/")[2].rpartition(".")[0]
    return bool(stem) and (body.rfind(f"{stem}_") >= 0 or _has_field(body))


def _has_field(body: str) -> bool:
    """Looked for from its value backwards: an unquoted number is rare, and a semicolon stands behind every style."""
    values = (match.start() for match in _VALUE.finditer(body))
    return any(_FIELD.search(body, max(0, at - _LONGEST), at) for at in values)
