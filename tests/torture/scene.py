"""A town with two districts, and homes that hold it: made once, copied for every fault."""

from functools import cached_property
from pathlib import Path
from typing import Self

from tests.district import District
from tests.journeys.town import path_of, publish
from tests.torture.contents import Contents, contents
from tests.torture.victim import Victim, folder

_AGENCIES = 8


class Scene:
    """``with Scene() as scene``: districts that answer, and homes at their different stages.

    A ``short`` one has few reports, and faults strike it less often.
    """

    def __init__(self, *, short: bool = False) -> None:
        self._agencies = 2 if short else _AGENCIES
        self._short = short
        self.districts = tuple(District() for _ in range(1 if short else 2))

    def __enter__(self) -> Self:
        self._making = folder()
        self.folder = self._making.__enter__()
        self._serial = 0
        for district in self.districts:
            district.__enter__()
        self.publish()
        return self

    def __exit__(self, *_: object) -> None:
        for district in self.districts:
            district.__exit__()
        self._making.__exit__(None, None, None)

    def publish(self, *, more: int = 0) -> None:
        """What the districts serve from now on."""
        for number, district in enumerate(self.districts):
            publish(district, self.reports(number, more=more))

    def reports(self, district: int, *, more: int = 0) -> dict[str, tuple[str, int, int]]:
        """Path, agency, year and number of each report; ``more``: corrected ones have a greater number."""
        return {
            path_of(n, year): (f"示例区第{n}局", year, 10 * n + district + more)
            for n in range(self._agencies)
            for year in (2023, 2024)
        }

    def times(self, usual: int) -> int:
        """How often a fault strikes."""
        return 2 if self._short else usual

    def new(self, **variables: str) -> Victim:
        """An empty home that knows the districts."""
        home = Victim(self.place(), **variables)
        for number, district in enumerate(self.districts):
            home.add(f"site{number}", district, code=f"99010{number + 1}")
        return home

    def place(self) -> Path:
        """A path that nothing is at."""
        self._serial += 1
        return self.folder / f"home{self._serial}"

    @cached_property
    def crawled(self) -> Victim:
        """A home after an undisturbed crawl."""
        home = self.new()
        home.well(*self.crawl(home))
        return home

    @cached_property
    def expected(self) -> Contents:
        """What that one holds."""
        return contents(self.crawled)

    def again(self, **variables: str) -> Victim:
        """Another home after an undisturbed crawl."""
        return self.crawled.copy(self.place(), **variables)

    @staticmethod
    def crawl(home: Victim) -> tuple[str, ...]:
        """The command that crawls all that a home knows."""
        return ("crawl", "--sites", str(home.sites), "--json")
