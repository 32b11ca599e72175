"""A page saved with its pictures in one file (MHTML, often named .doc): a mail whose first HTML part is the page."""

from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from crawler.errors import Unreadable, said
from crawler.extractors.document import Document
from crawler.extractors.readers import html
from crawler.extractors.sniff import Kind

_MOST_PARTS = 2_000


def read(data: bytes) -> Document:
    """The page; raises ``Unreadable`` (damaged) when there is none in it."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data.lstrip())
        for number, part in enumerate(message.walk()):
            if number > _MOST_PARTS:
                break
            if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
                body = part.get_payload(decode=True)
                if isinstance(body, bytes) and body.strip():
                    page = html.Page(body, part.get("Content-Type"))
                    return replace(page.document(), media_type=Kind.MHTML.media_type)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError, IndexError, KeyError) as problem:
        raise Unreadable("damaged", f"not a sound MHTML file: {said(problem)}") from problem
    raise Unreadable("damaged", "an MHTML file without a page in it")
