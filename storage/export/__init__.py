"""Everything as files that other programs read: five long tables and ``datapackage.json``.

In CSV, Parquet, Excel, or as one SQLite file.
"""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine

from storage import queries
from storage.export.blocks import Block
from storage.export.content import content
from storage.export.descriptor import Written, descriptor
from storage.export.gaps import gaps
from storage.export.metadata import put_metadata
from storage.export.place import DESCRIPTOR, put_in_place
from storage.export.schema import Table
from storage.export.writers import FORMATS, Writer, writer

__all__ = ["FORMATS", "Written", "export"]


def export(
    engine: Engine,
    folder: Path,
    format: str = "csv",  # noqa: A002 – as everybody calls it
    *,
    all_versions: bool = False,
    bom: bool = False,
) -> tuple[Written, ...]:
    """Write one state of the database to ``folder``, in full or not at all; the same state gives the same bytes.

    ``bom``: CSV with a byte order mark, by which Excel knows UTF-8.
    """
    write = writer(format, bom=bom)
    with queries.snapshot(engine) as connection, put_in_place(folder) as draft:
        files = tuple(
            _write(write, draft / FORMATS[format].file(table, format), table, blocks)
            for table, blocks in content(connection, all_versions=all_versions)
        )
        known = gaps(connection)
        if format == "sqlite":
            put_metadata(draft, files, known)
        (draft / DESCRIPTOR).write_text(descriptor(files, known, bom=bom), "utf-8", newline="\n")
    return files


def _write(write: Writer, path: Path, table: Table, blocks: Iterable[Block]) -> Written:
    return Written(table, path, write(path, table, blocks))
