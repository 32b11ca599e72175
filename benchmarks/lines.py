"""One figure of the benchmark: what was measured, the goal, and whether it is met."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """``value`` is None where the figure could not be measured here; ``note`` then says why."""

    area: str
    name: str
    value: float | None
    unit: str
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """None where there is no goal or no figure to judge."""
        if self.value is None or (self.at_most is None and self.at_least is None):
            return None
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )

    @property
    def goal(self) -> str:
        """As printed: ``≤ 4 x``, ``≥ 15 x``, or empty."""
        if self.at_most is not None:
            return f"≤ {self.at_most:g} {self.unit}"
        return f"≥ {self.at_least:g} {self.unit}" if self.at_least is not None else ""

    def record(self) -> dict[str, object]:
        """For ``--json``."""
        return {
            "area": self.area,
            "name": self.name,
            "value": self.value,
            "unit": self.unit,
            "goal": self.goal or None,
            "met": self.met,
            "note": self.note,
        }


def figure(value: float | None) -> str:
    """Three significant digits are all that such a measurement holds."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def show(lines: Iterable[Line]) -> None:
    """The lines of one part for people: goals that are met, missed, and figures without a goal."""
    words = {True: "met", False: "MISSED", None: ""}
    area = ""
    for line in lines:
        if line.area != area:
            area = line.area
            print(f"\n{area}")
        value = "not measured" if line.value is None else f"{figure(line.value)} {line.unit}"
        goal = f"goal {line.goal}" if line.goal else ""
        print(f"  {line.name:<48} {value:<24} {goal:<22} {words[line.met]:<7} {line.note}".rstrip())
