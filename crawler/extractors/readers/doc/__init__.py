"""Word files of the last century (.doc; .wps when it is the same OLE file)."""

from crawler.extractors.document import Document
from crawler.extractors.readers.doc.chpx import as_shown
from crawler.extractors.readers.doc.fib import in_english
from crawler.extractors.readers.model import read_model
from crawler.extractors.sniff import Kind


def read(data: bytes) -> Document:
    """The document in a .doc; raises ``Unreadable`` (encrypted, damaged, too_large, unsupported)."""
    return read_model(as_shown(in_english(data)), Kind.DOC, "doc")
