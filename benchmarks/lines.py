"""One figure of the benchmark: what was measured, the goal, and whether it is met."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


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
    """The table for people: goals that are met, missed, and figures without a goal."""
    words = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}
    table = Table("", "measured", "", "goal", "", "note", box=None, pad_edge=False)
    table.columns[1].justify = "right"
    area = ""
    for line in lines:
        if line.area != area:
            table.add_row(f"[bold]{line.area}[/]")
            area = line.area
        value = "not measured" if line.value is None else figure(line.value)
        table.add_row(f"  {line.name}", value, line.unit, line.goal, words[line.met], line.note)
    Console(width=None if Console().is_terminal else 160).print(table)
