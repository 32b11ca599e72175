"""The digest for programs."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from nianbao.digest.collect import Digest, SiteNews
from storage.queries.crawl.news import Event, News


def record(digest: Digest) -> dict[str, Any]:
    """One JSON object; times are aware moments."""
    return {
        "since": digest.since,
        "until": digest.until,
        "sites": len(digest.sites),
        **{event.value: [_report(report) for report in digest.of(event)] for event in Event},
        "broken": list(_sites(digest.broken)),
        "silent": list(_sites(digest.silent)),
    }


def _report(report: News) -> dict[str, Any]:
    return {name: value for name, value in report._asdict().items() if name != "event"}


def _sites(sites: Iterable[SiteNews]) -> Iterable[dict[str, Any]]:
    for site in sites:
        walk, before = site.walk, site.before
        yield {
            "site": walk.site,
            "code": walk.code,
            "verdict": walk.verdict.value,
            "reason": walk.reason,
            "checked_at": walk.checked_at,
            "documents": walk.counts.get("documents", 0),
            "before": before.verdict.value if before else None,
            "documents_before": before.counts.get("documents", 0) if before else None,
        }


def text(digest: Digest) -> str:
    """The record as one line of JSON, times in ISO 8601."""
    return json.dumps(record(digest), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else str(value)
