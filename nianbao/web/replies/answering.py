"""Turns what a page is about into the shape that was asked for, tagged so that the same is not sent twice."""

import csv
import io
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from fastapi import Response
from pydantic import TypeAdapter

from nianbao.web.asking import COOKIE, Asked
from nianbao.web.replies.cache import Body
from nianbao.web.replies.problems import RefusedError
from nianbao.web.replies.shapes import Shape

T = TypeVar("T")

_VARY = "Accept, Cookie, HX-Request"
_YEAR = 365 * 24 * 3600
_NOT_PART = ("format", "lang")
"""Parameters that say how, not what."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a CSV; None is an empty field."""

    heads: Sequence[str]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True)
class Way(Generic[T]):
    """How one kind of resource is shown: its template, its type for JSON, its rows for CSV."""

    template: str
    kind: type[T]
    sheet: Callable[[T], Sheet] | None = None

    @cached_property
    def adapter(self) -> TypeAdapter[T]:
        """Writes the resource as JSON."""
        return TypeAdapter(self.kind)


def answer(
    asked: Asked,
    way: Way[T],
    make: Callable[[], T],
    beside: Callable[[T], dict[str, object]] | None = None,
    age: Hashable = None,
) -> Response:
    """Make the resource, unless it was in this state of the database. Raises RefusedError for a shape there is not.

    ``beside``: what only the template needs, made of the resource. ``age``: what it depends on beside the state of the
    database and the day.
    """
    key = (
        asked.request.url.path,
        asked.request.url.query,
        asked.shape,
        asked.language,
        asked.today,
        asked.fragment,
        age,
    )

    def content() -> bytes:
        return _content(asked, way, make(), beside)

    body = made_once(asked, key, content) if asked.person is None else tagged(content())
    return respond(asked, body, asked.shape.media_type)


def made_once(asked: Asked, key: Hashable, make: Callable[[], bytes]) -> Body:
    """What was made under that key in this state of the database, else what is made now."""
    state = asked.site.watch.state()
    body = asked.site.cache.get(state, key)
    if body is None:
        body = tagged(make())
        asked.site.cache.keep(state, key, body)
    return body


def respond(asked: Asked, body: Body, media_type: str) -> Response:
    """With its tag; 304 where that is known."""
    headers = {"ETag": body.etag, "Vary": _VARY, "Cache-Control": "private" if asked.person else "no-cache"}
    known = asked.request.headers.get("if-none-match", "")
    if body.etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]:
        response = Response(status_code=304, headers=headers)
    else:
        response = Response(body.content, media_type=media_type, headers=headers)
    if asked.chosen:
        response.set_cookie(COOKIE, asked.language, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def tagged(content: bytes) -> Body:
    """The tag is of the bytes, so that it outlives the process and is the same on every worker."""
    return Body(content, f'"{blake2b(content, digest_size=12).hexdigest()}"')


def _content(asked: Asked, way: Way[T], resource: T, beside: Callable[[T], dict[str, object]] | None) -> bytes:
    if asked.shape is Shape.JSON:
        return way.adapter.dump_json(resource)
    if asked.shape is Shape.CSV:
        if way.sheet is None:
            raise RefusedError(406, "refused.csv")
        return _csv(way.sheet(resource))
    return render(asked, way.template, it=resource, **(beside(resource) if beside else {}))


def render(asked: Asked, template: str, **parts: object) -> bytes:
    """A page in the language of whoever asks."""
    found = asked.site.templates[asked.language].get_template(template)
    return found.render(asked=asked, person=asked.person, **parts).encode()


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(sheet.heads)
    writer.writerows(sheet.rows)
    return text.getvalue().encode()


def offered(kind: type[Any], *, csv: bool = True) -> dict[int | str, dict[str, Any]]:
    """For OpenAPI: the shapes in which an address answers."""
    content: dict[str, Any] = {"text/html": {"schema": {"type": "string"}}}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    return {
        200: {"model": kind, "description": "The resource in the shape asked for", "content": content},
        304: {"description": "Not Modified"},
    }
