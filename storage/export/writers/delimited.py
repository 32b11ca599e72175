"""CSV: UTF-8, plain line ends, numbers as plain decimals, times in ISO 8601, nothing added to what was printed.

A raw text that begins with ``=``, ``+``, ``-`` or ``@`` stays as it is: an apostrophe in front would be a change of the
data, and ``-`` is the commonest entry of these forms. The codebook tells spreadsheet users to take the workbook.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from storage.export.plain import plain
from storage.export.tables import Table


def write(path: Path, table: Table, rows: Iterable[Sequence[object]]) -> int:
    """Write the table with a header line."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(table.header)
        for row in rows:
            lines.writerow([plain(value) for value in row])
            count += 1
    return count
