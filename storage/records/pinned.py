"""Which version of a report a person chose to be shown."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pinned:
    """The version by its document and page: its number is another when the database is made anew."""

    code: str
    agency: str
    year: int
    sha256: str
    url: str
    reason: str
    at: datetime
