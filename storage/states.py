"""What earlier runs know of a site's pages, so that the next one asks only for what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from storage.models import Capture, Url, table_of
from storage.records import Capture as Captured
from storage.records import Context, FetchOutcome, Pointer, Role

_URLS, _CAPTURES = table_of(Url), table_of(Capture)


@dataclass(frozen=True, slots=True)
class Known:
    """A page that was had before: what the server said of it, and its last good capture with a body."""

    url: str
    etag: str | None
    last_modified: str | None
    sha256: str
    capture: Captured
    last_checked: datetime
    outcome: FetchOutcome
    context: Context


def known_urls(engine: Engine, site: str) -> Mapping[str, Known]:
    """Every page of the site that was had at least once, by address."""
    wanted = [
        _URLS.c[name].label(name)
        for name in ("url", "etag", "last_modified", "sha256", "last_checked", "outcome", "role")
    ]
    captured = [
        _CAPTURES.c[name].label(f"c_{name}")
        for name in ("captured_at", "status", "size", "content_type", "file", "offset", "length", "context")
    ]
    statement = (
        select(*wanted, *captured)
        .join(_CAPTURES, _CAPTURES.c.id == _URLS.c.capture_id)
        .where(_URLS.c.site == site, _URLS.c.last_checked.is_not(None))
    )
    with engine.connect() as connection:
        return {row["url"]: _known(row) for row in connection.execute(statement).mappings()}


def _known(row: Mapping[Any, Any]) -> Known:
    capture = Captured(
        url=row["url"],
        captured_at=row["c_captured_at"],
        status=row["c_status"],
        sha256=row["sha256"],
        size=row["c_size"],
        content_type=row["c_content_type"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        pointer=Pointer(row["c_file"], row["c_offset"], row["c_length"]),
        context=context_of(row["c_context"]),
    )
    return Known(
        url=row["url"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        sha256=row["sha256"],
        capture=capture,
        last_checked=row["last_checked"],
        outcome=row["outcome"],
        context=capture.context,
    )


def context_of(stored: Mapping[str, Any]) -> Context:
    """A context as a capture's row keeps it."""
    fields = dict(stored)
    fields["role"] = Role(fields["role"])
    if fields.get("listed"):
        fields["listed"] = datetime.fromisoformat(fields["listed"]).date()
    return Context(**fields)
