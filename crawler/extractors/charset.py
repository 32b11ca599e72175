"""Bytes to text. Chinese pages lie about their encoding, so the bytes are asked first and the labels last."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LABEL = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_LABEL_WITHIN = 8192
"""Some sites open with kilobytes of comment before their <meta charset>."""
_DAMAGE_ALLOWED = 5
"""Up to one broken character in five the text is damaged UTF-8; GBK read as UTF-8 breaks in seven of ten or more."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the charset it was read in; never fails, bytes that fit nothing become U+FFFD.

    Order: byte order mark, strict UTF-8, UTF-8 with a few broken bytes, labels in the page, ``declared`` (the
    Content-Type header or a charset name), gb18030. Every gb* label means gb18030, of which the others are parts.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace"), "utf-8" if name == "utf-8-sig" else name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def _decode_other(data: bytes, declared: str | None) -> tuple[str, str]:
    if name := wide(data):
        return data.decode(name, "replace"), name
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * _DAMAGE_ALLOWED < sum(character > "\x7f" for character in text):
        return text, "utf-8"
    name = next((codec for label in _labels(data, declared) if (codec := _codec(label))), "gb18030")
    return data.decode(name, "replace"), name


def wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows in its zero bytes: every ASCII character has one, always on the same side."""
    head = data[:1024]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and odd > 8 * even:
        return "utf-16-le"
    if even > len(head) // 8 and even > 8 * odd:
        return "utf-16-be"
    return None


def _labels(data: bytes, declared: str | None) -> list[str]:
    labels = [label.decode("ascii", "replace") for label in _LABEL.findall(data[:_LABEL_WITHIN])]
    if declared:
        stated = _LABEL.search(declared.encode("ascii", "replace"))
        labels.append(stated.group(1).decode("ascii") if stated else declared)
    return labels


def _codec(label: str) -> str | None:
    """The codec for a label, None for labels that say nothing: unknown ones, and those that strict UTF-8 refuted."""
    label = label.strip().lower()
    if label.startswith(("gb", "x-gbk", "cp936", "ms936", "windows-936")):
        return "gb18030"
    if label.startswith("big5"):
        return "big5hkscs"
    return None
