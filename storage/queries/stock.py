"""How much is stored."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from storage.models import Agency, Capture, District, Version, Walk, table_of

_VERSIONS = table_of(Version)


@dataclass(frozen=True, slots=True)
class Stock:
    """Counts of rows; ``reports`` of those with a current version."""

    districts: int
    agencies: int
    reports: int
    captures: int
    walks: int

    @property
    def is_empty(self) -> bool:
        """Whether no crawl has left anything yet."""
        return not (self.reports or self.captures or self.walks or self.districts)


def stock(connection: Connection) -> Stock:
    """Count."""
    counts = [select(func.count()).select_from(table_of(model)) for model in (District, Agency)]
    counts.append(select(func.count()).select_from(_VERSIONS).where(_VERSIONS.c.current))
    counts += [select(func.count()).select_from(table_of(model)) for model in (Capture, Walk)]
    return Stock(*(connection.execute(count).scalar_one() for count in counts))
