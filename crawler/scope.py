"""How much of what is known a run asks for again."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from crawler.discovery.addresses import key
from storage.coverage import CHINA
from storage.records import Role
from storage.season import is_page_due
from storage.states import Known

_DOCUMENTS = (Role.REPORT, Role.ATTACHMENT)


class _Everything(Container[str]):
    """What holds every address."""

    def __contains__(self, _: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Scope:
    """``years``: only reports of these, none for all. The others say which known reports and files are left alone.

    ``night``, the day of a scheduled night, asks only for what is due by the season; ``since`` only for what was
    listed on that day or later. ``full`` asks for everything, and not whether it changed. Lists are always read, and
    what is not known yet is always asked for: so no report is taken for absent because it was left alone. Only a
    ``probe`` asks for lists alone.
    """

    years: frozenset[int] = frozenset()
    since: date | None = None
    night: date | None = None
    full: bool = False
    probe: bool = False

    def resting(self, known: Iterable[Known]) -> Container[str]:
        """The addresses, by ``addresses.key``, that are left alone this time."""
        if self.probe:
            return _Everything()
        return frozenset(key(page.url) for page in known if page.context.role in _DOCUMENTS and self._rests(page))

    def _rests(self, page: Known) -> bool:
        if self.full:
            return False
        listed, checked = page.context.listed, page.last_checked.astimezone(CHINA).date()
        if self.since is not None and listed is not None and listed < self.since:
            return True
        return self.night is not None and not is_page_due(page.context.year, checked, self.night)
