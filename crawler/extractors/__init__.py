"""Bytes in, report out. Pure: no Scrapy, no SQLAlchemy, no socket, no clock."""

from crawler.extractors.reading import EXTRACTOR, read, read_document

__all__ = ["EXTRACTOR", "read", "read_document"]
