"""What the pages of one walk came to: read, unchanged, left alone, or a fault."""

from collections import Counter

from crawler.items import Fetched
from crawler.spiders.walk.verdict import Fault
from storage.records import GONE, FetchOutcome, Role

DOCUMENTS = (Role.REPORT, Role.ATTACHMENT)
_HAD = (FetchOutcome.FETCHED, FetchOutcome.UNCHANGED)


class Outcomes:
    """``counts`` are what a walk's row says beside its verdict, ``faults`` the requests that gave no page.

    ``unplaced`` reports were read, cells and all, and name no agency or no year.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.unplaced = 0
        self._read: Counter[Role] = Counter()

    def rest(self, role: Role) -> None:
        """A known page that this run leaves alone: it is there as far as anybody knows."""
        self._read[role] += 1
        self.counts["resting"] += 1

    def end(self, item: Fetched) -> bool:
        """A page that was asked for has ended; whether it was had, and is no other's twin."""
        role, outcome = item.context.role, item.outcome
        self.counts.update(stored.change for stored in item.stored)
        self.unplaced += sum(stored.change == "unplaced" and stored.cells > 0 for stored in item.stored)
        if outcome is FetchOutcome.UNCHANGED and item.exchange is None:
            self.counts["twins"] += 1
        elif outcome in _HAD:
            self._read[role] += 1
            self.counts["pages"] += 1
            self.counts["unchanged"] += outcome is FetchOutcome.UNCHANGED
            return True
        else:
            self.faults.append(Fault(role, outcome, item.url, item.reason))
            self.counts["failed"] += outcome not in GONE
            self.counts[outcome] += 1
        return False

    @property
    def documents(self) -> int:
        """Reports and attachments that are there."""
        return sum(self._read[role] for role in DOCUMENTS)

    @property
    def columns(self) -> int:
        """Home pages, columns and further pages of lists that are there."""
        return self._read.total() - self.documents
