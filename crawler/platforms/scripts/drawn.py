"""Pages that scripts draw: a shell with a place for what comes, and addresses that are places within the script."""

import re

from bs4.element import Tag

from crawler.discovery.markup import attribute
from crawler.platforms.markup.page import ListPage

_MOUNT = re.compile(
    r"^(?:app|root|__next|__nuxt|q-app|app-?(?:main|root|container)|main-?app|layout|vue-?app)$", re.IGNORECASE
)
_ROUTE = re.compile(r"^[^?#]*#!?/")
_TEMPLATES = ("<?=", "ms-repeat", "v-for=", "ng-repeat", "{{", "ms-for=", "ng-app", "v-cloak", "data-ng-app")
_LITTLE = 80
"""Characters that a shell says, such as that scripts must be allowed."""


def is_drawn(page: ListPage) -> bool:
    """Whether what a page leads to is drawn by its scripts, as far as the page shows."""
    if not page.soup.find("script"):
        return False
    mounts = page.soup.find_all(id=_MOUNT)
    if any(len(tag.get_text(strip=True)) < _LITTLE and not tag.find("a") for tag in mounts if isinstance(tag, Tag)):
        return True
    if any(mark in page.markup for mark in _TEMPLATES):
        return True
    return any(_ROUTE.match(attribute(tag, "href")) for tag in page.soup.find_all("a", href=True))
