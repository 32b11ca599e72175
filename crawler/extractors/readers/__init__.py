"""One module a format, each a function from bytes to ``Document``; nothing after it knows what the bytes were."""

from crawler.errors import Unreadable
from crawler.extractors.charset import decode
from crawler.extractors.document import Document
from crawler.extractors.readers import html, text
from crawler.extractors.sniff import Kind


def read(data: bytes, kind: Kind, *, content_type: str | None = None) -> Document:
    """The document in ``data``, which ``sniff`` says is of ``kind``; raises ``Unreadable`` with a kind of refusal."""
    if kind is Kind.HTML:
        return html.Page(data, content_type).document()
    if kind in (Kind.TEXT, Kind.MARKDOWN):
        return text.read(decode(data, content_type)[0], kind.media_type)
    raise Unreadable("unsupported", f"no reader for {kind}")
