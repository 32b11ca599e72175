"""A report as its author wrote it, before a website or an office program gives it a shape."""

from dataclasses import dataclass
from datetime import date

from nianbao.sample.printed import Numbers, Rows, tables

TITLES = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
"""The six sections; both forms have the same."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its title, then paragraphs and tables in reading order."""

    title: str
    blocks: tuple[str | Rows, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """``title`` is that of the page, which may be shorter than ``heading``, the lines that open the text itself."""

    agency: str
    year: int
    form: str
    title: str
    heading: tuple[str, ...]
    published: date
    numbers: Numbers
    preamble: tuple[str, ...]
    prose: dict[str, tuple[str, ...]]
    """Section key → paragraphs; the sections of the three tables usually have none."""

    def parts(self) -> tuple[Part, ...]:
        """The six sections with their tables in place."""
        placed = dict(zip(("proactive", "requests", "review_litigation"), tables(self.numbers, self.form), strict=True))
        return tuple(
            Part(title, (*self.prose.get(key, ()), *((placed[key],) if key in placed else ())))
            for key, title in TITLES.items()
        )
