"""One made-up report on its way to bytes: its tables between headings and prose, and what it says."""

from collections.abc import Callable
from dataclasses import dataclass, field

from forms import Measure
from tests.layouts import statutory
from tests.layouts.boxes import Grid
from tests.layouts.statutory import Style
from tests.layouts.truth import Truth

_YEARS = {"a2021": 2023, "b2019": 2019, "c2014": 2016}
_HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_PROSE = "本机关高度重视政府信息公开工作，明确责任分工，健全工作机制，及时回应社会关切。"


@dataclass
class Case:
    """``parts`` holds one list of tables for each statutory table; ``truth`` what can still be read from them."""

    form: str
    truth: Truth
    parts: list[list[Grid]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return f"示例区示例局{_YEARS[self.form]}年政府信息公开工作年度报告"

    def blocks(self) -> list[str | Grid]:
        """The report in reading order."""
        if self.form == "c2014":
            return [self.title, "一、概述", _PROSE, "政府信息公开情况统计表", *self.parts[0]]
        found: list[str | Grid] = [self.title, _HEADINGS[0], _PROSE]
        for heading, part in zip(_HEADINGS[1:4], self.parts, strict=False):
            found += [heading, *part]
        return [*found, _HEADINGS[4], _PROSE, _HEADINGS[5], "无。"]

    def each(self, change: Callable[[Grid], Grid | list[Grid]]) -> "Case":
        """The case with ``change`` made to every table."""
        for part in self.parts:
            for grid in list(part):
                new = change(grid)
                at = part.index(grid)
                part[at : at + 1] = new if new and isinstance(new[0], list) and _is_grids(new) else [new]
        return self

    def lose(self, *measures: Measure) -> None:
        """These are not on the page any more."""
        for measure in measures:
            self.truth.pop(measure, None)


def _is_grids(new: object) -> bool:
    return (
        isinstance(new, list)
        and bool(new)
        and isinstance(new[0], list)
        and bool(new[0])
        and isinstance(new[0][0], list)
    )


def draw(form: str, truth: Truth, style: Style) -> Case:
    return Case(form, dict(truth), [[grid] for grid in statutory.tables(truth, form, style)])
