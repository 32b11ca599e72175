"""A zip around reports: its members one by one, within bounds, none of them unpacked to disk."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from crawler.errors import Unreadable, said
from crawler.extractors.readers.shared.package import BROKEN

MOST_MEMBERS = 200
MOST_BYTES = 128 * 2**20
"""Of all members together, as the zip states it before anything is unpacked."""
_ENCRYPTED = 0x1
_UTF8 = 0x800


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file in the zip; raises ``Unreadable`` (damaged, encrypted, too_large).

    A member that is damaged is left out. Names only help to find a title: nothing is written anywhere.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as problem:
        raise Unreadable("damaged", f"not a sound zip: {said(problem)}") from problem
    with archive:
        files = [entry for entry in archive.infolist() if not entry.is_dir() and entry.file_size]
        total = sum(entry.file_size for entry in files)
        if len(files) > MOST_MEMBERS or total > MOST_BYTES:
            raise Unreadable("too_large", f"{len(files)} files, {total} bytes unpacked")
        if files and all(entry.flag_bits & _ENCRYPTED for entry in files):
            raise Unreadable("encrypted", "the zip asks for a password")
        for entry in files:
            if entry.flag_bits & _ENCRYPTED:
                continue
            try:
                body = archive.read(entry)
            except BROKEN:
                continue
            yield _name(entry), body


def _name(entry: zipfile.ZipInfo) -> str:
    """The file's own name; Chinese ones are in GBK unless the zip says that they are in UTF-8."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        name = name.encode("cp437", "replace").decode("gb18030", "replace")
    return PurePosixPath(name.replace("\\", "/")).name
