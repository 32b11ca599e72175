"""Bytes in, report out. Pure: no Scrapy, no SQLAlchemy, no socket, no clock."""
