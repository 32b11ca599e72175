"""The head of an HTTP message as bytes, and back.

Bodies are kept decoded, so the headers that speak of the body on the wire stand as ``X-Archive-Orig-…``, as other
archives write them, and Content-Length is that of the body that is there.
"""

import re
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from storage.errors import ArchiveError

Headers = tuple[tuple[str, str], ...]

_ORIGINAL = "X-Archive-Orig-"
_OF_THE_WIRE = re.compile(rf"(?:{_ORIGINAL})*(?:content-encoding|transfer-encoding|content-length)", re.IGNORECASE)
_NO_TOKEN = re.compile(r"[^!#$%&'*+.^_`|~0-9A-Za-z-]")
_LINE_ENDS = re.compile(r"[\r\n\0]+")
_END = b"\r\n\r\n"


def header_text(raw: bytes) -> str:
    """What a header says: UTF-8, as these sites send it, else Latin-1, as HTTP has it."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def response_head(status: int, headers: Headers, length: int) -> bytes:
    """The head of a response whose body of ``length`` bytes is kept decoded."""
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    kept = ((_ORIGINAL + name if _OF_THE_WIRE.fullmatch(name) else name, value) for name, value in headers)
    return _head(f"HTTP/1.1 {status} {phrase}", (*kept, ("Content-Length", str(length))))


def request_head(method: str, url: str, headers: Headers) -> bytes:
    """The head of a request."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return _head(f"{method} {quote(target, safe=_AS_IT_IS)} HTTP/1.1", headers)


_AS_IT_IS = "".join(map(chr, range(0x21, 0x7F)))


def split(block: bytes) -> tuple[str, Headers, int]:
    """The first line, the headers as they stand, and where the body begins."""
    end = block.find(_END)
    if end < 0:
        raise ArchiveError("the record holds no HTTP message")
    first, *lines = block[:end].split(b"\r\n")
    pairs = (line.partition(b":") for line in lines)
    headers = tuple((header_text(name), header_text(value).strip(" \t")) for name, colon, value in pairs if colon)
    return header_text(first), headers, end + len(_END)


def has_head(block: bytes) -> bool:
    """Whether the head is there to its end."""
    return _END in block


def received(headers: Headers) -> Headers:
    """The headers of a response as the server sent them."""
    ours = ((name, value, bool(_OF_THE_WIRE.fullmatch(name))) for name, value in headers)
    return tuple(
        (name.removeprefix(_ORIGINAL) if renamed else name, value)
        for name, value, renamed in ours
        if name.startswith(_ORIGINAL) or not renamed
    )


def status_of(first_line: str) -> int:
    """The status in the first line of a response."""
    try:
        return int(first_line.split(" ", 2)[1])
    except (IndexError, ValueError):
        raise ArchiveError(f"no HTTP status in {first_line[:80]!r}") from None


def first(headers: Headers, name: str) -> str | None:
    """The first header of that name."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


def _head(first_line: str, headers: Headers) -> bytes:
    lines = [_line(first_line)]
    lines += [f"{_NO_TOKEN.sub('-', name)}: {_line(value)}" for name, value in headers if name]
    return "\r\n".join(lines).encode("utf-8", "replace") + _END


def _line(text: str) -> str:
    """One line: a line end in it would be read as the end of the header."""
    return _LINE_ENDS.sub(" ", text).strip(" \t")
