"""Who asks, in which language and for which shape: what every address takes beside its own parameters."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Annotated, Concatenate, ParamSpec, TypeVar

from fastapi import Depends, Query, Request
from sqlalchemy import Connection

from nianbao.web.people import Person
from nianbao.web.replies.problems import RefusedError
from nianbao.web.replies.shapes import Shape, wanted
from nianbao.web.site import Site
from nianbao.web.words import Language
from storage import queries
from storage.coverage import CHINA

P = ParamSpec("P")
T = TypeVar("T")

COOKIE = "nianbao_lang"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. ``site`` is what all requests share; ``chosen`` where the address itself names the language."""

    request: Request
    site: Site
    shape: Shape
    language: Language
    person: Person | None
    chosen: bool = False
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def today(self) -> date:
        """In China, where the deadlines are."""
        return self.site.now().astimezone(CHINA).date()

    @property
    def fragment(self) -> bool:
        """Whether htmx asks, which puts the answer into a page that is there already."""
        return "hx-request" in self.request.headers

    def snapshot(self) -> AbstractContextManager[Connection]:
        """One state of the database, for all questions of this request."""
        return queries.snapshot(self.site.engine)

    def read(self, ask: Callable[Concatenate[Connection, P], T], *args: P.args, **named: P.kwargs) -> T:
        """One question in a state of its own, whose answer holds nothing open."""
        with self.snapshot() as connection:
            return ask(connection, *args, **named)


async def _asked(
    request: Request,
    form: Annotated[Shape | None, Query(alias="format", description="Instead of the Accept header")] = None,
    lang: Annotated[Language | None, Query(description="Language of a page: zh or en; a cookie keeps it")] = None,
) -> Asked:
    site: Site = request.app.state.site
    language = lang or Language.of(request.cookies.get(COOKIE, ""))
    shape = form or wanted(request.headers.get("accept", ""))
    return Asked(request, site, shape, language, site.people.of(request), lang is not None)


Asking = Annotated[Asked, Depends(_asked)]


def moment(text: str) -> datetime:
    """``2026-03-02`` is the end of that day in China, as in the commands. Raises RefusedError."""
    try:
        found = datetime.fromisoformat(text)
        if len(text) <= len("2026-03-02"):
            found = datetime.combine(found.date(), time.max)
    except ValueError as error:
        raise RefusedError(422, "refused.as_of", said=repr(text)) from error
    return (found if found.tzinfo else found.replace(tzinfo=CHINA)).astimezone(UTC)
