"""An archived document as a page that does nothing: a page made inert, of another file what was read of it."""

from html import escape

from crawler.extractors.document import Document
from nianbao.explain.cell import whole
from nianbao.explain.inert import framed, inert
from storage.records import At


def original_page(title: str, page: str | None, document: Document | None, at: At | None, otherwise: str = "") -> str:
    """``page`` is the decoded HTML of a page, ``document`` what was read of another file, ``otherwise`` why neither."""
    if page is not None:
        return inert(page, at)
    inner = whole(document, at) if document is not None else f"<p>{escape(otherwise)}</p>"
    return framed(f"<body><h1>{escape(title)}</h1>{inner}</body>")
