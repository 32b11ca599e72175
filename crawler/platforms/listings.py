"""The families in the order in which their marks are looked for, and the two doors to them.

The family is told by the markup of the page and not by its vendor; a site file may name it where that goes wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from crawler.platforms.families import build_unit, eportal, generic, gkmlpt, jpage, lonsun, trs, ucap, vsb, xxgk_list
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts import fetched, files
from crawler.platforms.scripts.drawn import is_drawn
from crawler.platforms.scripts.written import menu_links
from crawler.platforms.step import Ask, Step, Verdict
from crawler.platforms.verdicts import settle


@dataclass(frozen=True, slots=True)
class Family:
    """One way of listing pages. ``answer`` reads what its interface gives; None when it has pages only."""

    name: str
    marks: Callable[[ListPage], bool]
    read: Callable[[ListPage], Step]
    answer: Callable[[str, Ask], Step] | None = None


FAMILIES = (
    Family(gkmlpt.NAME, gkmlpt.marks, gkmlpt.read, gkmlpt.answer),
    Family(build_unit.NAME, build_unit.marks, build_unit.read, build_unit.answer),
    Family(jpage.NAME, jpage.marks, jpage.read, jpage.answer),
    Family(xxgk_list.NAME, xxgk_list.marks, xxgk_list.read, xxgk_list.answer),
    Family(trs.NAME, trs.marks, trs.read, trs.answer),
    Family(vsb.NAME, vsb.marks, vsb.read),
    Family(lonsun.NAME, lonsun.marks, lonsun.read),
    Family(eportal.NAME, eportal.marks, eportal.read),
    Family(ucap.NAME, ucap.marks, ucap.read, ucap.answer),
    Family(fetched.NAME, fetched.marks, fetched.read, fetched.answer),
    Family(generic.NAME, generic.marks, generic.read),
)

PLATFORMS = tuple(family.name for family in FAMILIES)
"""The names that a site file may give as ``platform``."""


def read_listing(body: str, url: str, platform: str | None = None) -> Step:
    """What the first page of a listing gives; the family is told by the page unless it is named."""
    return read_page(ListPage(body, url), platform)


def read_page(page: ListPage, platform: str | None = None) -> Step:
    """The same of a page that others read as well."""
    step = replace(_family(page, platform).read(page), menu=menu_links(page))
    step = replace(step, drawn=not fetched.holds_reports(step.links) and (is_drawn(page) or fetched.hides_list(page)))
    step = _fetched(settle(step, page), page)
    return step if step.further or fetched.holds_reports(step.links) else replace(step, files=files.files_of(page))


def _fetched(step: Step, page: ListPage) -> Step:
    """With what scripts of the page fetch, where its family found no report or cannot tell the further pages."""
    if step.further:
        return step
    items = [link for link in step.links if not link.beside]
    if not fetched.holds_reports(step.links):
        further = fetched.lists_of(page)
    else:
        certain = step.verdict is not Verdict.COMPLETE
        further = fetched.rest_of(page, len(items), certain=certain) if certain or step.expected is None else ()
    return replace(step, further=further, verdict=Verdict.COMPLETE, reason="", pages=None) if further else step


def read_answer(body: str, ask: Ask, url: str | None = None) -> Step:
    """What came back for a further page: read by the family that asked, and judged by what it brings, not promises."""
    address = url or ask.url
    if ask.platform == files.NAME:
        return files.answer(body, ask)
    family = next((family for family in FAMILIES if family.name == ask.platform), None)
    if ask.interface and family and family.answer:
        return _of_body(family.answer(body, ask), ask.agency)
    page = ListPage(body, address)
    step = settle((family or _family(page, None)).read(page), page)
    items = [link for link in step.links if not link.beside]
    if not items and step.verdict is not Verdict.EMPTY:
        return replace(
            step, further=(), columns=(), frames=(), verdict=Verdict.COMPLETE, reason="a further page without entries"
        )
    return replace(step, verdict=Verdict.COMPLETE, reason="")


def _of_body(step: Step, agency: str | None) -> Step:
    """The list is one body's, whatever its entries name as their publisher."""
    return replace(step, links=tuple(replace(link, agency=agency) for link in step.links)) if agency else step


def detect(body: str, url: str) -> str:
    """The name of the family whose marks a page has."""
    return _family(ListPage(body, url), None).name


def _family(page: ListPage, platform: str | None) -> Family:
    if platform is not None:
        return next(family for family in FAMILIES if family.name == platform)
    return next(family for family in FAMILIES if family.marks(page))
