"""``/sign-in`` and ``/sign-out``."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, Query, Response
from starlette.responses import RedirectResponse

from nianbao.web.asking import Asked, Asking
from nianbao.web.guards.client import client_of, is_secure
from nianbao.web.people.people import COOKIE, LASTS
from nianbao.web.replies.answering import render
from nianbao.web.replies.problems import RefusedError, documented
from nianbao.web.replies.shapes import Shape

router = APIRouter()

Next = Annotated[str, Query(alias="next", max_length=2000, description="Where to go afterwards, on this site")]
_HERE = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]*")
_UNKEPT = {"Cache-Control": "no-store"}


@router.get(
    "/sign-in", summary="The form to sign in with", responses=documented(404, 422, 429), response_class=Response
)
def form(asked: Asking, following: Next = "/") -> Response:
    """Who is signed in goes on to ``next``."""
    if asked.person is not None:
        return _onward(following)
    _need_accounts(asked)
    return _page(asked, following)


@router.post(
    "/sign-in",
    summary="Sign in",
    status_code=303,
    responses=documented(401, 403, 404, 422, 429),
    response_class=Response,
)
def sign_in(
    asked: Asking,
    name: Annotated[str, Form(min_length=1, max_length=100)],
    password: Annotated[str, Form(max_length=1000)] = "",
    following: Annotated[str, Form(alias="next", max_length=2000)] = "/",
) -> Response:
    """Sets the cookie of the session, and goes on to ``next``."""
    _need_accounts(asked)
    request, people, attempts = asked.request, asked.site.people, asked.site.attempts
    name = name.strip()
    if wait := attempts.take(client_of(request.scope, people.proxies), name):
        raise RefusedError(429, "refused.attempts", {"Retry-After": str(wait)}, wait=wait)
    session = people.session(name, password)
    if session is None:
        return _refused(asked, following, name)
    attempts.forget(name)
    response = _onward(following)
    secure = is_secure(request.scope, people.proxies)
    response.set_cookie(COOKIE, session, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return response


@router.post(
    "/sign-out", summary="Sign out", status_code=303, responses=documented(403, 422, 429), response_class=Response
)
def sign_out(asked: Asking) -> Response:
    """Takes the cookie away."""
    response = _onward("/")
    secure = is_secure(asked.request.scope, asked.site.people.proxies)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=secure)
    return response


def here(address: str) -> str:
    """The address where it is one of this site, else the home page: nobody is sent elsewhere."""
    return address if _HERE.fullmatch(address) else "/"


def _need_accounts(asked: Asked) -> None:
    if not asked.site.people.may_sign_in:
        raise RefusedError(404, "refused.access")


def _refused(asked: Asked, following: str, name: str) -> Response:
    if asked.shape is not Shape.HTML:
        raise RefusedError(401, "refused.password")
    return _page(asked, following, name=name, status=401)


def _page(asked: Asked, following: str, *, name: str = "", status: int = 200) -> Response:
    page = render(asked, "sign_in.html", following=here(following), name=name, wrong=status == 401)
    return Response(page, status, _UNKEPT, Shape.HTML.media_type)


def _onward(address: str) -> RedirectResponse:
    return RedirectResponse(here(address), 303, _UNKEPT)
