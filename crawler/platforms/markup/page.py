"""One page of a listing, parsed once for everyone who reads it."""

import re
from functools import cached_property

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from crawler.discovery.addresses import canonical, join
from crawler.discovery.boxes import Box, find_boxes
from crawler.discovery.links import Link
from crawler.discovery.markup import attribute, make_soup, squeeze, tags_of
from crawler.discovery.page_links import links_in
from crawler.discovery.scripts.called import find_openers, show_called
from crawler.discovery.scripts.clicked import show_clicked
from crawler.platforms.markup.spans import without


class ListPage:
    """A page with its address; ``fragment`` pages (the HTML inside an answer) borrow the address of their listing."""

    def __init__(self, body: str, url: str) -> None:
        self.body = body
        self.url = url if canonical(url) else ""

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The tree, with its scripts; what calls a function that opens an address has the address as ``data-href``."""
        soup = make_soup(self.body)
        show_called(soup, find_openers(self.body))
        show_clicked(soup, self.body)
        return soup

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """Its elements in reading order, for all that look through them."""
        return tags_of(self.soup)

    @cached_property
    def base(self) -> str:
        """What links are relative to."""
        tag = next((tag for tag in self.tags if tag.name == "base" and tag.has_attr("href")), None)
        return (join(self.url, attribute(tag, "href")) if tag is not None else None) or self.url

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """Its boxes that show the newest entries of a longer list."""
        return tuple(find_boxes(self.tags, self.body))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every anchor, frame, choice and clickable box of it with the title it shows; each address and title once."""
        return links_in(self.tags, self.boxes, self.base)

    @cached_property
    def scripts(self) -> str:
        """The text of all scripts, without what is commented out by ``//`` at the start of a line."""
        text = "\n".join(tag.get_text() for tag in self.tags if tag.name == "script")
        return re.sub(r"^[ \t]*//(?!-->).*$", "", text, flags=re.MULTILINE)

    @cached_property
    def text(self) -> str:
        """What the page shows, on one line."""
        shown = (piece for piece in self.soup.descendants if type(piece) is NavigableString and _is_shown(piece.parent))
        return squeeze(" ".join(shown))

    @cached_property
    def markup(self) -> str:
        """The source without comments."""
        return without(self.body, "<!--", "-->")

    def meta(self, name: str) -> str:
        """The content of a <meta> by its name, in whatever case."""
        for tag in self.tags:
            if tag.name == "meta" and attribute(tag, "name").lower() == name.lower():
                return squeeze(attribute(tag, "content"))
        return ""

    def resolve(self, href: str) -> str | None:
        """The canonical address of a link of this page; None when it leads nowhere on the web."""
        return join(self.base, href)


def _is_shown(tag: Tag | None) -> bool:
    return tag is None or tag.name not in {"script", "style", "title", "noscript", "template", "option"}
