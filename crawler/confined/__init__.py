"""Strangers' documents are read in processes that have a limit for everything and can reach nothing."""

from crawler.confined.forked import Forked
from crawler.confined.limits import Limits
from crawler.confined.pool import Confined
from crawler.confined.struck import Struck

__all__ = ["Confined", "Forked", "Limits", "Struck"]
