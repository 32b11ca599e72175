"""HTML pages: parsed once, read twice, by the spider for links and by the extractor for the document."""

from crawler.extractors.readers.html.links import PageLink
from crawler.extractors.readers.html.page import Page

__all__ = ["Page", "PageLink"]
