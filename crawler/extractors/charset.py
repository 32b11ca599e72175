"""Bytes to text. Chinese pages lie about their encoding, so the bytes are asked first and the labels last."""

import codecs
import re
from collections.abc import Iterator

_BOMS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_MARKS = re.compile(b"(?:%s)+" % codecs.BOM_UTF8)
_LABEL = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_LABEL_WITHIN = 8192
"""Some sites open with kilobytes of comment before their <meta charset>."""
BROKEN = "\ufffd"
"""What stands in a text for bytes that are no character."""
_DAMAGE_ALLOWED = 5
"""Up to one broken character in five the text is damaged UTF-8; GBK read as UTF-8 breaks in seven of ten or more."""
_DOUBTED = 100
"""A charset that breaks more than one character in a hundred is doubted, whoever declared it."""
_PAIRS = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_BIG5_PAIR = re.compile(rb"[\xa1-\xf9][\x40-\x7e]")
_HIGH_BYTES = bytes(range(0x4E, 0xA0))
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"
_SAMPLE = 65_536


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the charset it was read in; never fails, bytes that fit nothing become U+FFFD.

    Order: byte order mark (not that of UTF-8, which scripts put before anything), strict UTF-8, UTF-8 with a few
    broken bytes, labels in the page, ``declared`` (the Content-Type header or a charset name), trial. Every gb* label
    means gb18030, of which the others are parts.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").lstrip("\ufeff"), name
    if marks := _MARKS.match(data):
        data = data[marks.end() :]
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def _decode_other(data: bytes, declared: str | None) -> tuple[str, str]:
    if name := wide(data):
        return data.decode(name, "replace"), name
    text = data.decode("utf-8", "replace")
    if text.count(BROKEN) * _DAMAGE_ALLOWED < _foreign(text):
        return text, "utf-8"
    best: tuple[int, str, str] | None = None
    for name in dict.fromkeys(_candidates(data, declared)):
        text = data.decode(name, "replace")
        broken = text.count(BROKEN)
        if broken * _DOUBTED <= _foreign(text):
            return text, name
        if best is None or broken < best[0]:
            best = broken, text, name
    return (best[1], best[2]) if best else (text, "utf-8")


def _foreign(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows in its zero bytes: every ASCII character has one, always on the same side."""
    head = data[:1024]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and odd > 8 * even:
        return "utf-16-le"
    if even > len(head) // 8 and even > 8 * odd:
        return "utf-16-be"
    return next((name for name, high in (("utf-16-le", 1), ("utf-16-be", 0)) if _is_ideographic(head, high)), None)


def _is_ideographic(head: bytes, high: int) -> bool:
    """Chinese text without ASCII shows in high bytes from 0x4E to 0x9F, where GBK has hardly a byte at all.

    Latin letters stand there too, so the low bytes must not be printable ASCII, as they are in style sheets.
    """
    high_bytes, low_bytes = head[high::2], head[1 - high :: 2]
    ideographs = len(high_bytes) - len(high_bytes.translate(None, _HIGH_BYTES))
    printable = len(low_bytes) - len(low_bytes.translate(None, _PRINTABLE))
    return len(head) >= 32 and ideographs * 10 > 6 * len(high_bytes) and printable * 10 < 6 * len(low_bytes)


def _candidates(data: bytes, declared: str | None) -> Iterator[str]:
    """What labels say, then what the bytes look like, then the rest."""
    for label in _labels(data, declared):
        if codec := _codec(label):
            yield codec
    yield from ("big5hkscs", "gb18030") if _looks_big5(data) else ("gb18030", "big5hkscs")


def _labels(data: bytes, declared: str | None) -> list[str]:
    labels = [label.decode("ascii", "replace") for label in _LABEL.findall(data[:_LABEL_WITHIN])]
    if declared:
        stated = _LABEL.search(declared.encode("ascii", "replace"))
        labels.append(stated.group(1).decode("ascii") if stated else declared)
    return labels


def _codec(label: str) -> str | None:
    """The codec for a label, None for labels that say nothing: unknown ones, and those that strict UTF-8 refuted."""
    label = label.strip().lower()
    if label.startswith(("gb", "x-gbk", "cp936", "ms936", "windows-936", "936")):
        return "gb18030"
    if label.startswith(("big5", "cp950", "windows-950")):
        return "big5hkscs"
    return None


def _looks_big5(data: bytes) -> bool:
    """Four in ten characters of Big5 end in a byte below 0x7F; in GB 2312 none does, in GBK only rare ones do."""
    pairs = _PAIRS.findall(data[:_SAMPLE])
    return len(pairs) >= 8 and sum(map(bool, map(_BIG5_PAIR.fullmatch, pairs))) * 5 > len(pairs)
