"""An agency's reports read again: how far it is, and which cells are read otherwise now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import forms
from forms import Measure


class Stage(StrEnum):
    """STOPPED: it took too long. FAILED: it could not be done; what was told until then is told."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell before and after: the number, or null with the state; ``rule`` by which it is read now."""

    cell: str
    label_zh: str
    label_en: str
    kind: str
    before: str | None
    before_state: str
    before_raw: str | None
    after: str | None
    after_state: str
    after_raw: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Reread:
    """One report of one document, as ``nianbao reextract`` tells it; ``before`` is the version compared with."""

    agency: str | None
    year: int | None
    url: str
    sha256: str
    extractor: str
    change: str
    before: int | None
    before_extractor: str | None
    version: int | None
    current: bool
    reason: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Rereading:
    """``read`` of ``total`` documents were read. ``by`` is who had it stored; ``run`` takes that back."""

    id: str
    district_code: str
    district: str
    agency: str
    key: str
    dry_run: bool
    by: str
    started_at: datetime
    ended_at: datetime | None
    stage: Stage
    reason: str
    total: int
    read: int
    run: int | None
    reports: tuple[Reread, ...]


def report_of(record: Mapping[str, Any]) -> Reread:
    """From a line of ``nianbao reextract --json``."""
    before = record["before"] or {}
    return Reread(
        record["agency"],
        record["year"],
        record["url"],
        record["sha256"],
        record["extractor"],
        record["change"],
        before.get("version"),
        before.get("extractor"),
        record["version"],
        record["current"],
        record["reason"],
        tuple(_cells(record)),
    )


def _cells(record: Mapping[str, Any]) -> Iterator[Cell]:
    for kind in ("changed", "gained", "lost"):
        for each in record[kind]:
            measure = Measure(each["table"], each["row"], each["column"])
            before, after, name = each["before"], each["after"], ".".join(measure)
            yield Cell(
                name,
                f"{forms.table_zh(measure.table)} {forms.label_zh(measure)}",
                forms.label_en(measure),
                kind,
                before["value"],
                before["state"],
                before["raw"],
                after["value"],
                after["state"],
                after["raw"],
                record["rules"].get(name),
            )
