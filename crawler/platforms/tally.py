"""How far one list has been read: which pages to ask for, when to stop, and whether everything was seen.

Pure, so that whoever carries requests needs only: ``tally = Tally.begin(url)``, then for each answer
``tally = tally.take(step)`` and ``ask, tally = tally.next()``, and ``tally.verdict()`` at the end.
"""

from dataclasses import dataclass, replace

from crawler.discovery.addresses import key
from crawler.platforms.step import BOUND, Ask, Link, Step, Verdict

STALE = 2
"""So many pages in a row without a new link end a list: stubs, calendars, a next link that leads in circles."""

_FULL = 10
"""Entries of a page that may be one of several."""

_STATE = ("__VIEWSTATE", "__EVENTVALIDATION")
"""Fields of a form of ASP.NET that are other on every page, so that a page asked for with them is the same page."""

_WORST_FIRST = (Verdict.UNKNOWN_PAGINATION, Verdict.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class Tally:
    """One list so far. ``fresh`` are the links of the last step that no earlier page had."""

    links: tuple[Link, ...] = ()
    fresh: tuple[Link, ...] = ()
    columns: tuple[Link, ...] = ()
    waiting: tuple[Ask, ...] = ()
    seen: frozenset[str] = frozenset()
    known: frozenset[tuple[str, str, str, tuple[tuple[str, str], ...]]] = frozenset()
    steps: tuple[Step, ...] = ()
    missed: tuple[str, ...] = ()
    stale: int = 0
    fruitful: int = 0

    @classmethod
    def begin(cls, url: str) -> "Tally":
        """A list whose first page is asked for already."""
        return cls(known=frozenset({_request(Ask(url))}))

    def take(self, step: Step) -> "Tally":
        """After one more page: its new links, and its further pages behind those already waiting."""
        fresh = {key(link.url): link for link in reversed(step.links) if key(link.url) not in self.seen}
        first = all(before.part != step.part for before in self.steps)
        after = replace(
            self,
            links=self.links + tuple(reversed(fresh.values())),
            fresh=tuple(reversed(fresh.values())),
            seen=self.seen | fresh.keys(),
            columns=self.columns + step.columns,
            steps=(*self.steps, step),
            stale=0 if fresh or first else self.stale + 1,
            fruitful=self.fruitful + any(not link.beside for link in fresh.values()),
        )
        return after._await(step.further)

    def _await(self, further: tuple[Ask, ...]) -> "Tally":
        """Each further page once, and no more pages than the list says it has."""
        others = (ask for ask in further if ask.page != 1 or ask.interface)  # the first page is what a list begins with
        asks = tuple({_request(ask): ask for ask in others if _request(ask) not in self.known}.values())
        if self.pages is not None and not any(ask.interface for ask in asks):
            asks = asks[: max(0, self.pages - len(self.known))]
        return replace(self, waiting=self.waiting + asks, known=self.known | {_request(ask) for ask in asks})

    def miss(self, reason: str) -> "Tally":
        """After a page that could not be had: the others are still asked for, the list stays incomplete."""
        return replace(self, missed=(*self.missed, reason), fresh=())

    def next(self) -> tuple[Ask | None, "Tally"]:
        """The page to ask for now, or None at the end."""
        if not self.waiting or self.stale >= STALE or self._turns >= BOUND:
            return None, self
        return self.waiting[0], replace(self, waiting=self.waiting[1:])

    @property
    def may_have_ended(self) -> bool:
        """Whether nothing says that there is a page after those that came, but the link that every page has.

        Of a single page that is as long as pages are nobody knows.
        """
        promised = self.pages is not None or self.expected is not None or bool(self.waiting or self.missed)
        return not promised and (len(self.steps) > 1 or 0 < self._items() < _FULL)

    @property
    def _turns(self) -> int:
        return len(self.steps) + len(self.missed)

    @property
    def expected(self) -> int | None:
        """How many links the list says it has, or all its parts together."""
        return self._promised("expected")

    @property
    def pages(self) -> int | None:
        """How many pages the list says it has, or all its parts together."""
        return self._promised("pages")

    def _promised(self, total: str) -> int | None:
        parts: dict[str, int] = {}
        for step in self.steps:
            if (stated := getattr(step, total)) is not None:
                parts[step.part] = max(parts.get(step.part, 0), stated)
        whole = parts.pop("", 0)
        return max(whole, sum(parts.values())) if parts or whole else None

    @property
    def is_whole(self) -> bool:
        """Whether the list was seen to its end."""
        return self.verdict()[0] in {Verdict.COMPLETE, Verdict.EMPTY}

    def verdict(self) -> tuple[Verdict, str]:
        """How the list ended, with the counts that tell. A list that shows all it promised is complete."""
        items = self._items()
        if self.expected is not None and items >= self.expected > 0:
            return Verdict.COMPLETE, f"{items} of {self.expected} links"
        if self.missed:
            return Verdict.INCOMPLETE, f"{len(self.missed)} pages not read: {self.missed[0]}"
        for verdict in _WORST_FIRST:
            for step in self.steps:
                if step.verdict is verdict:
                    return verdict, step.reason
        if self.waiting and self._turns >= BOUND:
            return Verdict.INCOMPLETE, f"stopped after {BOUND} pages"
        return self._compared(items)

    def _items(self) -> int:
        """The entries that were seen; in a list of several parts those of each, for a part may repeat another."""
        parts: dict[str, set[str]] = {}
        for step in self.steps:
            parts.setdefault(step.part, set()).update(key(link.url) for link in step.links if not link.beside)
        return sum(map(len, parts.values()))

    def _compared(self, items: int) -> tuple[Verdict, str]:
        if self.expected is not None and items < self.expected:
            return Verdict.INCOMPLETE, f"{items} of {self.expected} links"
        if items and self.pages is not None and self.fruitful < self.pages:
            return Verdict.INCOMPLETE, f"{self.fruitful} of {self.pages} pages gave new links"
        if not items and all(step.verdict is Verdict.EMPTY for step in self.steps):
            return Verdict.EMPTY, "the list has no entries"
        return Verdict.COMPLETE, f"{items} links on {len(self.steps)} pages"


def _request(ask: Ask) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    """What makes two requests one."""
    return key(ask.url), ask.method, ask.json, tuple(field for field in ask.form if not field[0].startswith(_STATE))
