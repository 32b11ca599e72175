"""A zip around reports: its members one by one, within bounds, none of them unpacked to disk."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from crawler.errors import Unreadable, said
from crawler.extractors.readers.shared.package import BROKEN
from crawler.extractors.sniff import Kind, sniff

MOST_MEMBERS = 200
MOST_BYTES = 128 * 2**20
"""Of all members together, those of zips in the zip too, as zips state it before anything is unpacked."""
_ENCRYPTED = 0x1
_UTF8 = 0x800


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file in the zip; raises ``Unreadable`` (damaged, encrypted, too_large).

    Those of a zip in the zip are among them, not those of a third one. A member that is damaged is left out. Names only
    help to find a title: nothing is written anywhere.
    """
    left = MOST_BYTES
    for name, body in _members(data, left):
        if sniff(body) is not Kind.ZIP:
            yield name, body
            continue
        try:
            for inner in _members(body, left):
                left -= len(inner[1])
                if sniff(inner[1]) is not Kind.ZIP:
                    yield inner
        except Unreadable:
            continue


def _members(data: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """The files of one zip, which together have so many bytes at most."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as problem:
        raise Unreadable("damaged", f"not a sound zip: {said(problem)}") from problem
    with archive:
        files = [entry for entry in archive.infolist() if not entry.is_dir() and entry.file_size]
        total = sum(entry.file_size for entry in files)
        if len(files) > MOST_MEMBERS or total > most:
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
