"""What can go wrong while asking in SQL.

StorageError
└── QueryError     the statement is wrong, or does more than read (raised here, shown to whoever wrote it)
    └── OutOfTimeError    it was reading for longer than allowed
"""

from storage.errors import StorageError


class QueryError(StorageError):
    """The statement is wrong, or would do more than read."""

    @classmethod
    def not_reading(cls, what: str) -> "QueryError":
        """For a statement that could change or open something; ``what`` names it."""
        return cls(f"{what} is not allowed: a query can only read; ask with one SELECT")


class OutOfTimeError(QueryError):
    """The statement was stopped."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"stopped after {seconds:g} seconds; narrow the query, or allow more with --seconds")
