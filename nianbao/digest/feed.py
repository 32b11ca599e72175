"""The digest as an Atom feed (RFC 4287): an entry for every report that came, changed or went."""

import re
from datetime import datetime

from lxml import etree

from nianbao.digest.collect import Digest
from storage.queries.crawl.news import News

_ATOM = "http://www.w3.org/2005/Atom"
_ID = "tag:nianbao,2026:"
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no place for, should a stranger's text hold it."""
_TITLES = {"new": "New", "changed": "Changed", "withdrawn": "Withdrawn"}


def atom(digest: Digest, address: str | None = None) -> bytes:
    """UTF-8 XML, of a feed that has this address.

    The identity of an entry is the report's and its version's, so that no reader shows it twice.
    """
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    _add(feed, "id", f"{_ID}digest")
    _add(feed, "title", "Nianbao: 政府信息公开工作年度报告")
    _add(feed, "updated", _moment(digest.until))
    if address:
        link = _add(feed, "link")
        link.set("rel", "self")
        link.set("href", address)
    _add(_add(feed, "author"), "name", "Nianbao")
    for report in digest.reports:
        _add_entry(feed, report)
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _add_entry(feed: etree._Element, report: News) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"{_ID}{report.district_code}:{report.agency}:{report.year}:{report.version}:{report.event}")
    _add(entry, "title", f"{_TITLES[report.event]}: {report.agency} {report.year}")
    if report.source_url.startswith(("http://", "https://")):
        _add(entry, "link").set("href", report.source_url)
    _add(entry, "updated", _moment(report.at))
    reason = f": {report.reason}" if report.reason else ""
    _add(entry, "summary", f"{report.district}, version {report.version}{reason}")


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = None if text is None else _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
    return element


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
