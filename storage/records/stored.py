"""What storing a reading gave."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of one report: ``change`` is new, changed, same, unplaced or refused; ``cells`` counts them.

    ``current``: the version is the one that is shown; a reading that is worse than an earlier one of its bytes is not.
    """

    agency: str | None
    year: int | None
    version: int | None
    change: str
    cells: int = 0
    current: bool = False
