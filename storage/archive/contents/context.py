"""What the crawl knew of a page, as one line of ASCII in the record of its answer."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from storage.errors import ArchiveError
from storage.records import Context, Role


def to_line(context: Context) -> str:
    """JSON without what is not known."""
    known = {field.name: getattr(context, field.name) for field in fields(Context)}
    return json.dumps({key: value for key, value in known.items() if value is not None}, default=_plain)


def from_line(line: str) -> Context:
    """The context again; facts that a later version added are left out."""
    try:
        found: Any = json.loads(line)
        return _context(found)
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"the context of the record cannot be read: {line[:80]!r}") from error


def _context(found: Mapping[str, Any]) -> Context:
    known = {field.name: found[field.name] for field in fields(Context) if field.name in found}
    known["role"] = Role(known["role"])
    if "listed" in known:
        known["listed"] = date.fromisoformat(known["listed"])
    return Context(**known)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a context holds no {type(value).__name__}")
