"""``/agencies``."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from nianbao.web.asking import Asked, Asking
from nianbao.web.pages.parameters import Plain
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.places.agencies import Agencies, agencies

router = APIRouter()

_HEADS = ("id", "district_code", "district", "key", "agency", "kind", "valid_from", "valid_to")
_KEPT = ("what", "of", "from", "to")
"""Parameters of a comparison that is being put together: they are handed on."""


def _sheet(of: Agencies) -> Sheet:
    rows = ((a.id, a.district_code, a.district, a.key, a.name, a.kind, a.valid_from, a.valid_to) for a in of.agencies)
    return Sheet(_HEADS, rows)


_WAY = Way("places/agencies.html", Agencies, _sheet)


@router.get(
    "/agencies",
    summary="Agencies by words of their names",
    responses={**offered(Agencies), **documented(404, 422, 429)},
)
def find(
    asked: Asking,
    q: Annotated[Plain, Query(max_length=100, description="Words of the name, or of the district's; all without")] = "",
    district: Annotated[str | None, Query(pattern=r"^\d{6}$", description="Only of this district")] = None,
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=200, description="Agencies on a page")] = 20,
) -> Response:
    """By district and name; districts that match come before them. The CSV has the agencies."""

    def make() -> Agencies:
        return asked.read(agencies, q, district=district, page=page, limit=limit)

    return answer(asked, _WAY, make, beside=lambda _: {"kept": _kept(asked)})


def _kept(asked: Asked) -> list[tuple[str, str]]:
    return [(name, value) for name, value in asked.request.query_params.multi_items() if name in _KEPT and value]
