"""What belongs to the page of a report: its other pages, its frames, its files."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.discovery.addresses import join
from crawler.discovery.attachments import AttachmentKind, find_attachments
from crawler.discovery.columns.names import agency_in
from crawler.discovery.leaves import first_of
from crawler.discovery.titles import read_title
from crawler.errand import Errand
from crawler.extractors.readers.html import Page
from crawler.platforms import article_parts
from crawler.spiders.walk.choices import Wanted
from storage.records import Role

_FRAMES = 3
"""The report is in one of the first; others count visits or show the weather."""


def choose_parts(page: Page, url: str, errand: Errand, *, is_list: bool = False) -> Iterator[Wanted]:
    """The other pages of a report that is cut into pages, to be read with its first; a later one may name more.

    The numbers under a list lead to more of the list; a call that names the article leaves no doubt.
    """
    first = first_of(url, errand.context.parent)
    for ask in article_parts(page.raw_text, url, first):
        if ask.url != first and (ask.platform or not is_list):
            yield Wanted(ask.url, replace(errand, context=replace(errand.context, role=Role.ATTACHMENT, parent=first)))


def choose_frames(page: Page, url: str, errand: Errand) -> Iterator[Wanted]:
    """The pages in the frames of a report's page, on the same server: where the page says nothing, they may."""
    server = urlsplit(url).netloc
    base = (join(url, page.base_href) if page.base_href else None) or url
    addresses = [address for source in page.frames() if (address := join(base, source))]
    for address in [address for address in addresses if urlsplit(address).netloc == server][:_FRAMES]:
        context = replace(errand.context, role=Role.ATTACHMENT, parent=url)
        yield Wanted(address, Errand(context, errand.column, depth=errand.depth + 1))


def choose_attachments(page: Page, url: str, errand: Errand) -> Iterator[Wanted]:
    """The files of a report page that may be the report."""
    title = page.meta.get("articletitle") or page.title
    base = (join(url, page.base_href) if page.base_href else None) or url
    for attachment in find_attachments(page.links(), base, page.raw_text, title):
        if attachment.kind in {AttachmentKind.REPORT, AttachmentKind.MAYBE}:
            context = replace(errand.context, role=Role.ATTACHMENT, parent=url, link_title=attachment.name)
            context = replace(context, agency=_named_by(attachment.name) or context.agency)
            yield Wanted(attachment.url, Errand(context, errand.column, depth=errand.depth + 1))


def _named_by(file: str) -> str | None:
    """The body whose name is all of a file's name: 区教育局.pdf."""
    facts = read_title(file)
    return None if facts.speaks_of_a_report or facts.year is not None else agency_in(facts.agency or "")
