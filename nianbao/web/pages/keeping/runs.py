"""``/runs``, ``/runs/{number}`` and the feed ``/runs.atom``."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from nianbao.digest import Digest, atom
from nianbao.web.asking import Asked, Asking
from nianbao.web.replies.answering import Sheet, Way, answer, made_once, offered, respond
from nianbao.web.replies.problems import documented
from nianbao.web.resources.keeping.runs import OneRun, Runs, list_runs, one_run
from storage.queries.crawl.news import Event, news

router = APIRouter()

_HEADS = ("number", "state", "started_at", "ended_at", "sites", "documents", "new", "changed", "requests", "size")
_WALK_HEADS = (
    "site", "code", "district", "verdict", "reason", "checked_at", "documents", "new", "changed",
)  # fmt: skip
_FEED = "application/atom+xml"
_FEED_DAYS = 60
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
_MOST_ENTRIES = 300
"""Of the feed, which a reader asks for again and again."""

Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="As /runs counts them")]
Before = Annotated[int | None, Query(ge=1, le=2**31 - 1, description="Goes on behind the run of this number")]

_WAY = Way(
    "keeping/runs.html", Runs, lambda of: Sheet(_HEADS, ([getattr(run, name) for name in _HEADS] for run in of.runs))
)
_ONE = Way(
    "keeping/run.html",
    OneRun,
    lambda of: Sheet(_WALK_HEADS, ([getattr(walk, name) for name in _WALK_HEADS] for walk in of.walks)),
)


@router.get("/runs", summary="The nights, newest first", responses={**offered(Runs), **documented(422, 429)})
def show(asked: Asking, before: Before = None) -> Response:
    """Each with its sites by verdict and what it brought; one without an end was killed, or is under way."""
    return answer(asked, _WAY, lambda: asked.read(list_runs, asked.site.now(), before), age=_hour(asked))


@router.get(
    "/runs.atom",
    summary="What came, changed and went, as a feed",
    responses={
        200: {"content": {_FEED: {"schema": {"type": "string"}}}},
        304: {"description": "Not Modified"},
        **documented(422, 429),
    },
    response_class=Response,
)
def feed(asked: Asking) -> Response:
    """Atom (RFC 4287): an entry for each report, the newest first."""
    return respond(asked, made_once(asked, (str(asked.request.url), asked.today), lambda: _feed(asked)), _FEED)


@router.get(
    "/runs/{number}",
    summary="One night",
    responses={**offered(OneRun), **documented(404, 422, 429)},
)
def show_one(number: Number, asked: Asking) -> Response:
    """Its walks by verdict, and its digest: reports new, changed and withdrawn, sites broken and silent."""
    return answer(
        asked,
        _ONE,
        lambda: asked.read(one_run, number, asked.site.now()),
        beside=lambda _: {"events": list(Event)},
        age=_hour(asked),
    )


def _hour(asked: Asked) -> datetime:
    """A run of which nothing is heard is told to be killed an hour later, though nothing was written."""
    return asked.site.now().replace(minute=0, second=0, microsecond=0)


def _feed(asked: Asked) -> bytes:
    """Dated by its newest entry, so that it is the same until something happens."""
    now = asked.site.now()
    since, address = now - timedelta(days=_FEED_DAYS), str(asked.request.url.replace(query=""))
    with asked.snapshot() as connection:
        found = sorted(news(connection, since, now, newest=_MOST_ENTRIES), key=lambda each: each.at, reverse=True)
    return atom(Digest(since, found[0].at if found else _NEVER, (), tuple(found)), address)
