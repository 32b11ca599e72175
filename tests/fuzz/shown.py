"""Whether a value that was read of a mutant can be seen in it, where its source is text and asking is cheap."""

import html
import io
import re
import unicodedata
import zipfile

from crawler.extractors.charset import decode
from crawler.extractors.readers.shared.package import BROKEN
from crawler.extractors.sniff import Kind, sniff
from storage.records import Reading

_TAG = re.compile(r"<[^<>]*>")
_NOT_SHOWN = re.compile(r"[\s\0,，\u200b-\u200f\u2060\ufeff\xad]")
_CHECKED = {Kind.HTML, Kind.DOCX, Kind.ODT, Kind.WORDML, Kind.TEXT, Kind.MARKDOWN}


def unseen(data: bytes, reading: Reading) -> list[str]:
    """The printed texts of numbers that stand nowhere in the source, its tags and blanks aside."""
    source = _source(data)
    if source is None:
        return []
    raws = {cell.raw for report in reading.reports for cell in report.cells if cell.value is not None and cell.raw}
    return sorted(raw for raw in raws if _plain(raw) not in source)


def _source(data: bytes) -> str | None:
    kind = sniff(data)
    if kind not in _CHECKED:
        return None
    try:
        text = "\n".join(_texts(data)) if data.startswith(b"PK") else decode(data)[0]
    except BROKEN:
        return None
    return _plain(text if kind in (Kind.TEXT, Kind.MARKDOWN) else html.unescape(_TAG.sub("", text)))


def _texts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [decode(package.read(name))[0] for name in package.namelist() if name.endswith(".xml")]


def _plain(text: str) -> str:
    return _NOT_SHOWN.sub("", unicodedata.normalize("NFKC", text))
