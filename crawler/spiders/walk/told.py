"""What other lists tell of reports that wait for their turn: the list of all names no agency, that of the agency does.

Columns are asked for before reports, so by the time a report is asked for every list that leads to it has been read.
"""

from dataclasses import replace

from crawler.discovery.addresses import key
from crawler.spiders.walk.choices import Wanted
from storage.records import Context, Role


class Told:
    """The agencies and years that further links give to addresses, until these are asked for."""

    def __init__(self) -> None:
        self._agencies: dict[str, set[str]] = {}
        self._years: dict[str, set[int]] = {}

    def note(self, mark: str, context: Context) -> None:
        """One more link to a report, by the mark of its address."""
        if context.agency is not None:
            self._agencies.setdefault(mark, set()).add(context.agency)
        if context.year is not None:
            self._years.setdefault(mark, set()).add(context.year)

    def complete(self, wanted: Wanted) -> Wanted:
        """The page with what its own link left open; where others tell of several agencies or years, none of them."""
        context = wanted.errand.context
        if context.role is not Role.REPORT:
            return wanted
        mark = key(wanted.url)
        agencies, years = self._agencies.pop(mark, set()), self._years.pop(mark, set())
        if context.agency is None and len(agencies) == 1:
            context = replace(context, agency=agencies.pop())
        if context.year is None and len(years) == 1:
            context = replace(context, year=years.pop())
        return replace(wanted, errand=replace(wanted.errand, context=context))
