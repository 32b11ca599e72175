"""``/hosts`` and ``/hosts/{host}``."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from pydantic import AfterValidator

from nianbao.web.asking import Asking
from nianbao.web.replies.answering import Sheet, Way, answer, offered
from nianbao.web.replies.problems import documented
from nianbao.web.resources.keeping import hosts as resource

router = APIRouter()

_HEADS = ("host", "day", "sites", "requests", "first", "last", "shortest_pause", "size", "outcomes")
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)


def _sensible(day: date) -> date:
    if not _FIRST <= day <= _LAST:
        raise ValueError(f"a day between {_FIRST} and {_LAST}")
    return day


Day = Annotated[
    Annotated[date, AfterValidator(_sensible)] | None,
    Query(description="A day of China's clock, by default the last one", examples=["2026-01-20"]),
]
HostName = Annotated[
    str,
    Path(
        max_length=260,
        pattern=r"^[A-Za-z0-9._:\[\]-]+$",
        description="With its port, or for all its ports without",
        examples=["www.bjxch.gov.cn"],
    ),
]


def _sheet(rows: Iterable[resource.Asked]) -> Sheet:
    return Sheet(_HEADS, map(_line, rows))


def _line(of: resource.Asked) -> tuple[object, ...]:
    outcomes = " ".join(f"{outcome}:{count}" for outcome, count in of.outcomes.items())
    rest = (of.requests, of.first.isoformat(), of.last.isoformat(), of.shortest_pause, of.size, outcomes)
    return (of.host, of.day, " ".join(of.sites), *rest)


_WAY = Way("keeping/hosts.html", resource.Day, lambda of: _sheet(of.hosts))
_ONE = Way("keeping/host.html", resource.Host, lambda of: _sheet(of.days))


@router.get(
    "/hosts",
    summary="What was asked of each server on one day",
    responses={**offered(resource.Day), **documented(422, 429)},
)
def show(asked: Asking, day: Day = None) -> Response:
    """For whoever runs a site: requests, the shortest pause between two, bytes, and how the requests ended."""
    return answer(
        asked, _WAY, lambda: asked.read(resource.of_day, day), beside=lambda _: {"one_day": timedelta(days=1)}
    )


@router.get(
    "/hosts/{host}",
    summary="What was asked of one server, day by day",
    responses={**offered(resource.Host), **documented(404, 422, 429)},
)
def show_one(
    host: HostName,
    asked: Asking,
    until: Day = None,
    days: Annotated[int, Query(ge=1, le=92, description="So many days up to that one")] = 31,
) -> Response:
    """The newest first; a day on which nothing was asked is left out."""
    return answer(
        asked,
        _ONE,
        lambda: asked.read(resource.of_host, host, until or asked.today, days),
        beside=lambda of: _before(of, days),
    )


def _before(of: resource.Host, days: int) -> dict[str, object]:
    return {"earlier": of.since - timedelta(days=1), "days": days}
