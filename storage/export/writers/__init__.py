"""Rows to files: one writer for a format, each in one pass and with a bounded number of rows in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from storage.errors import StorageError
from storage.export.blocks import Block
from storage.export.schema import Table

Writer = Callable[[Path, Table, Iterable[Block]], int]
"""Writes a table to a path and says how many rows there were."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the module that writes it, and the name of the file where all tables are in one."""

    module: str
    single: str = ""

    def file(self, table: Table, suffix: str) -> str:
        """The name of the file that a table goes to."""
        return self.single or f"{table.name}.{suffix}"


FORMATS = {
    "csv": Format("delimited"),
    "parquet": Format("columnar"),
    "xlsx": Format("workbook"),
    "sqlite": Format("database", "nianbao.sqlite"),
}
"""By the suffix of the files."""


def writer(format: str, *, bom: bool = False) -> Writer:  # noqa: A002 – as everybody calls it
    """The writer of a format. Raises StorageError where its library is not installed.

    ``bom`` puts a byte order mark before CSV, as Excel wants it; other formats have no use for one.
    """
    if format not in FORMATS:
        raise StorageError(f"export knows no format {format}; choose one of {', '.join(FORMATS)}")
    if bom and format != "csv":
        raise StorageError(f"a byte order mark is for CSV: leave --bom out, {format} files need none")
    try:
        module = import_module(f"storage.export.writers.{FORMATS[format].module}")
    except ModuleNotFoundError as error:
        raise StorageError(f'{error.name} is not installed; run: pip install "nianbao[{format}]"') from error
    write: Writer = module.write_with_bom if bom else module.write
    return write
