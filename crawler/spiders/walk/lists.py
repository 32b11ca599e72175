"""The lists of one walk: how far each has been read, and which of its pages to ask for next."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from crawler.discovery.links import Link
from crawler.errand import Errand
from crawler.platforms import Step, Tally
from crawler.spiders.walk.choices import Wanted
from storage.records import Role, Verdict


class Lists(Mapping[str, Tally]):
    """Tallies by the address of the first page of their list."""

    def __init__(self) -> None:
        self._tallies: dict[str, Tally] = {}

    def __getitem__(self, url: str) -> Tally:
        return self._tallies[url]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tallies)

    def __len__(self) -> int:
        return len(self._tallies)

    def begin(self, url: str, errand: Errand, step: Step) -> list[Wanted]:
        """A list by its first page; its second page is wanted."""
        self._tallies[url] = Tally.begin(url).take(step)
        return self._turn(replace(errand, listing=url, ask=None))

    def take(self, errand: Errand, step: Step) -> tuple[tuple[Link, ...], list[Wanted]]:
        """A further page: the links that no page before had, and the page after it."""
        listing = errand.listing or ""
        self._tallies[listing] = self._tallies[listing].take(step)
        return self._tallies[listing].fresh, self._turn(errand)

    def miss(self, errand: Errand, reason: str, *, gone: bool = False) -> list[Wanted]:
        """A further page that could not be had; the pages after it still may.

        One that is ``gone`` is no loss where a list without totals names it as its next: many do so on the last page.
        """
        listing = errand.listing or ""
        ends = errand.ask is not None and (errand.ask.perhaps or (gone and self._tallies[listing].may_have_ended))
        if not ends:
            self._tallies[listing] = self._tallies[listing].miss(reason)
        return self._turn(errand)

    def verdicts(self) -> list[tuple[Verdict, str]]:
        """How each ended."""
        return [tally.verdict() for tally in self._tallies.values()]

    def _turn(self, errand: Errand) -> list[Wanted]:
        listing = errand.listing or ""
        ask, self._tallies[listing] = self._tallies[listing].next()
        return [Wanted(ask.url, replace(errand, ask=ask).as_role(Role.LISTING))] if ask else []
