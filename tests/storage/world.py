"""A small stored world, made with the writer: two districts, three forms, versions, a withdrawal, what was not read."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any

from sqlalchemy import Engine

import forms
from storage.records import (
    Capture,
    Cell,
    Context,
    FetchOutcome,
    Finding,
    Outcome,
    Pointer,
    Reading,
    Refusal,
    Report,
    Role,
    State,
    Verdict,
    Walk,
)
from storage.writer import Writer

START = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
XICHENG = ("xicheng", "110102", "北京市西城区")
SHILI = ("shili", "990101", "示例市示例区")
Printed = tuple[Decimal | None, State, str | None]

ODD: dict[tuple[str, str, str], Printed] = {
    ("t3", "new_received", "natural_person"): (Decimal(58), State.REPORTED, "58"),
    ("t3", "new_received", "total"): (Decimal(1058), State.REPORTED, "1,058"),
    ("t3", "carried_in", "natural_person"): (None, State.DASH, "—"),
    ("t3", "carried_in", "total"): (None, State.SLASH, "/"),
    ("t3", "granted", "natural_person"): (None, State.NONE_WORD, "无"),
    ("t3", "granted", "total"): (None, State.BLANK, ""),
    ("t3", "partial", "total"): (None, State.UNREADABLE, "=1+1"),
    ("t3", "other_misc", "total"): (Decimal(4_000_000_000), State.REPORTED, "4000000000"),
    ("t2a", "admin_fees", "fee_amount"): (Decimal("0.30000000000000004"), State.REPORTED, "0.30000000000000004"),
    ("t4", "value", "review_total"): (Decimal(3), State.REPORTED, "３"),
}
"""One cell of each state, and numbers that a column cannot hold or that were printed otherwise. Others are 0."""


def cells(form: str, odd: dict[tuple[str, str, str], Printed] | None = None) -> tuple[Cell, ...]:
    zero: Printed = (Decimal(0), State.REPORTED, "0")
    absent: Printed = (None, State.MISSING, None)
    return tuple(
        Cell(*measure, *(odd or {}).get(tuple(measure), absent if measure.row == "np_repeat" else zero))
        for measure in forms.measures(form)
    )


def report(agency: str | None, year: int | None, form: str = "a2021", **more: Any) -> Report:
    fields: dict[str, Any] = {
        "title": f"{agency}{year}年政府信息公开工作年度报告",
        "published": date((year or 2000) + 1, 1, 20),
        "cells": cells(form) if form in forms.FORMS else (),
        **more,
    }
    return Report(agency=agency, year=year, format=form, **fields)


FAILING = (
    Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(3), Decimal("4.50")),
    Finding("T3_RESULTS_SUM", {"c": "total"}, Outcome.PASS, Decimal(3), Decimal(3)),
    Finding("T3_COLUMN_SUM", {"r": "granted", "a": "x"}, Outcome.NOT_STATED),
)


@dataclass
class World:
    """Puts reports into a database, as a crawl does."""

    engine: Engine
    at: datetime = START
    _offsets: Any = field(default_factory=count)

    @property
    def writer(self) -> Writer:
        return Writer(self.engine)

    def context(self, site: tuple[str, str, str], agency: str | None, year: int | None) -> Context:
        return Context(*site, role=Role.REPORT, agency=agency, year=year, link_title=f"{agency}{year}年度报告")

    def capture(self, url: str, context: Context, content: str = "") -> int:
        self.at += timedelta(seconds=1)
        digest = sha256(f"{url}{content}".encode()).hexdigest()
        pointer = Pointer("a.warc.gz", next(self._offsets), 10)
        capture = Capture(url, self.at, 200, digest, 10, "text/html", None, None, pointer, context)
        number = self.writer.record_capture(capture, None)
        self.writer.record_fetch(
            url, FetchOutcome.FETCHED, at=self.at, context=context, run=None, status=200, capture=number
        )
        return number

    def publish(
        self, said: Report, site: tuple[str, str, str] = XICHENG, *, url: str | None = None, extractor: str = "1"
    ) -> None:
        url = url or f"https://www.{site[0]}.gov.cn/{said.agency}/{said.year}.html"
        content = f"{said}"
        number = self.capture(url, self.context(site, said.agency, said.year), content)
        digest = sha256(f"{url}{content}".encode()).hexdigest()
        self.writer.store(Reading(digest, "text/html", extractor, (said,)), number, at=self.at)

    def refuse(self, agency: str, year: int, site: tuple[str, str, str] = XICHENG) -> None:
        url = f"https://www.{site[0]}.gov.cn/{agency}/{year}.doc"
        number = self.capture(url, self.context(site, agency, year))
        refusal = Refusal("encrypted", "the document needs a password")
        self.writer.store(Reading("0" * 64, "application/msword", "1", refusal=refusal), number, at=self.at)

    def fail(self, agency: str, year: int, outcome: FetchOutcome, site: tuple[str, str, str] = XICHENG) -> None:
        self.at += timedelta(seconds=1)
        url, context = f"https://www.{site[0]}.gov.cn/{agency}/{year}.html", self.context(site, agency, year)
        self.writer.record_fetch(url, outcome, at=self.at, context=context, run=None, status=503, reason="busy")

    def walk(
        self,
        verdict: Verdict = Verdict.COMPLETE,
        site: tuple[str, str, str] = XICHENG,
        reason: str = "",
        years: tuple[int, ...] = (),
        **counts: int,
    ) -> None:
        self.at += timedelta(seconds=1)
        self.writer.record_walk(Walk(site[0], site[1], verdict, reason, self.at, counts, years), None)


def fill(engine: Engine) -> World:
    """The world that most tests ask."""
    world = World(engine)
    world.publish(report("北京市西城区财政局", 2024, cells=cells("a2021", ODD), findings=FAILING))
    world.publish(report("北京市西城区财政局", 2023))
    world.publish(report("西城区信访办公室", 2024, "unknown", published=None, title=None))
    world.publish(report("北京市西城区人民政府", 2020, "b2019"))
    world.publish(report("示例市示例区财政局", 2024), SHILI)
    world.publish(report("北京市西城区财政局", 2023, title="更正后的报告"))
    world.walk()
    world.walk(Verdict.BLOCKED, SHILI, "challenge page")
    return world
