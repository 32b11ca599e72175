"""The digest as Markdown, for a mail or a chat."""

import re
from collections.abc import Iterator

from nianbao.digest.collect import Digest, SiteNews
from storage.coverage import CHINA
from storage.queries.crawl.news import Event, News

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def markdown(digest: Digest) -> str:
    """A heading, a sentence, and a list for everything that happened."""
    return "\n".join(_lines(digest)) + "\n"


def _lines(digest: Digest) -> Iterator[str]:
    yield f"# Nianbao, {digest.until.astimezone(CHINA):%Y-%m-%d}"
    yield ""
    counts = ", ".join(f"{len(digest.of(event))} {event}" for event in Event)
    yield f"{len(digest.sites)} sites walked: {counts}; {len(digest.broken)} broken, {len(digest.silent)} silent."
    for event in Event:
        if reports := digest.of(event):
            yield from ("", f"## {event.capitalize()}", "")
            yield from map(_report, reports)
    if digest.broken:
        yield from ("", "## Broken sites", "")
        yield from map(_broken, digest.broken)
    if digest.silent:
        yield from ("", "## Silent sites", "")
        yield from map(_silent, digest.silent)


def _report(report: News) -> str:
    version = f", version {report.version}" if report.version > 1 else ""
    reason = f": {_plain(report.reason)}" if report.reason else ""
    return f"- [{_plain(report.agency)} {report.year}](<{_address(report.source_url)}>){version}{reason}"


def _broken(site: SiteNews) -> str:
    since = "since this night" if site.newly else "as before"
    return f"- {_plain(site.walk.site)} {site.walk.code}: {site.walk.verdict}, {since}: {_plain(site.walk.reason)}"


def _silent(site: SiteNews) -> str:
    documents = site.walk.counts.get("documents", 0)
    return f"- {_plain(site.walk.site)} {site.walk.code}: {documents} documents, far fewer than before"


def _plain(text: str) -> str:
    """Text of strangers without marks that Markdown would take for its own."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _address(url: str) -> str:
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
