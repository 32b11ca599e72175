"""Rows to files: one writer for a format, each in one pass and with a bounded number of rows in memory."""

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path

from storage.errors import StorageError
from storage.export.tables import Table

Writer = Callable[[Path, Table, Iterable[Sequence[object]]], int]
"""Writes a table to a path and says how many rows there were."""

FORMATS = {"csv": "delimited", "parquet": "columnar", "xlsx": "workbook"}
"""Format, which is also the suffix, and the module that writes it."""


def writer(format: str) -> Writer:  # noqa: A002 – as everybody calls it
    """The writer of a format. Raises StorageError where its library is not installed."""
    if format not in FORMATS:
        raise StorageError(f"export knows no format {format}; choose one of {', '.join(FORMATS)}")
    try:
        write: Writer = import_module(f"storage.export.writers.{FORMATS[format]}").write
    except ModuleNotFoundError as error:
        raise StorageError(f'{error.name} is not installed; run: pip install "nianbao[{format}]"') from error
    return write
