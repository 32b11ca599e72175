"""A site's pages that wait for their turn, handed to Scrapy a few at a time.

So a host that begins to refuse is left alone after the few that are on their way, thousands of waiting pages cost no
requests, and one large site does not fill the queue that all share.
"""

from collections import deque
from collections.abc import Iterable, Iterator

from crawler.spiders.walk.choices import Wanted
from storage.records import Role

AHEAD = 2
"""One is asked for while the other is read. Whoever interrupts a crawl waits for no more than these."""


class Feed:
    """Columns go before documents: when a run is stopped, it is better to know what there is.

    What a report's page leads to goes before other reports: it belongs to what was read already.
    """

    def __init__(self) -> None:
        self._columns: deque[Wanted] = deque()
        self._attachments: deque[Wanted] = deque()
        self._documents: deque[Wanted] = deque()
        self._away = 0

    def put(self, wanted: Iterable[Wanted]) -> None:
        """Pages to be asked for when there is room."""
        for each in wanted:
            self._waiting(each.errand.role).append(each)

    def _waiting(self, role: Role) -> deque[Wanted]:
        if role in {Role.HOME, Role.LISTING}:
            return self._columns
        return self._attachments if role is Role.ATTACHMENT else self._documents

    def draw(self) -> Iterator[Wanted]:
        """As many as there is room for."""
        while self._away < AHEAD and (waiting := self._columns or self._attachments or self._documents):
            self._away += 1
            yield waiting.popleft()

    def clear(self) -> int:
        """Give up what waits; how many pages that were."""
        queues = (self._columns, self._attachments, self._documents)
        dropped = sum(map(len, queues))
        for queue in queues:
            queue.clear()
        return dropped

    def land(self) -> None:
        """One of those handed out has been read."""
        self._away -= 1
