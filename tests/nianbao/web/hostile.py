"""An archive in which every text that a stranger may have written tries to break out of a page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from crawler.extractors import read
from storage import judgements, search
from storage.archive import Archive
from storage.crosschecks import renew
from storage.models import AnnualReport, table_of
from storage.records import (
    At,
    Cell,
    Context,
    Exchange,
    Extra,
    FetchOutcome,
    Finding,
    Judged,
    Outcome,
    Reading,
    Refusal,
    Registered,
    RegisteredAgency,
    Report,
    Role,
    Section,
    State,
    Statement,
    Verdict,
    Walk,
)
from storage.session import WRITING, open_database
from storage.settings import Settings
from storage.writer import Writer
from storage.writing import disagreements

TAG = "x-evil"
EVIL = (
    f"\"'><{TAG} onclick=alert(1) style=color:red>x{{{{7*7}}}}x{{%raw%}}</textarea></title></script>"
    "<script>alert(1)</script><img src=x onerror=alert(1)>]]><!--"
)
"""Leaves attributes, elements, scripts, comments and templates."""
ADDRESS = "javascript:alert(1)//"
CODE = "990101"
NAME = f"示例市示例区财政局\"'><{TAG} onclick=alert(1)>x{{{{7*7}}}}x<script>alert(1)<img src=x onerror=alert(1)><!--"
"""Without a slash: an address has no place for one within a part of it."""
YEAR = 2022
THEN = datetime(2026, 5, 20, 2, tzinfo=UTC)
_PAGE = Path(__file__).parents[2] / "golden" / "unbalanced-2022" / "page.html"


def make(settings: Settings) -> Engine:
    """Archive and database."""
    engine = open_database(settings)
    writer = Writer(engine)
    run = writer.begin_run(THEN)
    writer.record_agencies(Registered(*_PLACE, (RegisteredAgency(NAME), RegisteredAgency(f"旧局{EVIL}办", None, 2019))))
    body = _page()
    for number, url in enumerate((ADDRESS + EVIL, f"http://www.shili.gov.cn/{EVIL}.html")):
        with Archive.of(settings).open_writer() as archive:
            at = THEN + timedelta(hours=number)
            content = (("Content-Type", "text/html"), ("ETag", f'"{_latin(EVIL)}"'), ("Last-Modified", _latin(EVIL)))
            exchange = Exchange(url, at, 200, (), content, body + b"<p>%d</p>" % number, _context())
            capture = archive.capture(exchange)
        stored = writer.record_capture(replace(capture, content_type=f"text/html; {EVIL}"), run)
        now = read(body, url=url, context=_context())
        reports = tuple(_report(now.reports[0], year) for year in (YEAR, YEAR - 1 - number))
        writer.store(replace(now, reports=reports), stored, at=at)
        writer.record_fetch(
            capture.url,
            FetchOutcome.FETCHED,
            at=at,
            context=_context(),
            run=run,
            status=200,
            reason=EVIL,
            capture=stored,
        )
    gone = {"at": THEN + timedelta(hours=3), "context": _context(), "run": run, "status": 404, "reason": EVIL}
    writer.record_fetch(capture.url, FetchOutcome.NOT_FOUND, **gone)
    _others(writer, run)
    with engine.connect() as connection:
        first = connection.scalars(select(func.min(table_of(AnnualReport).c.id))).one()
    writer.restore(first, 1, at=THEN + timedelta(hours=4), reason=EVIL)
    with engine.execution_options(**{WRITING: True}).begin() as connection:
        _judge(connection)
    renew(engine)
    writer.end_run(run, THEN + timedelta(hours=9), {"documents": 3, "kind": EVIL, EVIL: EVIL})
    return engine


_PLACE = (f"shili{EVIL}", CODE, f"示例市示例区{EVIL}")


def _context() -> Context:
    texts = {"parent": ADDRESS + EVIL, "link_title": f"2022年度报告{EVIL}", "column": EVIL}
    return Context(*_PLACE, role=Role.REPORT, agency=NAME, year=YEAR, **texts)


def _page() -> bytes:
    html = _PAGE.read_text("utf-8")
    begin = html.index("<body") if "<body" in html else 0
    place = html.index(">", begin) + 1
    evil = EVIL.removesuffix("<!--")  # which would hide the rest
    return f"{html[:place]}<base href=//evil.example><h2>{evil}</h2><a href='{ADDRESS}'>x</a>{html[place:]}".encode()


def _latin(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


def _report(said: Report, year: int) -> Report:
    odd = [Cell(*cell[:3], None, State.UNREADABLE, EVIL) if n % 2 else cell for n, cell in enumerate(said.cells)]
    odd[0] = Cell(*odd[0][:3], Decimal(3), State.REPORTED, f"3{EVIL}", unit=EVIL)
    return replace(
        said,
        agency=NAME,
        year=year,
        title=f"2022年政府信息公开工作年度报告{EVIL}",
        cells=tuple(odd),
        sections=tuple(Section(f"overview{EVIL}" if n else "overview", EVIL, f"信访{EVIL}") for n in range(2)),
        topics=(Section(EVIL, EVIL, EVIL),),
        statements=(Statement(EVIL, Decimal(3), EVIL), Statement("granted", Decimal(3), EVIL)),
        extras=(Extra("t3", (EVIL,), (EVIL,), At(0, 0, 0)), Extra("", (EVIL,), (EVIL,), At(1, 0, 0))),
        findings=(
            Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(1), Decimal(2)),
            Finding("T3_FLOW", {"c": EVIL}, Outcome.FAIL, Decimal(1), Decimal(2), convention=EVIL),
            Finding(EVIL, {EVIL: EVIL}, Outcome.FAIL, Decimal(1), Decimal(2), convention=EVIL),
        ),
        warnings=(EVIL,),
        sources={EVIL: EVIL, "agency": EVIL, "reader": EVIL},
        index_number=EVIL,
        site_code=EVIL,
        district_code=EVIL,
    )


def _others(writer: Writer, run: int) -> None:
    """What was refused, what failed, what is gone, and how the site was walked."""
    at = THEN + timedelta(hours=5)
    for number, outcome in enumerate((FetchOutcome.BLOCKED, FetchOutcome.UNREACHABLE, FetchOutcome.ROBOTS)):
        url = f"http://www.shili.gov.cn/{number}{EVIL}"
        context = replace(_context(), agency=f"示例市示例区审计局{EVIL}", year=YEAR + number)
        writer.record_fetch(url, outcome, at=at, context=context, run=run, status=403, reason=EVIL)
    writer.record_walk(Walk(_PLACE[0], CODE, Verdict.BLOCKED, EVIL, at, {EVIL: 3, "documents": 3}), run)
    writer.record_walk(Walk("shili", CODE, Verdict.INCOMPLETE, EVIL, at, {"documents": 3}), run)


def refuse(engine: Engine, settings: Settings) -> None:
    """A document that cannot be read, for a reason and in a kind that a stranger may have a hand in."""
    url = f"http://www.shili.gov.cn/refused{EVIL}.doc"
    with Archive.of(settings).open_writer() as archive:
        exchange = Exchange(url, THEN, 200, (), (("Content-Type", "text/html"),), b"x", _context())
        capture = archive.capture(exchange)
    writer = Writer(engine)
    number = writer.record_capture(capture, None)
    refusal = Refusal(EVIL, EVIL)
    writer.store(Reading(capture.sha256, EVIL, EVIL, refusal=refusal), number, at=THEN)
    writer.record_fetch(
        capture.url, FetchOutcome.FETCHED, at=THEN, context=_context(), run=None, status=200, capture=number
    )


def _judge(connection: Connection) -> None:
    report = connection.scalars(select(table_of(AnnualReport).c.id)).first()
    bind = '{"c": "total"}'
    judged = Judged(CODE, NAME, YEAR, "T3_FLOW", bind, "explained", EVIL, THEN, EVIL)
    judgements.record(connection, judged, is_sure=True)
    others: Mapping[str, Any] = {"identity": EVIL, "bind": '{"x": "' + TAG + '"}', "verdict": EVIL}
    judgements.record(connection, replace(judged, **others), is_sure=True)
    found = {"bind": '{"source": "' + ADDRESS + TAG + '"}', "outcome": Outcome.FAIL, "left": None, "right": None}
    disagreements.replace(connection, report or 0, EVIL, [{**found, "code": EVIL}], THEN)
    search.put_stored(connection, [])
