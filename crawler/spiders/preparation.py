"""Before the first request: the registry is loaded, the database opened, and what it knows of the sites is read."""

from collections.abc import Iterable
from pathlib import Path

from crawler.keeping import Keeping
from crawler.run import Run
from crawler.spiders.registry import choose_sites
from storage.settings import Settings


def prepare(settings: Settings, registry: Path | None, names: Iterable[str], years: frozenset[int]) -> Run:
    """A run that is ready to begin. A mistake in registry, names or database is raised here."""
    sites = choose_sites(registry or settings.sites, names)
    keeping = Keeping(settings)
    return Run(sites, years, {site.id: keeping.known(site.id) for site in sites}, keeping)
