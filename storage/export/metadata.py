"""``metadata.json``: titles and descriptions of tables and columns, as Datasette shows them beside the SQLite file."""

import json
from collections.abc import Sequence
from pathlib import Path

from storage.export.descriptor import DESCRIPTION, TITLE, Written
from storage.export.gaps import Gaps
from storage.export.schema import Table, Words

METADATA = "metadata.json"


def metadata(files: Sequence[Written], known: Gaps) -> str:
    """For ``datasette nianbao.sqlite --metadata metadata.json``, or ``datasette DIR``, which finds both."""
    said = {"title": _both(TITLE, " · "), "description": f"{_both(DESCRIPTION)}{_missing(known) if known.day else ''}"}
    by_database: dict[str, dict[str, object]] = {}
    for file in files:
        tables = by_database.setdefault(file.path.stem, {})
        tables[file.table.name] = _table(file.table)
    databases = {name: {**said, "tables": tables} for name, tables in by_database.items()}
    return json.dumps({**said, "databases": databases}, ensure_ascii=False, indent=2) + "\n"


def put_metadata(folder: Path, files: Sequence[Written], known: Gaps) -> None:
    """Write it to the folder."""
    (folder / METADATA).write_text(metadata(files, known), "utf-8", newline="\n")


def _table(table: Table) -> dict[str, object]:
    return {
        "description": _both(table.title),
        "columns": {
            column.name: f"{column.title.zh} · {_both(column.description)}{_among(column.among)}"
            for column in table.columns
        },
    }


def _among(values: Sequence[tuple[str, Words]]) -> str:
    return "".join(f" {value}: {_both(meaning, ' · ')};" for value, meaning in values).rstrip(";")


def _both(words: Words, between: str = " ") -> str:
    return f"{words.en}{between}{words.zh}"


def _missing(known: Gaps) -> str:
    return f" On {known.day}, {known.missing:,} of {known.reports.total():,} expected reports were missing."
