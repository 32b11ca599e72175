"""Keeps every answer that mattered as WARC files, which stand alone and outlive the database."""

from storage.archive.archive import Archive
from storage.archive.contents.http import header_text
from storage.archive.limits import Limits
from storage.archive.writer import ArchiveWriter

__all__ = ["Archive", "ArchiveWriter", "Limits", "header_text"]
