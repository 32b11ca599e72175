"""``/query``: questions in SQL that can only read."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from nianbao.web.asking import Asked, Asking
from nianbao.web.replies.answering import Sheet, Way, answer, offered, render
from nianbao.web.replies.problems import RefusedError, documented
from nianbao.web.replies.shapes import Shape
from nianbao.web.resources.asking import query as resource
from nianbao.web.resources.asking.examples import EXAMPLES
from storage.models.views import VIEWS
from storage.sql import QueryError

router = APIRouter()

LONGEST = 8_000
"""Characters of a question: what an address can hold."""

_WAY = Way("asking/query.html", resource.Query, lambda of: Sheet(of.columns, of.rows))
_BESIDE: dict[str, object] = {"views": VIEWS, "examples": EXAMPLES, "bounds": resource.BOUNDS, "longest": LONGEST}


@router.get(
    "/query",
    summary="A question in SQL",
    responses={**offered(resource.Query), **documented(422, 429, 503)},
)
def show(
    asked: Asking,
    sql: Annotated[
        str,
        Query(
            max_length=LONGEST,
            description="One SELECT over the views that the page describes",
            examples=["SELECT agency, year, title FROM reports LIMIT 5"],
        ),
    ] = "",
) -> Response:
    """At most 1,000 rows and 5 seconds; nothing can be written or opened. The address is the question, to be kept."""
    try:
        return answer(asked, _WAY, lambda: _make(asked, sql), beside=lambda _: {**_BESIDE, "refused": None})
    except RefusedError as error:
        if asked.shape is not Shape.HTML:
            raise
        unanswered = resource.Query(sql, (), (), cut=False)
        page = render(asked, "asking/query.html", it=unanswered, refused=error.said(asked.language), **_BESIDE)
        return Response(page, error.problem.status, error.headers, Shape.HTML.media_type)


def _make(asked: Asked, sql: str) -> resource.Query:
    if not sql.strip():
        return resource.UNASKED
    with asked.site.turns.taken():
        try:
            return resource.query(asked.site.engine, sql)
        except QueryError as error:
            raise RefusedError(422, "refused.question", said=error) from error
