"""What a page turned out to be, whatever its link promised, and what is wanted of it."""

import re
from dataclasses import dataclass, replace

from crawler.discovery.addresses import join
from crawler.discovery.details import leads_to_column
from crawler.discovery.leaves import first_of
from crawler.discovery.links import Column
from crawler.discovery.titles import TitleKind, read_title
from crawler.discovery.titles.wording import ORGAN
from crawler.errand import Errand
from crawler.extractors import read_document
from crawler.extractors.charset import decode
from crawler.extractors.readers.html import Page
from crawler.extractors.readers.html.nesting import is_shallow
from crawler.extractors.sniff import Kind, sniff
from crawler.spiders.walk import SiteWalk
from crawler.spiders.walk.belongings import choose_attachments, choose_frames, choose_parts
from crawler.spiders.walk.choices import Wanted
from storage.records import Role

_SIGNS = ("年度报告", "年报", "工作报告")
_SIGN = re.compile("|".join(_SIGNS))
_MANY, _MANY_AGENCIES = 2, 4
_SEVERAL = 3
"""Bodies whose reports a page offers: it is a summary, and its files are theirs. Two may be one by two names."""
_NAME = 40
"""Characters that the name of an agency has at most, with a number before it and a year behind."""
_SECTIONS = 3
_WALKED = (Role.HOME, Role.LISTING)

LARGEST = 2 * 1024 * 1024
"""Bytes of a page that are read for links; the largest that were seen have some hundred thousand."""
MOST_TAGS = 40_000
"""Of such a page: some five to ten seconds. The fullest that were seen have five thousand."""
LARGEST_ANSWER = 8 * 1024 * 1024
"""The same for what an interface answers, which may hold whole articles."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page with the role that it really has. ``page`` is its tree, for the readers, when there is one."""

    role: Role
    wanted: list[Wanted]
    page: Page | None = None


def open_page(walk: SiteWalk, url: str, errand: Errand, body: bytes, content_type: str | None) -> Opened:
    """Read a page for its links. A link named like a report may lead to a list of them, and the other way round."""
    if errand.role in _WALKED and len(body) > LARGEST_ANSWER:
        raise ValueError(f"a column of {len(body)} bytes is none")
    if errand.ask is not None and errand.ask.interface:
        return Opened(errand.role, walk.read_turn(url, errand, decode(body, content_type)[0]))
    page = _parsed(errand, body, content_type)
    if page is None:
        return Opened(Role.REPORT if errand.role is not Role.ATTACHMENT else errand.role, [])
    if errand.ask is not None:
        return Opened(errand.role, walk.read_turn(url, errand, page.raw_text))
    if errand.role is Role.ATTACHMENT:
        is_leaf = first_of(url, errand.context.parent) != url
        return Opened(errand.role, walk.asked.take(choose_parts(page, url, errand)) if is_leaf else [], page)
    if errand.role is Role.REPORT:
        return _open_document(walk, url, errand, page)
    return _open_column(walk, url, errand, page)


def _parsed(errand: Errand, body: bytes, content_type: str | None) -> Page | None:
    """The tree of a page; None for what is none, or takes too long to parse here: it is read without its links."""
    if sniff(body, content_type) is not Kind.HTML:
        return None
    if len(body) <= LARGEST and is_shallow(body, most_tags=MOST_TAGS):
        return Page(body, content_type)
    if errand.role in _WALKED:
        raise ValueError("a column that takes so long to parse is none")
    return None


def _open_document(walk: SiteWalk, url: str, errand: Errand, page: Page) -> Opened:
    """A page whose link was a report's. One that names several reports and is none itself is a list of them."""
    framed = list(choose_frames(page, url, errand))
    named = _named(page, url, errand)
    is_list = named.is_list(page)
    if is_list and len(named.bodies) >= _SEVERAL and not is_report(page, url, errand):
        return Opened(Role.LISTING, walk.read_column(url, _as_column(errand, of_all=True), page.raw_text, page.title))
    parts = choose_parts(page, url, errand, is_list=is_list and not is_report(page, url, errand))
    wanted = walk.asked.take((*choose_attachments(page, url, errand), *parts))
    if wanted or not (framed or is_list) or is_report(page, url, errand):
        return Opened(Role.REPORT, wanted, page)
    if framed:
        return Opened(Role.REPORT, walk.asked.take(framed), page)
    return Opened(Role.LISTING, walk.read_column(url, _as_column(errand), page.raw_text, page.title))


def _open_column(walk: SiteWalk, url: str, errand: Errand, page: Page) -> Opened:
    """A column, or the home page. One that prints a report is read as such, too."""
    reports = is_report(page, url, errand)
    wanted = walk.read_column(url, errand, page.raw_text, page.title, is_report=reports)
    if not reports:
        return Opened(errand.role, wanted)
    attachments = walk.asked.take(choose_attachments(page, url, errand))
    return Opened(Role.REPORT, [*wanted, *attachments], page)


def _as_column(errand: Errand, *, of_all: bool = False) -> Errand:
    """A report's link that leads to a list: what was known of the report is known of the list.

    ``of_all``: but for its agency, for the list is of several.
    """
    context = errand.context
    agency = None if of_all else context.agency
    column = Column(context.link_title or errand.column.title, True, context.year, agency)
    return replace(errand, column=column).as_role(Role.LISTING)


def is_report(page: Page, url: str, errand: Errand) -> bool:
    """Whether a page says what only a report says: its tables, or three of its sections."""
    context = replace(errand.context, role=Role.REPORT)
    reading = read_document(page.document(), "", url=url, context=context)
    return any(report.cells or len(report.sections) >= _SECTIONS for report in reading.reports)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the links of a page are named like: addresses of reports and of agencies, and the bodies in their names."""

    reports: set[str]
    agencies: set[str]
    bodies: set[str]

    def is_list(self, page: Page) -> bool:
        """Whether there are several, among the words of a report."""
        enough = len(self.reports) >= _MANY or len(self.agencies) >= _MANY_AGENCIES
        return enough and any(page.raw_text.count(sign) >= _MANY for sign in _SIGNS)


def _named(page: Page, url: str, errand: Errand) -> _Named:
    """Which links of a page are named like reports, or in a column of reports like agencies.

    Links to agencies stand on many pages: these have to be more, lead to no columns, and have the words of a report
    about them. The links are looked through first: that takes less than to count the words of a page.
    """
    named = _Named(set(), set(), set())
    for link in page.links():
        title = link.title or link.text
        if not _SIGN.search(title) and not (errand.column.reports and len(title) <= _NAME and ORGAN.search(title)):
            continue
        facts = read_title(title)
        if facts.kind is TitleKind.OTHER or not (address := join(url, link.href)):
            continue
        if facts.kind is TitleKind.REPORT:
            named.reports.add(address)
        elif facts.agency and not leads_to_column(address):
            named.agencies.add(address)
        else:
            continue
        named.bodies.update([facts.agency] if facts.agency and ORGAN.search(facts.agency) else [])
    return named
