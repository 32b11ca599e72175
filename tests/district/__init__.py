"""A district government on loopback that behaves as a test tells it, and misbehaves when told to."""

from tests.district.answers import Answer, page, redirect, refusing
from tests.district.night import Home, Night
from tests.district.papers import listing, report
from tests.district.server import Asked, District

__all__ = ["Answer", "Asked", "District", "Home", "Night", "listing", "page", "redirect", "refusing", "report"]
