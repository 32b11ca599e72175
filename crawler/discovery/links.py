"""A link as it stands in a listing, and the column it stands in: what recognisers are asked about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Link:
    """One link, resolved: ``title`` is the fullest that the page gives, ``listed`` the date printed beside it.

    ``agency`` is the body that the list names as its publisher.
    ``beside``: it stands on the page but not in its list (a side bar, a sub-column), so it counts for no total.
    """

    url: str
    title: str
    listed: date | None = None
    beside: bool = False
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of the column a listing belongs to; ``reports``: it is a column of annual reports."""

    title: str = ""
    reports: bool = False
    year: int | None = None
    agency: str | None = None
