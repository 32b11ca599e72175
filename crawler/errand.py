"""Why a page is asked for: the one thing that travels with a request, from the link that named it to its row."""

from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request

from crawler.discovery.links import Column
from crawler.platforms import Ask
from storage.records import Context, Role
from storage.states import Known

NOWHERE = Column()
"""Before the first column."""

ERRAND = "errand"
"""The only key that this project adds to a request's meta."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is known of a page before it is opened.

    ``column`` is the column that the link stood in. ``listing`` names, for a page of a list, the list by the address
    of its first page, and ``ask`` is the question whose answer it is, where it is not that first page. ``depth``
    counts columns since the home page. ``afresh``: the page is wanted with its body, changed or not. ``known`` is what
    the database has of the address that is asked, from the moment when it is asked.
    """

    context: Context
    column: Column = NOWHERE
    listing: str | None = None
    ask: Ask | None = None
    depth: int = 0
    afresh: bool = False
    known: Known | None = None

    @property
    def site(self) -> str:
        """The id of the site."""
        return self.context.site

    @property
    def role(self) -> Role:
        """Why the page is fetched."""
        return self.context.role

    def as_role(self, role: Role) -> "Errand":
        """The same errand for a page that turned out to be something else."""
        return replace(self, context=replace(self.context, role=role))

    def asked_afresh(self) -> "Errand":
        """The same errand without conditions."""
        return replace(self, afresh=True)


def errand_of(request: Request) -> Errand | None:
    """The errand of a request; None for those that Scrapy makes itself, for robots.txt."""
    found: Any = request.meta.get(ERRAND)
    return found if isinstance(found, Errand) else None
