"""``/compare``."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from nianbao.web.asking import Asked, Asking
from nianbao.web.drawing.choosing import cells_to_choose, things_to_choose
from nianbao.web.drawing.comparing import drawn
from nianbao.web.pages.parameters import AsOf, Plain
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import RefusedError, documented
from nianbao.web.resources.numbers.comparison import Comparison, comparison
from nianbao.web.resources.numbers.points import SMALL
from nianbao.web.resources.places.agencies import Agencies, agencies
from nianbao.web.templating import path

router = APIRouter()

MOST_WHAT, MOST_OF, MOST_DISTRICTS, MOST_YEARS = 6, 12, 6, 20
"""What is asked for at once. A sum over a district reads the reports of all its agencies."""
_LIMITS = {"what": MOST_WHAT, "of": MOST_OF, "districts": MOST_DISTRICTS, "years": MOST_YEARS}
_FIRST = "requests_received"
_YEARS = 6
"""Years that are shown where none are asked for."""
_OFFERED = 20
_Many = Annotated[list[Plain], Query(max_length=100)]

_HEADS = (
    "indicator", "label_zh", "label_en", "id", "of", "district_code", "district", "agency", "year", "value", "unit",
    "state", "numerator", "denominator", "forms", "grade", "small", "joined", "report", "evidence", "failing",
    "counted", "expected", "unreported", "missing", "summary",
)  # fmt: skip


def _sheet(of: Comparison) -> Sheet:
    return Sheet(_HEADS, _rows(of))


def _rows(of: Comparison) -> Iterator[tuple[object, ...]]:
    things, bodies = {each.key: each for each in of.what}, {each.id: each for each in of.of}
    for line in of.lines:
        what, body = things[line.what], bodies[line.of]
        for point in line.points:
            number, sums = point.number, point.together
            yield (
                what.key, what.label_zh, what.label_en, body.id, body.of, body.district_code, body.district,
                body.name if body.key else None, point.year, number.value, number.unit or what.unit, number.state,
                number.numerator, number.denominator, " ".join(number.forms), number.grade, number.small, point.joined,
                point.report, point.evidence, point.failing,
                *((sums.counted, sums.expected, sums.unreported, "; ".join(sums.missing), sums.summary)
                  if sums else (None,) * 5),
            )  # fmt: skip


_WAY = Way("asking/compare.html", Comparison, _sheet)


@router.get(
    "/compare",
    summary="Indicators of several agencies or districts, year by year",
    responses={**offered(Comparison), **documented(404, 422, 429)},
)
def compare(
    asked: Asking,
    as_of: AsOf,
    what: Annotated[_Many, Query(description="Indicators, concepts, or cells as t3.new_received.total")] = [],  # noqa: B006
    of: Annotated[_Many, Query(description="Districts as 110102, agencies as 110102/信访办公室")] = [],  # noqa: B006
    first: Annotated[int | None, Query(alias="from", ge=1990, le=2100, description="First report year")] = None,
    last: Annotated[int | None, Query(alias="to", ge=1990, le=2100, description="Last report year")] = None,
    q: Annotated[Plain, Query(max_length=100, description="On the page: whom to offer beside those chosen")] = "",
) -> Response:
    """Each number with what it is made of, or why there is none; of a district how many agencies are in the sum."""
    things = list(dict.fromkeys(each for each in what if each)) or [_FIRST]
    bodies = list(dict.fromkeys(each for each in of if each))
    years = _years(asked, first, last)
    _within(things, bodies, years)

    def make() -> Comparison:
        return asked.read(comparison, things, bodies, years, today=asked.today, as_of=as_of)

    return answer(asked, _WAY, make, beside=lambda made: _beside(asked, made, q))


def _years(asked: Asked, first: int | None, last: int | None) -> range:
    last = last if last is not None else max(asked.today.year - 1, first or 0)
    first = first if first is not None else last - _YEARS + 1
    return range(first, last + 1)


def _within(things: list[str], bodies: list[str], years: range) -> None:
    """Raises RefusedError for what is too much at once."""
    districts = sum("/" not in each for each in bodies)
    for word, name, count, most in (
        ("refused.too_many", "what", len(things), MOST_WHAT),
        ("refused.too_many", "of", len(bodies), MOST_OF),
        ("refused.too_many_districts", "of", districts, MOST_DISTRICTS),
        ("refused.too_many_years", "from", len(years), MOST_YEARS),
    ):
        if count > most:
            raise RefusedError(422, word, name=name, count=count, most=most)
    if not years:
        raise RefusedError(422, "refused.years", first=years.start, last=years.stop - 1)


def _looked_for(asked: Asked, q: str) -> Agencies | None:
    return asked.read(agencies, q, district=None, page=1, limit=_OFFERED) if q.strip() else None


def _beside(asked: Asked, of: Comparison, q: str) -> dict[str, object]:
    chosen = {each.key for each in of.what}
    then = asked.request.query_params.get("as_of") or None
    parameters: dict[str, Any] = {"what": [each.key for each in of.what], "of": [each.id for each in of.of]}
    return {
        "drawn": drawn(asked.language, of),
        "groups": things_to_choose(),
        "cells": cells_to_choose(asked.language),
        "chosen": chosen,
        "limits": _LIMITS,
        "looked_for": _looked_for(asked, q),
        "small": SMALL,
        "link": path("compare", **parameters, **{"from": of.first_year, "to": of.last_year, "as_of": then}),
        "then": then,
    }
