"""What all requests share: the database, the archive, the templates, the answers kept, the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import Environment
from sqlalchemy import Engine

from crawler.confined import Confined, Limits
from nianbao.web.again import Rereadings
from nianbao.web.guards.pace import Pace
from nianbao.web.people import Attempts, People
from nianbao.web.replies.cache import Cache
from nianbao.web.settings import Serving
from nianbao.web.state import Watch
from nianbao.web.turns import Turns
from nianbao.web.words import Language

QUESTIONS, EXPORTS = 2, 4
"""Questions in SQL at once, and whole tables that are being sent."""

READING = Limits(seconds=20)
"""A document that takes longer is not read for somebody who waits."""


STRANGERS = 6, 10
"""How often in so many minutes a client that nobody has signed in at may have reports read again."""


@dataclass(frozen=True, slots=True)
class Site:
    """Made once at start, closed at the end."""

    serving: Serving
    engine: Engine
    watch: Watch
    cache: Cache
    templates: Mapping[Language, Environment]
    people: People
    confined: Confined
    rereadings: Rereadings
    now: Callable[[], datetime]
    attempts: Attempts = field(default_factory=Attempts)
    strangers: Pace = field(default_factory=lambda: Pace(*STRANGERS))
    turns: Turns = field(default_factory=lambda: Turns(QUESTIONS))
    exports: Turns = field(default_factory=lambda: Turns(EXPORTS))

    def close(self) -> None:
        """Ends the connections."""
        self.rereadings.close()
        self.confined.close()
        self.watch.close()
        self.engine.dispose()
