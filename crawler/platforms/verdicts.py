"""What a listing's first page amounts to: the promise of its totals against what was found and can be asked for."""

import re
from dataclasses import replace

from crawler.discovery.addresses import key
from crawler.discovery.columns import Candidate, ColumnKind, find_columns
from crawler.discovery.columns.names import YEAR_NAME, agency_in, names_directory, tidy
from crawler.discovery.links import Column, Link
from crawler.discovery.titles import TitleKind, read_title
from crawler.platforms.markup.elsewhere import find_frames, find_wholes
from crawler.platforms.markup.page import ListPage
from crawler.platforms.markup.totals import Totals, read_totals
from crawler.platforms.markup.turns import Turns, read_turns
from crawler.platforms.scripts.jumps import find_script_pager
from crawler.platforms.step import Ask, Step, Verdict

_DIVISIONS = {ColumnKind.YEAR, ColumnKind.AGENCY}
_MENU = re.compile(r"目录|平台|链接|网站|导航|入口|专[栏区]")
"""部门 divides a column of reports, 部门信息公开目录 stands in the menu of any page."""
_FULL = 10
"""A list as long as this below a pager whose totals cannot be told may be one page of several."""
_CONTAINER = re.compile(r"[^/]+/xxgk_(?:lists|navs)\.shtml$")
"""A page of 苏州 and others that has no entries of its own, for its columns do, which stand beside its folder."""


def settle(step: Step, page: ListPage) -> Step:
    """A family's step, with the totals that the page prints and the verdict that follows from them.

    What the page prints is a promise: fewer links than promised, with nothing to ask for, is never COMPLETE.
    """
    if step.verdict is not Verdict.COMPLETE:
        return step
    return _with_wholes(_promised(step, page), page)


def _with_wholes(step: Step, page: ListPage) -> Step:
    """With the lists of which the page shows the newest entries only."""
    wholes = find_wholes(page)
    known = {ask.url for ask in step.further}
    turns = tuple(
        Ask(url, platform=step.platform, base=page.url)
        for url in wholes.turns
        if url not in known and not (step.further or wholes.columns)
    )
    step = replace(step, further=step.further + turns, columns=step.columns + wholes.columns)
    items = sum(not link.beside for link in step.links)
    told = step.pages == 1 or (step.expected is not None and items >= step.expected)
    if wholes.dead and not (step.further or told) and step.verdict is Verdict.COMPLETE:
        reason = "a box shows the newest of a longer list, and 更多 has no address that can be told"
        return replace(step, verdict=Verdict.UNKNOWN_PAGINATION, reason=reason)
    return step


def _promised(step: Step, page: ListPage) -> Step:
    told = bool(step.further) or step.pages is not None
    totals = read_totals(page)
    pager = None if told or totals.pages else find_script_pager(page)
    if pager:
        totals = replace(totals, pages=pager.pages, records=_or(totals.records, pager.records))
    turns = Turns() if told else read_turns(page, totals, step.platform)
    step = replace(
        step,
        further=step.further or turns.further,
        expected=_or(step.expected, totals.records),
        pages=_or(step.pages, totals.pages),
    )
    if step.further:
        return step
    if not any(read_title(link.title).kind is not TitleKind.OTHER for link in step.links):
        step = replace(step, frames=find_frames(page, beside=bool(step.links)))
    if pager and pager.pages is None and pager.records is None:
        turns = replace(turns, dead=turns.dead or len(step.links) >= _FULL)
    return _without_turns(step, totals, turns) if step.links else _without_links(step, page, totals)


def _without_turns(step: Step, totals: Totals, turns: Turns) -> Step:
    """One page, and no other can be told: complete unless the page promises more."""
    items = sum(not link.beside for link in step.links)
    missing = step.expected is not None and items < step.expected
    if totals.pages and totals.pages > (totals.current or 1):
        reason = f"the page is one of {totals.pages}, and the address of the others cannot be told"
        return replace(step, verdict=Verdict.UNKNOWN_PAGINATION, reason=reason)
    if turns.dead and totals.pages != 1 and not (step.expected is not None and not missing):
        return replace(step, verdict=Verdict.UNKNOWN_PAGINATION, reason="the next page has no address that can be told")
    if missing:
        return replace(step, verdict=Verdict.INCOMPLETE, reason=f"the page shows {items} of {step.expected} links")
    return step


def _without_links(step: Step, page: ListPage, totals: Totals) -> Step:
    """No entries: an empty list, a page that only leads to columns, or a page that was not understood."""
    if totals.nothing or step.expected == 0:
        return replace(step, verdict=Verdict.EMPTY, reason="the list has no entries")
    columns = step.columns or _divisions(page, step.menu)
    if columns or step.frames:
        reason = f"no entries; leads to {len(columns) + len(step.frames)} columns"
        return replace(step, columns=columns, reason=reason)
    if step.pages is not None and step.pages <= 1:
        return replace(step, verdict=Verdict.EMPTY, reason="the list has no entries")
    if step.drawn:
        return replace(step, verdict=Verdict.INCOMPLETE, reason="scripts draw the page, in a way that is not known")
    return replace(step, verdict=Verdict.INCOMPLETE, reason="no list was recognised on the page")


def _divisions(page: ListPage, menu: tuple[Link, ...]) -> tuple[Link, ...]:
    """The sub-columns of a page without entries: of years, of agencies, or whatever lies below its own folder."""
    within = Column(page.meta("ColumnName"), reports=True)
    address = page.url.partition("?")[0]
    folder = _CONTAINER.sub("", address) if _CONTAINER.search(address) else address.rpartition("/")[0] + "/"
    found = find_columns((*page.links, *menu), page.url, within)
    parts = _parts(found, page)
    return tuple(
        Link(c.url, c.title, beside=True)
        for c in found
        if c.kind in _DIVISIONS
        or c in parts
        or (c.kind is ColumnKind.DIRECTORY and not _MENU.search(c.title))
        or (c.kind is ColumnKind.REPORTS and c.url.startswith(folder) and not address.startswith(c.url))
    )


def _parts(found: tuple[Candidate, ...], page: ListPage) -> tuple[Candidate, ...]:
    """Columns that part the reports among them by body or year, wherever they lie: 区政府年报, 部门年报, 镇街年报.

    None where the page is one of them itself: they are tabs then, and its own entries were not understood.
    """
    parts = tuple(c for c in found if c.kind is ColumnKind.REPORTS and _is_part(c.title))
    tab = any(_is_part(link.title) for link in page.links if key(link.url) == key(page.url))
    return parts if len(parts) > 1 and not tab else ()


def _is_part(title: str) -> bool:
    name = tidy(title)
    return bool(names_directory(name) or agency_in(name) or YEAR_NAME.fullmatch(name))


def _or(first: int | None, second: int | None) -> int | None:
    return second if first is None else first
