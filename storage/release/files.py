"""The files of a release: text that no time zone, locale or machine changes."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from storage.export.blocks import Block
from storage.export.schema import Table
from storage.export.writers.delimited import write_lines

if TYPE_CHECKING:
    from _csv import Writer

LEVEL = 6
_BUFFER = 1 << 20


def write_text(path: Path, text: str) -> None:
    """UTF-8 with plain line ends."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def write_table(path: Path, table: Table, blocks: Iterable[Block]) -> int:
    """Gzipped CSV; how many rows there were."""
    with _packed(path) as text:
        return write_lines(text, table, blocks)


@contextmanager
def open_table(path: Path, table: Table) -> Iterator["Writer"]:
    """The same for rows that come one by one."""
    with _packed(path) as text:
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(table.header)
        yield rows


@contextmanager
def lines(path: Path) -> Iterator[IO[str]]:
    """The text of a gzipped CSV."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def _packed(path: Path) -> Iterator[IO[str]]:
    """Without time and name in its head."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed:
        text = io.TextIOWrapper(io.BufferedWriter(packed, _BUFFER), "utf-8", newline="")
        yield text
        text.flush()
        text.detach().flush()
