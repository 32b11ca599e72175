"""Everything as files that other programs read: five long tables and ``datapackage.json``.

In CSV, Parquet, Excel, or as one SQLite file.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from storage import queries
from storage.export.blocks import Block
from storage.export.content import content
from storage.export.descriptor import Written, descriptor
from storage.export.gaps import Gaps, gaps
from storage.export.metadata import put_metadata
from storage.export.place import DESCRIPTOR, put_in_place
from storage.export.plain import moment
from storage.export.schema import Table
from storage.export.writers import FORMATS, Writer, writer

__all__ = ["FORMATS", "Written", "export"]


def export(
    engine: Engine,
    folder: Path,
    format: str = "csv",  # noqa: A002 – as everybody calls it
    narrowing: queries.Narrowing | None = None,
    *,
    all_versions: bool = False,
    bom: bool = False,
    as_of: datetime | None = None,
) -> tuple[Written, ...]:
    """Write one state of the database to ``folder``, in full or not at all; the same state gives the same bytes.

    ``bom``: CSV with a byte order mark, by which Excel knows UTF-8. ``as_of``: cells, reports and findings as they were
    shown at that moment; what was missing then is not told, nor what is missing of a part.

    Raises UnknownError for a part that is not there.
    """
    narrowing = narrowing or queries.Narrowing()
    write = writer(format, bom=bom)
    with queries.snapshot(engine) as connection, put_in_place(folder) as draft:
        files = tuple(
            _write(write, draft / FORMATS[format].file(table, format), table, blocks)
            for table, blocks in content(connection, narrowing, all_versions=all_versions, as_of=as_of)
        )
        only = {key: value for key, value in asdict(narrowing).items() if value is not None}
        is_told = as_of is None and not only
        known = gaps(connection) if is_told else Gaps(None, Counter())
        if format == "sqlite":
            put_metadata(draft, files, known)
        more = ({} if as_of is None else {"as_of": moment(as_of)}) | ({"only": only} if only else {})
        told = descriptor(files, known if is_told else None, bom=bom, more=more)
        (draft / DESCRIPTOR).write_text(told, "utf-8", newline="\n")
    return files


def _write(write: Writer, path: Path, table: Table, blocks: Iterable[Block]) -> Written:
    return Written(table, path, write(path, table, blocks))
