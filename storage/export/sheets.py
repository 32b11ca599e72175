"""How rows are spread over the sheets of a workbook."""

ROWS = 1_048_576
"""Rows that a sheet can hold, the header among them; what is more goes to a further sheet."""


def sheets(name: str, rows: int) -> list[str]:
    """The names of the sheets that so many rows need."""
    further = max(0, rows - 1) // (ROWS - 1)
    return [name, *(f"{name} {number}" for number in range(2, further + 2))]


def rows_of(number: int, rows: int) -> int:
    """How many of so many rows are on a sheet, the first being number 0."""
    return min(rows - number * (ROWS - 1), ROWS - 1)
