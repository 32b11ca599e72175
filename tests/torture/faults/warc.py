"""A WARC file made elsewhere, of all that districts serve."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.district import Answer, District

_THEN = {"WARC-Date": "2025-05-06T07:08:09Z"}


def write_warc(path: Path, districts: Iterable[District]) -> None:
    """As wget writes it."""
    with path.open("wb") as file:
        writer = WARCWriter(file)
        for district in districts:
            for place, answer in district.pages.items():
                if isinstance(answer, Answer):
                    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                    record = writer.create_warc_record(
                        district.url(place),
                        "response",
                        payload=BytesIO(answer.body),
                        http_headers=head,
                        warc_headers_dict=dict(_THEN),
                    )
                    writer.write_record(record)
