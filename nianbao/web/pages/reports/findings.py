"""``/findings``."""

import json
from hashlib import blake2b
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Query, Response
from starlette.responses import RedirectResponse

from nianbao.operations.judging import judge
from nianbao.web.asking import Asking
from nianbao.web.pages.parameters import Plain, plain
from nianbao.web.pages.sign_in import here
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import RefusedError, documented
from nianbao.web.resources.reports.equation import kept
from nianbao.web.resources.reports.findings import Finding, Findings, findings, place_of
from storage.crosschecks import Code
from storage.judgements import JudgementError, Ruling
from storage.queries import Narrowing
from storage.queries.checks.leaf import Place
from storage.queries.checks.wanted import Standing, wanted
from storage.records import Judged, Outcome

router = APIRouter()

_PAGE, _MOST = 50, 500
_LONGEST_REASON = 1000
_HEADS = (
    "district_code", "district", "agency", "year", "identity", "bind", "outcome", "left", "right", "verdict", "reason",
    "source_url", "code",
)  # fmt: skip


def _sheet(of: Findings) -> Sheet:
    return Sheet(_HEADS, map(_row, of.findings))


def _row(of: Finding) -> tuple[object, ...]:
    verdict = (of.verdict.ruling, of.verdict.reason) if of.verdict else (None, None)
    return (
        of.district_code, of.district, of.agency, of.year, of.identity, kept(of.bind), of.outcome, of.left, of.right,
        *verdict, of.source_url, of.code,
    )  # fmt: skip


_WAY = Way("reports/findings.html", Findings, _sheet)


def _filters(
    district: Annotated[str | None, Query(pattern=r"^(\d{6})?$", description="GB/T 2260 code")] = None,
    agency: Annotated[Plain | None, Query(max_length=100, description="Key or name of an agency")] = None,
    year: Annotated[str | None, Query(pattern=r"^(\d{4})?$", description="Report year")] = None,
    identity: Annotated[str | None, Query(pattern=r"^[A-Z0-9_]*$", max_length=60)] = None,
    verdict: Annotated[Standing | Ruling | Literal[""] | None, Query(description="open, judged, or a ruling")] = None,
    code: Annotated[Code | Literal[""] | None, Query(description="What lies behind it, between documents")] = None,
) -> dict[str, Any]:
    """Fields of a form that were left empty want all."""
    agency = (agency or "").strip() or None
    return {
        "narrowing": Narrowing(agency, district or None, int(year) if year else None),
        "identity": identity or None,
        "verdict": verdict or None,
        "code": code or None,
    }


def _after(
    after: Annotated[str | None, Query(max_length=2000, description="What the page before has as next")] = None,
) -> Place | None:
    try:
        place = place_of(after) if after else None
        for part in place or ():
            if isinstance(part, str):
                plain(part)
    except ValueError as error:
        raise RefusedError(422, "refused.after") from error
    return place


@router.get(
    "/findings",
    summary="What does not add up",
    responses={**offered(Findings), **documented(404, 422, 429)},
)
def show(
    asked: Asking,
    filters: Annotated[dict[str, Any], Depends(_filters)],
    after: Annotated[Place | None, Depends(_after)],
    outcome: Annotated[Outcome, Query(description="What checking gave")] = Outcome.FAIL,
    limit: Annotated[int, Query(ge=1, le=_MOST)] = _PAGE,
) -> Response:
    """By district, agency and year, newest first: both sides, the cells they are made of, and what a person decided.

    All findings at once, also of earlier versions, are in ``nianbao export`` and in the releases.
    """

    def make() -> Findings:
        with asked.snapshot() as connection:
            return findings(connection, wanted(connection, outcome=outcome, **filters), after=after, limit=limit)

    beside = {"chosen": asked.request.query_params, "outcome": outcome, "name_of": name_of, "outcomes": _OUTCOMES}
    return answer(asked, _WAY, make, beside=lambda _: {**beside, "codes": list(Code), "rulings": list(Ruling)})


_OUTCOMES = [outcome for outcome in Outcome if outcome is not Outcome.PASS]


@router.post(
    "/findings",
    summary="Decide about a finding",
    status_code=303,
    responses=documented(401, 403, 404, 422, 429),
    response_class=Response,
)
def decide(  # noqa: PLR0913 – as many as the form has fields
    asked: Asking,
    *,
    district: Annotated[str, Form(pattern=r"^\d{6}$")],
    agency: Annotated[Plain, Form(max_length=100)],
    year: Annotated[int, Form(ge=1990, le=2100)],
    identity: Annotated[Plain, Form(max_length=60)],
    bind: Annotated[Plain, Form(max_length=4000)],
    verdict: Annotated[str, Form(pattern="^(confirmed|explained|misread|none)$")],
    reason: Annotated[Plain, Form(max_length=_LONGEST_REASON)] = "",
    following: Annotated[str, Form(alias="next", max_length=2000)] = "/findings",
) -> Response:
    """Only for who is signed in; it takes the place of an earlier verdict, and goes back to ``next``.

    ``bind`` as the finding has it, a JSON object; the verdict ``none`` takes an earlier one back.
    """
    if asked.person is None:
        raise RefusedError(401, "refused.finding_person")
    ruling = "" if verdict == "none" else verdict
    reason = " ".join(reason.split())
    if ruling and not reason:
        raise RefusedError(422, "refused.finding_reason")
    judged = Judged(
        district,
        agency,
        year,
        identity,
        bind,
        ruling,
        reason,
        asked.site.now(),
        asked.person.name,
    )
    try:
        judge(asked.site.engine, asked.site.serving.storage, judged)
    except JudgementError as error:
        raise RefusedError(404, "refused.finding_stored", said=error) from error
    return RedirectResponse(here(following), 303)


def name_of(of: Finding) -> str:
    """What its place on the page is called."""
    said = f"{of.district_code} {of.key} {of.year} {of.identity} {json.dumps(of.bind, sort_keys=True)}"
    return f"f{blake2b(said.encode(), digest_size=6).hexdigest()}"
