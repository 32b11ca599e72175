"""The records that this program writes: what is asked and answered, what repeats, what is noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from storage.archive.contents import warc
from storage.archive.contents.capture import NOT_MODIFIED, Original, sha256_of
from storage.archive.contents.http import request_head, response_head
from storage.records import Exchange

_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
_SAME_BODY = _PROFILE + "identical-payload-digest"
_NOT_MODIFIED = _PROFILE + "server-not-modified"
_DIGEST = "WARC-Payload-Digest"


@dataclass(frozen=True, slots=True)
class Answer:
    """A response or revisit record, and the name by which its request refers to it."""

    name: str
    data: bytes


def response(exchange: Exchange, sha256: str, extra: Mapping[str, str]) -> Answer:
    """An answer with its body."""
    block = response_head(exchange.status, exchange.response_headers, len(exchange.body)) + exchange.body
    fields = ((_DIGEST, f"sha256:{sha256}"),)
    return _answer("response", exchange, block, fields, extra)


def revisit(exchange: Exchange, sha256: str, extra: Mapping[str, str], original: Original) -> Answer:
    """An answer whose body stands elsewhere; other tools find it by address and time, we by its place."""
    block = response_head(exchange.status, exchange.response_headers, original.size)
    fields = (
        (_DIGEST, f"sha256:{sha256}"),
        ("WARC-Profile", _NOT_MODIFIED if exchange.status == NOT_MODIFIED else _SAME_BODY),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.captured_at),
        (warc.REVISIT, original.to_line()),
    )
    return _answer("revisit", exchange, block, fields, extra)


def request(exchange: Exchange, answer: str) -> bytes:
    """The question that belongs to an answer."""
    block = request_head(exchange.method, exchange.url, exchange.request_headers) + exchange.request_body
    fields = (
        ("WARC-Target-URI", exchange.url),
        ("WARC-Concurrent-To", answer),
        (_DIGEST, f"sha256:{sha256_of(exchange.request_body)}"),
    )
    return warc.compose("request", exchange.captured_at, warc.HTTP_REQUEST, block, fields)


def note(kind: str, at: datetime, block: bytes) -> bytes:
    """JSON of ours."""
    return warc.compose("metadata", at, warc.JSON, block, ((warc.NOTE, kind), (_DIGEST, f"sha256:{sha256_of(block)}")))


def warcinfo(name: str, at: datetime) -> bytes:
    """The first record of a file: who made it, and by which rules."""
    lines = (
        f"software: nianbao/{version('nianbao')}",
        "format: WARC File Format 1.1",
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description: Annual open-government reports of Chinese districts, bodies without transfer or content encoding",
    )
    block = "".join(f"{line}\r\n" for line in lines).encode()
    return warc.compose("warcinfo", at, warc.FIELDS, block, (("WARC-Filename", name),))


def _answer(kind: str, exchange: Exchange, block: bytes, fields: warc.Fields, extra: Mapping[str, str]) -> Answer:
    name = warc.record_id()
    head = (("WARC-Record-ID", name), ("WARC-Target-URI", exchange.url))
    data = warc.compose(kind, exchange.captured_at, warc.HTTP_RESPONSE, block, (*head, *fields, *extra.items()))
    return Answer(name, data)
