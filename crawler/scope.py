"""How much of what is known a run asks for again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from crawler.discovery.addresses import twins
from storage.coverage import CHINA
from storage.records import Context, Role
from storage.season import is_page_due
from storage.states import Known


class Pages(Protocol):
    """What earlier runs know of a site's pages."""

    def get(self, url: str) -> Known | None: ...
    def among(self, urls: Iterable[str]) -> list[Known]: ...
    def misses_behind(self, page: Known) -> bool: ...
    def unplaced(self) -> int: ...

    def documents(self, besides: Callable[[str], bool]) -> Iterator[Known]: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """``years``: only reports of these, none for all. The others say which known reports and files are left alone.

    ``night``, the day of a scheduled night, asks only for what is due by its rotation; ``since`` only for what was
    listed on that day or later. ``full`` asks for everything, and not whether it changed. Lists are always read, and
    what is not known yet is always asked for: so no report is taken for absent because it was left alone. Only a
    ``probe`` asks for lists alone.
    """

    years: frozenset[int] = frozenset()
    since: date | None = None
    night: date | None = None
    full: bool = False
    probe: bool = False

    @property
    def spares(self) -> bool:
        """Whether any known document is left alone."""
        return not self.full and (self.since is not None or self.night is not None)

    def rests(self, page: Known) -> bool:
        """Whether a known document is left alone."""
        if not self.spares or not page.is_document:
            return False
        listed, checked = page.context.listed, page.last_checked.astimezone(CHINA).date()
        if self.since is not None and listed is not None and listed < self.since:
            return True
        return self.night is not None and not is_page_due(page.url, listed, page.context.year, checked, self.night)


class Resting:
    """The documents of one site that a run leaves alone. ``contexts`` are what the links to them said, for a probe."""

    def __init__(self, scope: Scope, known: Pages) -> None:
        self._scope = scope
        self._known = known
        self.contexts: list[Context] = []

    def among(self, links: Mapping[str, Context]) -> set[str]:
        """Which addresses of some links are not asked for.

        One that its list dates otherwise than before leads to something new; a night goes to one behind which something
        could not be had.
        """
        if self._scope.probe:
            self.contexts.extend(links.values())
            return set(links)
        if not self._scope.spares or not links:
            return set()
        spellings = {twin: url for url in links for twin in twins(url)}
        found: dict[str, bool] = {}
        for page in self._known.among(spellings):
            url = spellings[page.url]
            rests = self._scope.rests(page) and not _is_redated(page, links[url]) and not self._is_in_want(page)
            found[url] = found.get(url, True) and rests
        return {url for url, rests in found.items() if rests}

    def _is_in_want(self, page: Known) -> bool:
        return self._scope.night is not None and self._known.misses_behind(page)

    def covers_lost(self, page: Known, *, surely: bool) -> bool:
        """Whether a known document to which nothing led is not asked for.

        ``surely``: every list was read to its end; then a report may be gone, and a night asks. Attachments are led to
        by their reports, which may rest.
        """
        if surely and self._scope.night is not None and page.context.role is Role.REPORT:
            return False
        return self._scope.probe or self._scope.rests(page)


def _is_redated(page: Known, context: Context) -> bool:
    return None not in (page.context.listed, context.listed) and page.context.listed != context.listed
