"""What becomes of an error: one sentence for whoever asked, a page or problem+json, and no word of our insides."""

import logging

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from nianbao.web.asking import COOKIE
from nianbao.web.guards.headers import SAFE
from nianbao.web.replies.problems import MEDIA_TYPE, RefusedError
from nianbao.web.replies.shapes import Shape, wanted
from nianbao.web.site import Site
from nianbao.web.words import Language
from storage.queries import UnknownError

logger = logging.getLogger(__name__)


async def refused(request: Request, error: Exception) -> Response:
    """Our own refusals."""
    assert isinstance(error, RefusedError)  # noqa: S101 – registered for these
    return respond(request, error)


async def unknown(request: Request, error: Exception) -> Response:
    """What is not stored: the question says what is like it."""
    assert isinstance(error, UnknownError)  # noqa: S101 – registered for these
    return respond(request, RefusedError(404, "refused.stored", said=error))


async def explained(request: Request, error: Exception) -> Response:
    """Those of the framework: no such address, no such method."""
    assert isinstance(error, HTTPException)  # noqa: S101 – registered for these
    word = {404: "refused.address", 405: "refused.method"}.get(error.status_code, "refused.parameter")
    return respond(request, RefusedError(error.status_code, word, error.headers, said=error.detail))


async def unfit(request: Request, error: Exception) -> Response:
    """A parameter that is not what the address takes."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 – registered for these
    said = "; ".join(f"{'.'.join(map(str, e['loc'][1:])) or e['loc'][0]}: {e['msg']}" for e in error.errors()[:5])
    return respond(request, RefusedError(422, "refused.parameter", said=said))


async def failed(request: Request, error: Exception) -> Response:
    """Anything else is our mistake: the log has it, the answer does not. It passes no guard on its way out."""
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return respond(request, RefusedError(500, "refused.mistake", SAFE))


def respond(request: Request, error: RefusedError) -> Response:
    """A page in the language of whoever asks, or problem+json."""
    site: Site = request.app.state.site
    problem = error.problem
    if _shape(request) is not Shape.HTML:
        return Response(problem.dumped(), problem.status, error.headers, MEDIA_TYPE)
    language = Language.of(request.query_params.get("lang") or request.cookies.get(COOKIE, ""))
    template = site.templates[language].get_template("problem.html")
    page = template.render(problem=problem, said=error.said(language), asked=None, person=None)
    return Response(page, problem.status, error.headers, Shape.HTML.media_type)


def _shape(request: Request) -> Shape:
    """A page only for who says so: what takes anything is a program."""
    said = request.query_params.get("format", "")
    if said in set(Shape):
        return Shape(said)
    accept = request.headers.get("accept", "")
    return wanted(accept) if "text/html" in accept else Shape.JSON
