"""``/search``."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from nianbao.web.asking import Asked, Asking
from nianbao.web.pages.parameters import DistrictAsked, Plain, YearAsked
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.asking.search import MOST_PAGES, Search, pieces, search
from storage.queries.places.districts import Name, names

router = APIRouter()

MOST_WORDS = 100
"""Characters of a question: each word of it is one more look at the index."""
_LISTED = 60
"""So many districts make a list to choose from; of more one writes the code."""
_HEADS = ("district_code", "district", "agency", "year", "title", "section", "heading", "snippet", "source_url")


def _sheet(of: Search) -> Sheet:
    return Sheet(_HEADS, ([getattr(hit, name) for name in _HEADS] for hit in of.hits))


_WAY = Way("asking/search.html", Search, _sheet)


@router.get(
    "/search",
    summary="Reports by the words of their text",
    responses={**offered(Search), **documented(404, 422, 429)},
)
def show(
    asked: Asking,
    q: Annotated[
        Plain,
        Query(
            max_length=MOST_WORDS,
            description='Words that all have to be there; those in "quotation marks" stand together',
            examples=["信访"],
        ),
    ] = "",
    district: DistrictAsked = None,
    year: YearAsked = None,
    page: Annotated[int, Query(ge=1, le=MOST_PAGES, description="Twenty hits each")] = 1,
) -> Response:
    """The best first, with the sentence in which the words stand and where in it they do."""
    return answer(asked, _WAY, lambda: asked.read(search, q, district, year, page), beside=lambda _: _beside(asked))


def _beside(asked: Asked) -> dict[str, object]:
    return {"pieces": pieces, "districts": listed(asked)}


def listed(asked: Asked) -> list[Name]:
    """The districts to choose from; none where there are too many for a list."""
    found = asked.read(names, limit=_LISTED + 1)
    return found if len(found) <= _LISTED else []
