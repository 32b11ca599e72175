# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Districts of 30 reports whose column shows them in one of the shapes that sites have, each built whole from its home page."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.district.answers import Answer, page
from tests.district.families import Entry, Pages
from tests.district.papers import report

YEARS = (2022, 2023, 2024)
AGENCIES = (
    "教育局",
    "财政局",
    "民政局",
    "司法局",
    "统计局",
    "审计局",
    "水利局",
    "住房和城乡建设局",
    "城关镇人民政府",
    "东关街道办事处",
)
COLUMN = "/zfxxgk/zfxxgknb/"
NEWS = 8

Builder = Callable[[Sequence[Entry]], Pages]


@dataclass(frozen=True)
class Shape:
    """A way to show the column: its builder gives the column and whatever else it needs besides the reports.

    ``found`` reports can be found, and the walk ends in ``verdict``.
    """

    build: Builder
    found: int = 30
    verdict: str = "complete"


SHAPES: dict[str, Shape] = {}


def shape(build: Builder) -> Builder:
    """Enter a shape whose reports can all be found, under the name of its builder."""
    SHAPES[build.__name__] = Shape(build)
    return build


def lost(found: int, verdict: str) -> Callable[[Builder], Builder]:
    """Enter a shape whose rest cannot be told, and whose verdict has to say so."""

    def enter(build: Builder) -> Builder:
        SHAPES[build.__name__] = Shape(build, found, verdict)
        return build

    return enter


def entries() -> list[Entry]:
    """The reports of ten agencies in three years, the newest first."""
    found = []
    for n in range(len(YEARS) * len(AGENCIES)):
        year, agency = YEARS[n // len(AGENCIES)], f"示例区{AGENCIES[n % len(AGENCIES)]}"
        day = date(year + 1, 1, 10) + timedelta(days=n % len(AGENCIES))
        title = f"{agency}{year}年政府信息公开工作年度报告"
        found.append(Entry(f"{COLUMN}content_{3300 + n}.html", title, day, agency, year, n + 2))
    return found[::-1]


def district_of(shape: Shape) -> Pages:
    """Every page of the district: home page, disclosure, the column as the shape has it, reports and news."""
    listed = entries()
    news = [
        Entry(f"/gzdt/content_{5000 + n}.html", f"我区召开第{n}次专题会议研究部署重点工作", date(2025, 6, 1))
        for n in range(NEWS)
    ]
    pages: Pages = {e.path: report(e.agency, e.year, e.number) for e in listed}
    pages |= {e.path: page(f"<h1>{e.title}</h1><p>会议强调，要认真做好重点工作。</p>", e.title) for e in news}
    pages["/"] = page(
        f"<ul class='nav'><li><a href='/zfxxgk/'>政府信息公开</a></li><li><a href='/gzdt/'>工作动态</a></li></ul>{items(news)}"
        "<div class='footer'>主办：示例区人民政府办公室 政府网站标识码：9901010001</div>",
        "示例市示例区人民政府",
    )
    pages["/gzdt/"] = page(items(news), "工作动态")
    pages["/zfxxgk/"] = page(
        f"<ul><li><a href='/zfxxgk/zn/'>政府信息公开指南</a></li><li><a href='{COLUMN}'>政府信息公开年报</a></li></ul>",
        "政府信息公开",
    )
    pages["/zfxxgk/zn/"] = page("<p>政府信息公开指南</p>", "政府信息公开指南")
    return pages | shape.build(listed)


def items(listed: Sequence[Entry], tag: str = "ul class='list'") -> str:
    rows = "".join(f"<li><a href='{e.path}'>{e.title}</a><span>{e.day}</span></li>" for e in listed)
    return f"<{tag}>{rows}</{tag.split(maxsplit=1)[0]}>"


def framed(body: str, **options: str) -> Answer:
    """The column with its navigation and footer around a body."""
    return page(
        "<ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zfxxgk/'>政府信息公开</a></li></ul>"
        f"<h2>政府信息公开年报</h2>{body}<div class='footer'><a href='/wzdt/'>网站地图</a></div>",
        "政府信息公开年报",
        **options,
    )


def news_box() -> str:
    """A box of news beside the list: entries that look like entries, and are no reports."""
    rows = "".join(
        f"<li><a href='/gzdt/content_{5000 + n}.html'>我区召开第{n}次专题会议研究部署重点工作</a><span>2025-06-01</span></li>"
        for n in range(NEWS)
    )
    return f"<div class='news'><h3>工作动态</h3><ul>{rows}</ul></div>"


def chunk(listed: Sequence[Entry], number: int, size: int = 10) -> Sequence[Entry]:
    """The entries of a page; none beyond the last."""
    return listed[(number - 1) * size : number * size] if number > 0 else ()


def answered(found: object) -> Answer:
    """An answer in JSON."""
    return Answer(json.dumps(found, ensure_ascii=False).encode(), content_type="application/json", etag=False)


def of_agencies(listed: Sequence[Entry]) -> tuple[list[tuple[str, str]], Pages]:
    """The columns of the agencies, and their pages."""
    pages: Pages = {}
    columns = []
    for n, agency in enumerate(AGENCIES):
        path = f"/bmgk/{8100 + n}/list.html"
        columns.append((agency, path))
        pages[path] = framed(items([e for e in listed if e.agency.endswith(agency)]))
    return columns, pages
