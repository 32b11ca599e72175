"""``/districts/{code}/agencies/{agency}/again``."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Path, Response
from starlette.responses import RedirectResponse

from nianbao.web.asking import Asked, Asking
from nianbao.web.guards.client import client_of
from nianbao.web.pages.parameters import AgencyKey, Code
from nianbao.web.replies.answering import Way, answer, offered
from nianbao.web.replies.problems import RefusedError, documented
from nianbao.web.resources.reports.rereading import Rereading, Stage
from nianbao.web.templating import path
from storage.queries import Narrowing
from storage.queries.crawl.documents import documents
from storage.queries.places.agencies import agency_of
from storage.queries.places.districts import named

router = APIRouter()

_WAY = Way("reports/rereading.html", Rereading)
_ADDRESS = "/districts/{code}/agencies/{agency:path}/again"


@router.post(
    _ADDRESS,
    summary="Read an agency's reports again",
    status_code=303,
    responses=documented(401, 403, 404, 409, 422, 429, 503),
    response_class=Response,
)
def begin(
    code: Code,
    agency: AgencyKey,
    asked: Asking,
    store: Annotated[bool, Form(description="Store what comes of it; only for who is signed in")] = False,
) -> Response:
    """From the archive, without network, beside the server: leads to where the result will be, and how far it is.

    One at a time: 409 while another is under way; 429 for who has had several and is not signed in.
    """
    if store and asked.person is None:
        raise RefusedError(401, "refused.again_person")
    client = client_of(asked.request.scope, asked.site.serving.proxies)
    if asked.person is None and (wait := asked.site.strangers.wait(client)):
        raise RefusedError(429, "refused.again_often", {"Retry-After": str(wait)}, wait=wait)
    wanted = _wanted(asked, code, agency, dry_run=not store)
    asked.site.rereadings.begin(wanted)
    if asked.person is None:
        asked.site.strangers.take(client)
    return RedirectResponse(path("districts", code, "agencies", wanted.key, "again", wanted.id), 303)


@router.get(
    f"{_ADDRESS}/{{number}}",
    summary="How far reading again is, and what comes of it",
    responses={**offered(Rereading, csv=False), **documented(404, 422, 429)},
)
def show(
    code: Code,
    agency: AgencyKey,
    number: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{16}$", description="What the start led to")],
    asked: Asking,
) -> Response:
    """Which cells of which report are read otherwise now, and in a dry run by which rule. Kept for a day."""
    found = asked.site.rereadings.find(number)
    if found.district_code != code or agency not in (found.key, found.agency):
        raise RefusedError(404, "refused.again_other")
    age = (found.stage, found.read, len(found.reports))
    return answer(asked, _WAY, lambda: found, lambda _: {"running": found.stage is Stage.RUNNING}, age)


def _wanted(asked: Asked, code: str, agency: str, *, dry_run: bool) -> Rereading:
    with asked.snapshot() as connection:
        place = named(connection, code)
        body = agency_of(connection, place, agency)
        total = len(documents(connection, Narrowing(body.name, code)))
    return Rereading(
        secrets.token_urlsafe(12),
        place.code,
        place.name,
        body.name,
        body.key,
        dry_run,
        asked.person.name if asked.person and not dry_run else "",
        asked.site.now(),
        None,
        Stage.RUNNING,
        "",
        total,
        0,
        None,
        (),
    )
