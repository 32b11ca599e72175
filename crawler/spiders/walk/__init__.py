"""The walk of one site, from the pages that its file names to its verdict. It asks for nothing itself."""

from crawler.spiders.walk.site import SiteWalk

__all__ = ["SiteWalk"]
