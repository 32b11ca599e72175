"""The archived original of a report, made harmless: as a page in a frame, as a download, and one cell traced to it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

import forms
from forms import Measure
from nianbao.explain.inert import POLICY
from nianbao.web.asking import Asked, Asking
from nianbao.web.pages.parameters import AgencyKey, Code, Version, Year
from nianbao.web.replies.answering import Way, answer, offered, respond, tagged
from nianbao.web.replies.problems import RefusedError, documented
from nianbao.web.resources.reports.original import Originals, Traceable, traceable
from storage.archive import Archive
from storage.errors import ArchiveError

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/districts/{code}/agencies/{agency:path}/{year:int}")

_FRAMED = f"sandbox; {POLICY}; frame-ancestors 'self'; form-action 'none'; base-uri 'none'"
_CELL = r"^\w{1,40}\.\w{1,60}\.\w{1,60}$"
CellName = Annotated[str, Path(pattern=_CELL, description="table.row.column", examples=["t3.new_received.total"])]
MarkedCell = Annotated[str | None, Query(pattern=_CELL, description="The cell that is to be marked")]
_TRACED = Way("reports/cell.html", Traceable)


@router.get(
    "/cells/{name}",
    summary="One cell traced to its original",
    responses={**offered(Traceable, csv=False), **documented(404, 406, 410, 422, 429)},
)
def show_cell(
    code: Code, agency: AgencyKey, year: Year, name: CellName, asked: Asking, version: Version = None
) -> Response:
    """The document is taken from the archive and read again: where the cell stands, and by which rule it is read."""
    measure = _measure(name)

    def make() -> Traceable:
        with _originals(asked) as originals:
            return traceable(originals.traced(code, agency, year, measure, version))

    return answer(asked, _TRACED, make)


@router.get(
    "/original",
    summary="The archived original as a page that does nothing",
    response_class=Response,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}, **documented(404, 410, 422, 429)},
)
def show_original(
    code: Code, agency: AgencyKey, year: Year, asked: Asking, version: Version = None, cell: MarkedCell = None
) -> Response:
    """Without scripts, pictures and links, for a frame; the cell asked for is marked, and ``#marked`` leads to it."""
    with _originals(asked) as originals:
        page = originals.page(code, agency, year, _measure(cell) if cell else None, version)
    response = respond(asked, tagged(page.encode()), "text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


@router.get(
    "/document",
    summary="The archived original as it came",
    response_class=Response,
    responses={
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
        **documented(404, 410, 422, 429),
    },
)
def download(code: Code, agency: AgencyKey, year: Year, asked: Asking, version: Version = None) -> Response:
    """For keeping, never for opening here: no browser is told what it is."""
    with _originals(asked) as originals:
        file = originals.file(code, agency, year, version)
    response = respond(asked, tagged(file.content), "application/octet-stream")
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return response


@contextmanager
def _originals(asked: Asked) -> Iterator[Originals]:
    """Raises UnknownError for what is not stored, RefusedError for what is not in the archive any more."""
    try:
        with asked.snapshot() as connection:
            yield Originals(connection, Archive.of(asked.site.serving.storage), asked.site.confined)
    except (ArchiveError, OSError) as error:
        logger.warning("%s: the archive cannot give it: %s", asked.request.url.path, error)
        raise RefusedError(410, "refused.archive") from error


def _measure(name: str) -> Measure:
    measure = Measure(*name.split("."))
    if measure not in _MEASURES:
        raise RefusedError(404, "refused.cell", name=name)
    return measure


_MEASURES = frozenset(forms.measures())
