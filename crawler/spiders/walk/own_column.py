"""Whether a page is a column of reports by what it says of itself, whatever led to it."""

from crawler.discovery.columns.names import names_reports, slug_of
from crawler.discovery.links import Column
from crawler.discovery.titles import TitleKind, read_title
from crawler.platforms import Step

_MANY = 3
"""So many titles of reports, and half of its list, make a page that the site file names a column of reports."""


def column_at_home(step: Step, url: str, title: str) -> Column:
    """Whether a page that the site file names is a column of reports itself, by its name, its address or its links."""
    named = is_named_reports(title) or bool(slug_of(url)) or lists_reports(step, _MANY)
    return Column(title if named else "", named)


def lists_reports(step: Step, least: int = 2) -> bool:
    """Whether half of the entries of a page, and ``least`` of them, are titled as reports, whatever it is called."""
    listed = [link for link in step.links if not link.beside]
    reports = sum(read_title(link.title).kind is TitleKind.REPORT for link in listed)
    return reports >= least and 2 * reports >= len(listed)


def is_named_reports(title: str) -> bool:
    """Whether a page calls itself a column of reports, by its title without the site's."""
    return names_reports(title.partition("_")[0].partition("-")[0])
