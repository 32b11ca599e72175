"""The demonstration: the sample district served on loopback, crawled from its home page like any other site.

It keeps things where the program keeps them, so that the commands that come after it need no options; where another
district is kept there already, it moves to a folder of its own and mixes with nothing.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import select

from crawler.errors import WrongChoice
from crawler.items import Fetched
from nianbao.operations.crawl import Crawled, crawl
from nianbao.operations.summary import Summary, summarise
from nianbao.sample.server import Server, Tally, serving
from storage.agencies import identify
from storage.models import District
from storage.session import opened
from storage.settings import Settings

_TEMPLATE = "shili.toml"
_FOLDER = "demo"


@dataclass(frozen=True, slots=True)
class Change:
    """A report that this night brought or altered."""

    agency: str
    year: int
    version: int
    change: str
    """``new`` or ``changed``."""


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration did and found."""

    crawled: Crawled
    changes: tuple[Change, ...]
    tally: Tally
    summary: Summary


def find_room(settings: Settings) -> Settings:
    """These settings, or those of a folder of its own where the database holds other districts than the sample."""
    with opened(settings) as engine, engine.connect() as connection:
        codes = set(connection.execute(select(District.code)).scalars())
    if not codes or _code() in codes:
        return settings
    return Settings.from_environment({"NIANBAO_HOME": str(settings.home / _FOLDER)})


def demonstrate(
    settings: Settings,
    *,
    revision: int = 1,
    port: int | None = None,
    on_start: Callable[[str, int | None], None] | None = None,
) -> Demo:
    """Serve, crawl, look. ``settings`` are those of ``find_room``.

    ``on_start`` is told the address, and the port of the last demonstration where that one is taken. Raises
    WrongChoice for a port that was asked for and is taken.
    """
    site = settings.home / _FOLDER / _TEMPLATE
    wanted, taken = _choose_port(site, port)
    changes: dict[tuple[str, int], Change] = {}
    with serving(revision, wanted) as server:
        _write_site(site, server)
        if on_start is not None:
            on_start(server.url, taken)
        crawled = crawl(settings, sites=site, on_page=lambda item: _note(changes, item))
    with opened(settings) as engine:
        summary = summarise(engine, _code())
    return Demo(crawled, tuple(changes.values()), server.tally, summary)


def _template() -> str:
    return (resources.files("nianbao.sample") / _TEMPLATE).read_text("utf-8")


def _code() -> str:
    return str(tomllib.loads(_template())["code"])


def _choose_port(site: Path, port: int | None) -> tuple[int, int | None]:
    """The port to serve on, 0 for any, and the port of the last demonstration where that one is taken.

    The same port every time, because the port is part of every address: what is known is known under it.
    """
    if port is not None:
        if not _is_free(port):
            raise WrongChoice(f"port {port} is taken: name another one, or leave --port out")
        return port, None
    last = _port_of(site.read_text("utf-8") if site.exists() else _template())
    return (last, None) if _is_free(last) else (0, last)


def _port_of(site_file: str) -> int:
    return urlsplit(tomllib.loads(site_file)["start_urls"][0]).port or 0


def _is_free(port: int) -> bool:
    try:
        Server(port=port).server_close()
    except OSError:
        return False
    return True


def _write_site(site: Path, server: Server) -> None:
    """The sample's site file with the address that it has now; the next demonstration finds the port in it."""
    text = _template()
    start = tomllib.loads(text)["start_urls"][0]
    site.parent.mkdir(parents=True, exist_ok=True)
    site.write_text(text.replace(start, server.url), "utf-8")


def _note(changes: dict[tuple[str, int], Change], item: Fetched) -> None:
    """A report that page and file both have is one report, whichever is told first, under whatever name of its agency.

    That it is new counts more than that it changed again.
    """
    for stored in item.stored:
        if stored.change in {"new", "changed"} and stored.agency and stored.year:
            key = (identify(stored.agency, item.context.district).key, stored.year)
            change = Change(stored.agency, stored.year, stored.version or 0, stored.change)
            before = changes.get(key, change)
            changes[key] = replace(
                change,
                version=max(before.version, change.version),
                change="new" if "new" in {before.change, change.change} else "changed",
            )
