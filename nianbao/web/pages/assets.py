"""Style and scripts; their addresses change with their bytes, so that they are kept for a year."""

from fastapi import APIRouter, Response

from nianbao.web.assets import assets
from nianbao.web.replies.problems import RefusedError

router = APIRouter(include_in_schema=False)

_KEPT = "public, max-age=31536000, immutable"


@router.get("/assets/{name:path}")
async def asset(name: str) -> Response:
    """A file of the folder."""
    if name not in assets():
        raise RefusedError(404, "refused.asset")
    found = assets()[name]
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": _KEPT})


@router.get("/favicon.ico")
async def icon() -> Response:
    """What browsers ask for by themselves."""
    found = assets()["icon.svg"]
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": "max-age=86400"})


@router.get("/robots.txt")
async def robots() -> Response:
    """Free SQL and whatever starts work is not for crawlers."""
    return Response("User-agent: *\nDisallow: /query\nDisallow: /search\nDisallow: /compare\n", media_type="text/plain")
