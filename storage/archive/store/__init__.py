"""Where the files of the archive lie: in a folder, or in an object store that fsspec reaches."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from storage.archive.store.folder import LocalFolder
from storage.archive.store.interface import DRAFT, LISTED, PACKED, SMALL_SUFFIX, SUFFIX, Sink, Store
from storage.errors import ArchiveError

__all__ = ["DRAFT", "LISTED", "PACKED", "SMALL_SUFFIX", "SUFFIX", "LocalFolder", "Sink", "Store", "store_at"]


def store_at(url: str, spool: Path | None = None) -> Store:
    """The store that an archive URL names; one elsewhere is written by way of the folder ``spool``."""
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return LocalFolder(Path(unquote(parts.path)))
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url):
        from storage.archive.store.remote import RemoteFolder  # noqa: PLC0415 – only who keeps the archive elsewhere needs it

        return RemoteFolder.at(url, None if spool is None else LocalFolder(spool))
    if not url:
        raise ArchiveError("the archive has no place; set NIANBAO_ARCHIVE_URL to a folder")
    return LocalFolder(Path(url))
