"""``/api``: the description of all these addresses, for people."""

from fastapi import APIRouter, Request, Response

from nianbao.web.asking import Asked, Asking
from nianbao.web.releases import releases
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.keeping.api import Api, api
from storage.queries.sample import sample

router = APIRouter()

_HEADS = ("method", "path", "summary", "description", "example")
_WAY = Way(
    "keeping/api.html", Api, lambda of: Sheet(_HEADS, ([getattr(each, h) for h in _HEADS] for each in of.operations))
)


@router.get("/api", summary="This description, to be read", responses={**offered(Api), **documented(422, 429)})
def show(request: Request, asked: Asking) -> Response:
    """Every address with its parameters and an example; ``/openapi.json`` has the same for programs."""
    base = str(request.base_url).rstrip("/")
    return answer(asked, _WAY, lambda: api(request.app.openapi(), _known(asked)), lambda _: {"base": base}, age=base)


def _known(asked: Asked) -> dict[str, str | None]:
    """What examples are made of: the last report, run, host and release that there are."""
    of = asked.read(sample)
    found = next(iter(releases(asked.site.serving.releases_folder)), None)
    return {
        "code": of.code,
        "agency": of.agency,
        "year": None if of.year is None else str(of.year),
        "/runs/{number} number": None if of.run is None else str(of.run),
        "host": of.host,
        "/data/{table}.csv table": "reports",
        "q": "信息公开",
        "sql": "SELECT agency, year, title FROM reports LIMIT 5",
        "/districts/{code}/agencies/{agency}/{year}/cells/{name} name": "t3.new_received.total",
        "/data/releases/{name}/{path} name": found.name if found else None,
        "/data/releases/{name}/{path} path": "manifest.json" if found else None,
    }
