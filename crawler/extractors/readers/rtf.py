"""Rich Text Format, under its own name or as .doc: Chinese in code page 936 or as Unicode, tables with their merges."""

from crawler.extractors.document import Document
from crawler.extractors.readers.model import read_model
from crawler.extractors.sniff import Kind


def read(data: bytes) -> Document:
    """The document in an .rtf; raises ``Unreadable`` (damaged, too_large)."""
    return read_model(data, Kind.RTF, "rtf")
