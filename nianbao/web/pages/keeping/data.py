"""``/data``: releases, whole tables, the codebook."""

from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import FileResponse

from nianbao.web.asking import Asked, Asking
from nianbao.web.pages.parameters import DistrictAsked, Plain, YearAsked
from nianbao.web.releases import cited, located, releases
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import RefusedError, documented
from nianbao.web.replies.streaming import Streamed
from nianbao.web.resources.keeping.data import Codebook, Data, Measure, codebook, data
from nianbao.web.site import Site
from storage import queries
from storage.export.content import one
from storage.export.writers.delimited import chunks
from storage.release.manifest import NAME

router = APIRouter()

_FILE_HEADS = ("release", "path", "bytes", "sha256", "address")
_BOOK_HEADS = ("part", "of", "name", "zh", "en", "kind", "unit")
_TYPES = {".gz": "application/gzip", ".json": "application/json", ".md": "text/markdown; charset=utf-8"}
_BYTES = "application/octet-stream"


class Exported(StrEnum):
    """The tables of an export."""

    CELLS = "cells"
    REPORTS = "reports"
    AGENCIES = "agencies"
    FINDINGS = "findings"
    MEASURES = "measures"


def _files(of: Data) -> Sheet:
    return Sheet(_FILE_HEADS, ((r.name, f.path, f.bytes, f.sha256, f.address) for r in of.releases for f in r.files))


def _book(of: Codebook) -> Sheet:
    """Everything that has a name, one below the other."""
    rows: list[tuple[object, ...]] = []
    for part, groups in (("table", of.tables), ("view", of.views)):
        for each in groups:
            rows.append((part, "", each.about.name, each.about.zh, each.about.en, "", ""))
            rows += [("column", each.about.name, c.name, c.zh, c.en, c.kind, c.unit) for c in each.columns]
    for m in of.measures:
        rows.append(("measure", m.format, f"{m.table}.{m.row}.{m.column}", m.label_zh, m.label_en, "", m.unit))
    rows += [
        ("identity", " ".join(i.formats), i.identity, i.expression, i.expression, i.severity, "") for i in of.identities
    ]
    return Sheet(_BOOK_HEADS, rows)


_WAY = Way("keeping/data.html", Data, _files)
_CODEBOOK = Way("keeping/codebook.html", Codebook, _book)


@router.get("/data", summary="What can be taken away", responses={**offered(Data), **documented(422, 429)})
def show(asked: Asking) -> Response:
    """Dated releases with their files, whole tables of what is shown now, and how to cite."""
    folder = asked.site.serving.releases_folder
    there = releases(folder)
    found = data(there, cited(folder, there[0].name) if there else None)
    return answer(asked, _WAY, lambda: found, age=found)


@router.get("/data/codebook", summary="The codebook", responses={**offered(Codebook), **documented(422, 429)})
def explain(asked: Asking) -> Response:
    """Columns of the tables and views, the cells of the national forms, and the identities that are checked."""
    return answer(asked, _CODEBOOK, lambda: _codebook(asked))


@router.get(
    "/data/{table}.csv",
    summary="A whole table of what is shown now",
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}, **documented(404, 422, 429, 503)},
    response_class=Response,
)
def export(
    request: Request,
    table: Annotated[Exported, Path(description="As the codebook explains them")],
    district: DistrictAsked = None,
    agency: Annotated[Plain | None, Query(max_length=100, description="Only this agency, by a name of it")] = None,
    year: YearAsked = None,
) -> Response:
    """Without a limit, as fast as it is taken: the columns of ``nianbao export``, of current versions."""
    site: Site = request.app.state.site
    with ExitStack() as stack:
        stack.enter_context(site.exports.taken())
        connection = stack.enter_context(queries.snapshot(site.engine))
        pieces = _pieces(connection, table, queries.Narrowing(agency or None, district, year))
        return Streamed(pieces, stack.pop_all().close, f"{table}.csv", "text/csv; charset=utf-8")


def _pieces(connection: object, table: Exported, narrowing: queries.Narrowing) -> Iterator[bytes]:
    """The first piece is made at once: what there is not is said before anything is sent. Raises UnknownError."""
    made = chunks(*one(connection, table.value, narrowing))  # type: ignore[arg-type]
    first = [next(made), next(made, "")]
    return (piece.encode() for piece in chain(first, made) if piece)


@router.get(
    "/data/releases/{name}/{path:path}",
    summary="A file of a release",
    responses={200: {"content": {_BYTES: {"schema": {"type": "string"}}}}, **documented(404, 422, 429)},
    response_class=Response,
)
def download(
    request: Request,
    name: Annotated[str, Path(pattern=rf"^{NAME.pattern}$", examples=["nianbao-2026-01-20"])],
    path: Annotated[str, Path(max_length=200, examples=["data/cells.csv.gz"])],
) -> Response:
    """One that its manifest names, or the manifest; for whoever goes on with a download in parts, too."""
    site: Site = request.app.state.site
    file = located(site.serving.releases_folder, name, path)
    if file is None:
        raise RefusedError(404, "refused.release", name=name, file=path)
    kind = _TYPES.get(file.suffix, _BYTES)
    return FileResponse(file, media_type=kind, filename=f"{name}-{file.name}")


def _codebook(asked: Asked) -> Codebook:
    with asked.snapshot() as connection:
        return codebook([Measure(*row) for row in queries.measures(connection)])
