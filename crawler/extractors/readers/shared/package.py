"""Zip packages, looked at before anything in them is unpacked."""

import io
import zipfile
import zlib

from crawler.errors import Unreadable, said

MOST_PARTS = 5_000
MOST_BYTES = 256 * 2**20
MOST_XML_BYTES = 48 * 2**20
"""A report's largest XML part has 0.1 to 2 MB; pictures may weigh more. Sizes are those the zip states and enforces."""

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
"""What ``zipfile`` raises on damaged or unusual files."""


def check_sizes(archive: zipfile.ZipFile) -> None:
    """Raise ``Unreadable`` (too_large) for a package that unpacks to more than any report."""
    entries = archive.infolist()
    xml = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or total > MOST_BYTES or xml > MOST_XML_BYTES:
        raise Unreadable("too_large", f"{len(entries)} parts, {total} bytes unpacked, {xml} in one XML part")


def check_package(data: bytes, part: str = "", most: int = MOST_XML_BYTES) -> None:
    """The same for bytes; raises ``Unreadable`` (damaged, too_large).

    ``most``: bytes that the parts whose names begin with ``part`` may unpack to.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive)
            size = sum(entry.file_size for entry in archive.infolist() if part and entry.filename.startswith(part))
            if size > most:
                raise Unreadable("too_large", f"{size} bytes in {part}; a report has some ten thousand")
    except BROKEN as problem:
        raise Unreadable("damaged", f"not a sound package: {said(problem)}") from problem
