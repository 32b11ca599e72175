"""How far a statutory table has been read: a short label counts only where its row is due."""

from collections.abc import Sequence

_AHEAD = 3
"""A table may go on in the next one with its next row, or with one after that when rows were left out."""


class Progress:
    """The last row taken of one table, and in which table of the document."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = {key: n for n, key in enumerate(order)}
        self._last = -1
        self._table = -1
        self._taken: tuple[str, int] | None = None
        self.open = False

    def begin(self, table: int) -> None:
        """Headings are printed: of the table's first page, or of a further one while it is open."""
        self._last = self._last if self.open else -1
        self._table, self.open = table, True

    def is_due(self, key: str, table: int) -> bool:
        """Whether this row may come now: later than the last one, and not far from it in another table.

        The same row again right behind itself is one that the table states twice.
        """
        if self.is_again(key, table):
            return True
        ahead = self._order[key] - self._last
        return self.open and ahead > 0 and (table == self._table or ahead <= _AHEAD)

    def is_ahead(self, key: str) -> bool:
        """Whether the row is still to come in a table that has begun."""
        return self.open and self._order[key] > self._last

    def is_again(self, key: str, table: int) -> bool:
        """Whether it is the last row once more, in the same table."""
        return (key, table) == self._taken

    def ended_in(self, table: int) -> bool:
        """Whether the last row taken stands in that table: it may come once more."""
        return self._taken is not None and self._taken[1] == table

    def took(self, key: str, table: int) -> None:
        """A row was taken; after the last one of the form the table is closed."""
        self._last, self._table, self._taken = self._order[key], table, (key, table)
        self.open = self._last < len(self._order) - 1
