"""What a site file may say, and how it is told what to mend.

Strangers write these files, so every key is checked and an unknown one is an error: a misspelt ``start_url`` would
otherwise be a site that is never visited.
"""

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from crawler.platforms import PLATFORMS
from crawler.sites.record import Agency, Hours, Quirk, Site

_YEARS = (2008, 2100)


def _code(value: str) -> str:
    if not re.fullmatch(r"[1-9]\d{5}", value):
        raise ValueError('must be the six digits of GB/T 2260, in quotes, for example "110102"')
    return value


def _name(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty: the district's full name, for example 北京市西城区")
    return value.strip()


def web_address(value: str) -> str:
    """The address itself. Raises ValueError, in a sentence, for what is none."""
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        usable = False
    if not usable or re.search(r'[\s"]', value):
        raise ValueError(f"{value!r} is no web address: write it in full, with http:// or https://")
    return value


def _host(value: str) -> str:
    if not re.fullmatch(r"(?:[\w-]+(?:\.[\w-]+)*|\[[0-9a-fA-F:]+\])(?::\d{1,5})?", value):
        raise ValueError(f"{value!r} is no host: write its name only, without http:// and without a path")
    return value.lower()


def _platform(value: str) -> str:
    if value not in PLATFORMS:
        raise ValueError(f"{value!r} is no platform: one of {', '.join(PLATFORMS)}, or leave the key out")
    return value


def _hours(value: str) -> str:
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", value)
    if match is None or match[1] + match[2] == match[3] + match[4]:
        raise ValueError('must be two times of China\'s clock, for example "20:00-07:00"')
    return value


_Name = Annotated[str, AfterValidator(_name)]
_Year = Annotated[int, Field(ge=_YEARS[0], le=_YEARS[1])]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Valid(_Strict):
    """``valid = { from = 2024, to = 2026 }``: the report years that an agency has."""

    since: _Year | None = Field(None, alias="from")
    until: _Year | None = Field(None, alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("'from' must not be after 'to'")
        return self


class AgencyEntry(_Strict):
    """One ``[[agencies]]``."""

    name: _Name
    valid: Valid | None = None
    replaces: list[_Name] = []


class QuirkEntry(_Strict):
    """One ``[[quirks]]``: without a reason it cannot be judged later, without year or agency it does nothing."""

    match: _Name
    note: _Name
    year: _Year | None = None
    agency: _Name | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if self.year is None and self.agency is None:
            raise ValueError("says nothing to do: give it a year or an agency")
        return self


class SiteFile(_Strict):
    """A whole site file."""

    code: Annotated[str, AfterValidator(_code)]
    name: _Name
    start_urls: Annotated[list[Annotated[str, AfterValidator(web_address)]], Field(min_length=1)]
    allowed_hosts: list[Annotated[str, AfterValidator(_host)]] = []
    platform: Annotated[str, AfterValidator(_platform)] | None = None
    delay: Annotated[float, Field(ge=0, le=300)] = 1.0
    hours: Annotated[str, AfterValidator(_hours)] | None = None
    agencies: list[AgencyEntry] = []
    quirks: list[QuirkEntry] = []

    def record(self, path: Path) -> Site:
        """The file as a record; its stem is the site's id."""
        return Site(
            id=path.stem,
            code=self.code,
            name=self.name,
            start_urls=tuple(self.start_urls),
            allowed_hosts=tuple(self.allowed_hosts),
            platform=self.platform,
            delay=self.delay,
            agencies=tuple(_agency(entry) for entry in self.agencies),
            quirks=tuple(Quirk(entry.match, entry.note, entry.year, entry.agency) for entry in self.quirks),
            path=path,
            hours=Hours(*map(time.fromisoformat, self.hours.split("-"))) if self.hours else None,
        )


def _agency(entry: AgencyEntry) -> Agency:
    since, until = (entry.valid.since, entry.valid.until) if entry.valid else (None, None)
    return Agency(entry.name, since, until, tuple(entry.replaces))


def read_site(content: Mapping[str, object], path: Path) -> tuple[Site | None, tuple[str, ...]]:
    """The site that a parsed file describes, or what to mend in it, a clause for each key."""
    try:
        return SiteFile.model_validate(dict(content)).record(path), ()
    except ValidationError as error:
        return None, tuple(_clause(detail) for detail in error.errors())


def _clause(detail: ErrorDetails) -> str:
    """``agencies[2].valid.from: …`` and what to do."""
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in detail["loc"]).lstrip(".")
    return f"{place or 'file'}: {_advice(detail)}"


def _advice(detail: ErrorDetails) -> str:
    known = ", ".join(field.alias or name for name, field in SiteFile.model_fields.items())
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key; known are {known}" if len(detail["loc"]) == 1 else "unknown key"
    if kind == "string_type":
        return "must be text: put it in quotes"
    if kind == "missing":
        return "is missing"
    if kind == "value_error":
        return str(context.get("error", detail["msg"]))
    if kind == "too_short":
        return "must name at least one address"
    return detail["msg"][0].lower() + detail["msg"][1:]
