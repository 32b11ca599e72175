"""``/``."""

from itertools import groupby

from fastapi import APIRouter, Response

from nianbao.web.asking import Asking
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.places.home import Home, home

router = APIRouter()

_HEADS = ("district_code", "district", "agencies", "reports", "first_year", "last_year")


def _sheet(of: Home) -> Sheet:
    return Sheet(_HEADS, ((p.code, p.name, p.agencies, p.reports, p.first_year, p.last_year) for p in of.places))


_WAY = Way("places/home.html", Home, _sheet)


def _beside(of: Home) -> dict[str, object]:
    """The tree of the districts by province, and their names."""
    provinces = [(code, list(places)) for code, places in groupby(of.places, key=lambda place: place.code[:2])]
    return {"provinces": provinces, "names": {place.code: place.name for place in of.places}}


@router.get("/", summary="What is in the archive", responses={**offered(Home), **documented(422, 429)})
def show(asked: Asking) -> Response:
    """Districts with how much is stored of each, reports by place and year, and the last night."""
    return answer(asked, _WAY, lambda: asked.read(home), beside=_beside)
