"""``/districts/{code}``."""

from fastapi import APIRouter, Response

from nianbao.web.asking import Asking
from nianbao.web.drawing.marks import MARKS
from nianbao.web.pages.parameters import Code
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.places.district import District, Expected, district
from nianbao.web.words import Language, say
from storage.records import Presence

router = APIRouter()

_HEADS = ("district_code", "district", "agency", "year", "state", "evidence")


def _sheet(of: District) -> Sheet:
    return Sheet(_HEADS, ((of.code, of.name, c.agency, c.year, c.state, c.evidence) for c in of.coverage))


_WAY = Way("places/district.html", District, _sheet)


@router.get(
    "/districts/{code}",
    summary="One district: which reports are there",
    responses={**offered(District), **documented(404, 422, 429)},
)
def show(code: Code, asked: Asking) -> Response:
    """Its agencies, and for each with every year one state: published, late, absent, blocked …, with the evidence."""
    return answer(
        asked,
        _WAY,
        lambda: asked.read(district, code, today=asked.today),
        beside=lambda of: {"matrix": matrix(of), "marks": MARKS, "words": _words(asked.language)},
    )


def _words(language: Language) -> dict[str, str]:
    """Looked up once, for a page has some hundred marks."""
    return {state.value: say(language, f"presence.{state.value}") for state in Presence}


def matrix(of: District) -> list[tuple[str, str | None, list[Expected | None]]]:
    """Name, key and the state of each year of every agency that is expected or reported, governments first."""
    order = {body.name: (list(type(body.kind)).index(body.kind), n) for n, body in enumerate(of.agencies)}
    rows: dict[str, dict[int, Expected]] = {}
    for each in of.coverage:
        rows.setdefault(each.agency, {})[each.year] = each
    keys = {body.name: body.key for body in of.agencies}
    names = sorted(rows, key=lambda name: (order.get(name, (99, 0)), name))
    return [(name, keys.get(name), [rows[name].get(year) for year in of.years]) for name in names]
