"""Before the first request: the registry is loaded, the database opened, and what it knows of the sites is read."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from crawler import sites
from crawler.keeping import Keeping
from crawler.locks import REBUILD, Locks
from crawler.run import Run
from crawler.scope import Scope
from crawler.spiders.registry import choose_among, open_now
from storage.settings import Settings


def prepare(settings: Settings, registry: Path | None, names: Iterable[str], scope: Scope) -> Run:
    """A run that is ready to begin. A mistake in registry, names or database is raised here, or that one is at work.

    The sites stay locked until the run's things are closed.
    """
    names = list(names)
    now = datetime.now(UTC)
    every = sites.load(registry or settings.sites)
    chosen = open_now(choose_among(every, names), now, named=bool(names))
    locks = Locks(settings.home / "locks")
    locks.share(REBUILD)
    locks.take(site.id for site in chosen)
    keeping = Keeping(settings, locks, {host for site in chosen for host in site.hosts})
    began = keeping.clock()
    return Run(chosen, scope, {site.id: keeping.known(site.id, began) for site in chosen}, keeping, every)
