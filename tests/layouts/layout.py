"""A layout: how the tables are drawn, what is done to them, and as what they are written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.layouts import pages, truth
from tests.layouts.case import Case, draw
from tests.layouts.changes import Change
from tests.layouts.statutory import Style

Write = Callable[[Case], bytes]


def _same(case: Case, _: Random) -> Case:
    return case


@dataclass(frozen=True)
class Layout:
    """``floor`` is the least share of cells that must be found; the others must be declared missing."""

    name: str
    style: Style = field(default_factory=Style)
    change: Change = _same
    write: Write = pages.html
    floor: float = 1.0

    def make(self, form: str, state: str, seed: int = 0) -> tuple[bytes, Case]:
        """The bytes of a report in this layout, and the case that tells what they say."""
        case = draw(form, truth.make(form, state, seed), self.style)
        case = self.change(case, Random(f"{self.name}/{form}/{state}/{seed}"))
        return self.write(case), case
