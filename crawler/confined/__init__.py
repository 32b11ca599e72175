"""Strangers' documents are read in processes that have a limit for everything and can reach nothing."""

from crawler.confined.limits import Limits
from crawler.confined.pool import Confined, Struck

__all__ = ["Confined", "Limits", "Struck"]
