"""A response of Scrapy's as it goes into the archive."""

from collections.abc import Iterator
from datetime import datetime

from scrapy.http import Headers, Response

from storage.records import Context, Exchange


def exchange_of(response: Response, context: Context, at: datetime) -> Exchange:
    """What was asked and answered; the body is unpacked already."""
    request = response.request
    return Exchange(
        url=response.url,
        captured_at=at,
        status=response.status,
        request_headers=tuple(_pairs(request.headers)) if request else (),
        response_headers=tuple(_pairs(response.headers)),
        body=response.body,
        context=context,
        method=request.method if request else "GET",
        request_body=request.body if request else b"",
    )


def header(response: Response, name: str) -> str | None:
    """One header as text, None when it is absent."""
    value = response.headers.get(name)
    return _text(value) if value is not None else None


def _pairs(headers: Headers) -> Iterator[tuple[str, str]]:
    for name, values in headers.items():
        for value in values:
            yield _text(name), _text(value)


def _text(raw: bytes) -> str:
    """UTF-8, as these sites send it, else Latin-1, as HTTP has it."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")
