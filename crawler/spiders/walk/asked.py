"""Which pages of a site were asked for: each once, and those that are known to be there not every night."""

from collections.abc import Iterable

from crawler.discovery.addresses import key
from crawler.scope import Resting
from crawler.spiders.walk.choices import Wanted
from crawler.spiders.walk.outcomes import DOCUMENTS, Outcomes
from crawler.spiders.walk.told import Told

MOST_PAGES = 20_000
"""No district publishes so much; a site that never ends does."""


class Asked:
    """The pages of one walk. ``open`` counts those that have not ended yet, ``left`` those that will not be asked for.

    ``cut_short`` says why the walk does not come to its end, ``closed`` that nothing more is asked for.
    """

    def __init__(self, seen: set[str], resting: Resting | None, outcomes: Outcomes) -> None:
        self.open = 0
        self.left = 0
        self.closed = False
        self.cut_short = ""
        self._number = 0
        self._seen = seen
        self._resting = resting
        self._outcomes = outcomes
        self._told = Told()

    def has(self, mark: str) -> bool:
        """Whether an address with this mark was asked for, or left alone as known."""
        return mark in self._seen

    def take(self, wanted: Iterable[Wanted]) -> list[Wanted]:
        """Those of the pages that were not asked for yet, now counted as open."""
        fresh = []
        wanted = list(wanted)
        resting = self._resting_among(wanted)
        for each in wanted:
            mark = key(each.url)
            if each.errand.ask is None and mark in self._seen:
                if not each.beside:
                    self._told.note(mark, each.errand.context)
                continue
            if each.url in resting:
                self._seen.add(mark)
                self._outcomes.rest(each.errand.role)
                continue
            fresh += self.open_page(mark, each)
        return fresh

    def complete(self, wanted: Wanted) -> Wanted:
        """A page about to be asked for, with what other lists than the one that named it first say of it."""
        return self._told.complete(wanted)

    def _resting_among(self, wanted: list[Wanted]) -> set[str]:
        if self._resting is None:
            return set()
        documents = [each for each in wanted if each.errand.role in DOCUMENTS and key(each.url) not in self._seen]
        return self._resting.among({each.url: each.errand.context for each in documents})

    def open_page(self, mark: str, wanted: Wanted) -> list[Wanted]:
        """The page, now counted as open; nothing once there were too many."""
        if self._number >= MOST_PAGES:
            self.cut_short = f"stopped after {MOST_PAGES} pages"
            return []
        self._seen.add(mark)
        self._number += 1
        self.open += 1
        return [wanted]

    def close(self, reason: str, dropped: int) -> None:
        """Ask for nothing more: the pages that waited, ``dropped`` of them, are left for the next night."""
        self.open -= dropped
        self.left += dropped
        self.closed = True
        self.cut_short = f"{reason} with {self.left} pages still to come"

    def why_cut_short(self) -> str:
        """Why the walk ends before its end; empty where it does not."""
        still = f"stopped while {self.open} pages were still to come" if self.open else ""
        return self.cut_short or still
