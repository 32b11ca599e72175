"""Columns that stand under a heading which says what they hold, or whose they are.

``<dt>政府信息公开年报</dt><dd><a>2024</a><a>2023</a></dd>``: the heading is no link, and the links do not say what of.
``<h4>教育局</h4><ul><li><a>指南</a><li><a>年报</a></ul>``: the links do not say whose.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bs4.element import Tag

from crawler.discovery.addresses import join
from crawler.discovery.boxes import is_heading
from crawler.discovery.columns import Candidate, ColumnKind, find_columns
from crawler.discovery.columns.names import agency_in, is_plain, names_reports, tidy
from crawler.discovery.links import Column, Link
from crawler.discovery.markup import address_of, leads_nowhere, text_of, title_of

_NAMED = re.compile(r"公开.{0,12}(?:年报|年度报告|报告)|^年度?报")
_HEADINGS = 6
"""Headings of a page that are looked at."""
_LONGEST = 40
"""Characters of a heading that names a column."""
_FEWEST, _MOST = 2, 100
"""Links under a heading, of which one alone tells nothing."""


def find_headed(tags: Sequence[Tag], base: str, url: str) -> tuple[Candidate, ...]:
    """The years and agencies under headings that name reports, and the reports under those that name agencies.

    ``tags`` are all elements of a page in their order.
    """
    found: dict[str, Candidate] = {}
    heads = [tag for tag in tags if is_heading(tag) and tag.find("a") is None]
    for heading in _naming_reports(heads):
        column = Column(text_of(heading), reports=True)
        links = [link for link in _below(heading, base) if is_plain(tidy(link.title))]
        if len(links) >= _FEWEST:
            columns = find_columns(links, url, column)
            found |= {each.url: each for each in columns if each.kind in {ColumnKind.YEAR, ColumnKind.AGENCY}}
    return (*found.values(), *_of_agencies(heads, base, url))


def _of_agencies(heads: Sequence[Tag], base: str, url: str) -> Iterator[Candidate]:
    """The columns of reports under the names of several agencies."""
    named = [(tag, body) for tag in heads if (body := agency_in(tidy(text_of(tag))))][:_MOST]
    for heading, agency in named if len(named) >= _FEWEST else ():
        columns = find_columns(list(_below(heading, base)), url, Column(agency, agency=agency))
        yield from (each for each in columns if each.kind is ColumnKind.REPORTS and each.column.agency == agency)


def _naming_reports(heads: Iterable[Tag]) -> Iterator[Tag]:
    names = ((tag, text_of(tag)) for tag in heads)
    found = (tag for tag, name in names if len(name) <= _LONGEST and _NAMED.search(tidy(name)) and names_reports(name))
    return islice(found, _HEADINGS)


def _below(heading: Tag, base: str) -> Iterator[Link]:
    """The links between a heading and the next of its kind, beside it or beside the box that it stands in."""
    box = heading if heading.find_next_sibling() is not None else heading.parent
    left = _MOST
    for sibling in box.find_next_siblings() if box is not None else ():
        if not isinstance(sibling, Tag) or sibling.name == heading.name or (sibling is not box and is_heading(sibling)):
            return
        for tag in [sibling, *sibling.find_all("a")]:
            href = address_of(tag) if isinstance(tag, Tag) and tag.name == "a" else ""
            address = join(base, href) if href and not leads_nowhere(href) else None
            if address and left:
                left -= 1
                yield Link(address, title_of(tag))
