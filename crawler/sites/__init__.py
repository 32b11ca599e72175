"""The districts, one TOML file each, ``<province>/<district>.toml``: data, never code."""

from crawler.sites.record import Agency, Quirk, Site
from crawler.sites.registry import load

__all__ = ["Agency", "Quirk", "Site", "load"]
