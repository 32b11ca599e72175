"""What one walk could not read of its pages as they stand: those that scripts draw, and what their script files say."""

from collections.abc import Sequence

from crawler.discovery.addresses import key
from crawler.discovery.columns.names import names_disclosure
from crawler.discovery.links import Column
from crawler.errand import Errand
from crawler.platforms import Ask
from crawler.spiders.walk.choices import Wanted
from storage.records import Role

_MOST = 4 * 1024 * 1024
"""Characters of script files that are remembered."""


class Unread:
    """Pages that lead nowhere, until something is found of what they fetch or of their files."""

    def __init__(self) -> None:
        self._drawn: dict[str, Column] = {}
        self._files: dict[str, str] = {}
        self._waiting: dict[str, list[Errand]] = {}

    def note(self, url: str, column: Column, wanted: Sequence[Wanted]) -> None:
        """A page that scripts draw, where what is wanted of it leads nowhere, or of a disclosure to no reports."""
        leads = any(each.errand.column.reports or each.errand.role is Role.REPORT for each in wanted)
        if not (leads if column.reports or names_disclosure(column.title) else wanted):
            self._drawn[url] = column

    def relieve(self, url: str | None) -> None:
        """Something was found of a page after all."""
        if url is not None:
            self._drawn.pop(url, None)

    def wait(self, ask: Ask, errand: Errand) -> bool:
        """Remember who wants a script file; whether it is the first, so that the file is to be asked for."""
        waiting = self._waiting.setdefault(key(ask.url), [])
        waiting.append(errand)
        return len(waiting) == 1

    def waiting(self, ask: Ask) -> list[Errand]:
        """Everybody who wants a file that has come, or cannot be had."""
        return self._waiting.pop(key(ask.url), [])

    def keep(self, ask: Ask, body: str) -> None:
        """What a script file says: several pages may share it, and say different things beside it."""
        if sum(map(len, self._files.values())) + len(body) <= _MOST:
            self._files[key(ask.url)] = body

    def file(self, ask: Ask) -> str | None:
        """What a script file said when it was asked for before."""
        return self._files.get(key(ask.url))

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that scripts draw in a way that is not known."""
        return tuple(self._drawn)

    @property
    def disclosures(self) -> tuple[str, ...]:
        """Those of them that lead to reports where they can be read."""
        return tuple(url for url, column in self._drawn.items() if column.reports or names_disclosure(column.title))


def names_reports(wanted: Sequence[Wanted]) -> bool:
    """Whether there are reports, be they left alone by this run or named by another list before."""
    return any(each.errand.role is Role.REPORT for each in wanted)
