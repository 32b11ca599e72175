"""One page of a listing, parsed once for everyone who reads it."""

import re
from functools import cached_property

from bs4 import BeautifulSoup
from bs4.element import Tag

from crawler.discovery.addresses import canonical, join
from crawler.discovery.links import Link
from crawler.discovery.markup import attribute, make_soup, squeeze
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
    def base(self) -> str:
        """What links are relative to."""
        tag = self.soup.find("base", href=True)
        return (join(self.url, attribute(tag, "href")) if isinstance(tag, Tag) else None) or self.url

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every anchor, frame, choice and clickable box of it with the title it shows; each address and title once."""
        return links_in(self.soup, self.body, self.base)

    @cached_property
    def scripts(self) -> str:
        """The text of all scripts, without what is commented out by ``//`` at the start of a line."""
        text = "\n".join(tag.get_text() for tag in self.soup.find_all("script"))
        return re.sub(r"^[ \t]*//(?!-->).*$", "", text, flags=re.MULTILINE)

    @cached_property
    def text(self) -> str:
        """What the page shows, on one line."""
        shown = (
            piece
            for piece in self.soup.find_all(string=True)
            if _is_shown(piece.parent) and type(piece).__name__ == "NavigableString"
        )
        return squeeze(" ".join(shown))

    @cached_property
    def markup(self) -> str:
        """The source without comments."""
        return without(self.body, "<!--", "-->")

    def meta(self, name: str) -> str:
        """The content of a <meta> by its name, in whatever case."""
        for tag in self.soup.find_all("meta"):
            if attribute(tag, "name").lower() == name.lower():
                return squeeze(attribute(tag, "content"))
        return ""

    def resolve(self, href: str) -> str | None:
        """The canonical address of a link of this page; None when it leads nowhere on the web."""
        return join(self.base, href)


def _is_shown(tag: Tag | None) -> bool:
    return tag is None or tag.name not in {"script", "style", "title", "noscript", "template", "option"}
