"""Reports stored together, on PostgreSQL by COPY, are those that are stored one at a time."""

import random
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, select

import forms
from storage import models, queries, search
from storage.database import bulk
from storage.models import Mark, Section, SectionLevel, VersionFinding, table_of
from storage.models.views import VIEWS
from storage.records import At, Cell, Extra, Finding, Outcome, Report, State, Statement
from storage.records import Section as Said
from storage.session import WRITING
from storage.writer import Writer
from tests.storage.world import SHILI, XICHENG, World, fill, report

ODD_TEXT = "制表\t换行\n反斜\\杠 \\N 引号'\" 年报\r\n末"
YEARS = range(2021, 2021 + bulk.FEW + 5)
"""More than are written by statements."""


def reports(agency: str) -> list[Report]:
    """Cells of every state, odd texts, findings with and without numbers."""
    chance = random.Random(5)
    printed: list[tuple[Decimal | None, State, str | None]] = [
        (Decimal(7), State.REPORTED, "7"), (Decimal(1000), State.REPORTED, "1,000"), (None, State.DASH, "—"),
        (Decimal("0.5"), State.REPORTED, "0.5"), (Decimal(2**40), State.REPORTED, str(2**40)),
        (None, State.UNREADABLE, "\\N"), (None, State.MISSING, None), (None, State.BLANK, ""),
    ]  # fmt: skip
    return [
        report(
            agency,
            year,
            cells=tuple(Cell(*measure, *chance.choice(printed)) for measure in forms.asked("a2021")),
            sections=(Said("overview", "一、总体情况", f"{ODD_TEXT}{year}"), Said("problems", "", "")),
            topics=(Said("proactive", "（一）主动公开", ODD_TEXT),),
            findings=(Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(3), None),),
            statements=(Statement("received", Decimal("3.5"), ODD_TEXT),),
            extras=(Extra("t3", ("甲", ODD_TEXT), ("1", ""), At(1, 2, 3)),),
        )
        for year in YEARS
    ]


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


class Together(World):
    """Stores what it is given in one transaction."""

    def publish_all(self, said: Iterable[Report], site: tuple[str, str, str]) -> None:
        self._one = Writer(self.engine)
        with self._one.together():
            for each in said:
                self.publish(each, site)

    @property
    def writer(self) -> Writer:
        return self._one


def asked(engine: Engine, code: str) -> dict[str, list[Any]]:
    """What every view shows of a district, but for when and where it was had."""
    with engine.connect() as connection:
        shown = {}
        for view in VIEWS:
            names = [c.name for c in view.columns if c.name not in ("captured_at", "source_url", "sha256")]
            names = [name for name in names if not name.startswith("district")]
            columns = [view.table.c[name] for name in names]
            statement = select(*columns).where(view.table.c.district_code == code)
            shown[view.name] = sorted(map(str, connection.execute(statement)))
        return shown


def test_reports_stored_together_are_those_stored_one_at_a_time(world: World) -> None:
    said = reports("财政局")
    for each in said:
        world.publish(each, SHILI)
    Together(world.engine, world.at, world._offsets).publish_all(said, XICHENG)
    assert asked(world.engine, XICHENG[1]) == {
        name: [row.replace(SHILI[2], XICHENG[2]) for row in rows]
        for name, rows in asked(world.engine, SHILI[1]).items()
    }
    with queries.snapshot(world.engine) as connection:
        assert search.count(connection, "末2030") == 2
        assert search.count(connection, "反斜杠") == 0
        assert search.count(connection, "制表") == 2 * len(YEARS)
        assert len(connection.execute(select(table_of(models.Extra))).all()) == 2 * len(YEARS)


def test_a_page_that_is_corrected_in_the_same_transaction_shows_its_correction(world: World) -> None:
    first, second = report("财政局", 2024), report("财政局", 2024, sections=(Said("overview", "一", "更正后的说明"),))
    Together(world.engine).publish_all([*reports("民政局"), first, second], SHILI)
    with queries.snapshot(world.engine) as connection:
        found = search.search(connection, "更正后的说明")
        assert [(hit.year, hit.version, hit.current) for hit in found.hits] == [(2024, 2, True)]


def test_what_breaks_off_leaves_nothing(world: World) -> None:
    def breaking_off() -> Iterator[Report]:
        yield from reports("财政局")
        raise EOFError

    with pytest.raises(EOFError):
        Together(world.engine).publish_all(breaking_off(), SHILI)
    with queries.snapshot(world.engine) as connection:
        assert queries.stock(connection).is_empty


def test_many_rows_and_few_give_the_same(database: Engine) -> None:
    fill(database)
    sections, marks, findings = map(table_of, (Section, Mark, VersionFinding))
    many = [
        {"version_id": 1, "level": SectionLevel.TOPIC, "position": 100 + i, "key": "k", "title": ODD_TEXT, "text": t}
        for i, t in enumerate(["", ODD_TEXT, "\\.", "\\N", "\u3000"] * bulk.FEW)
    ]
    with database.execution_options(**{WRITING: True}).begin() as connection:
        connection.execute(marks.delete())
        connection.execute(findings.delete())
        bulk.add(connection, sections, many)
        bulk.add(connection, sections, [{**row, "position": row["position"] + 1000} for row in many[:1]])
        bulk.add(connection, sections, [])
    with database.connect() as connection:
        found = connection.execute(select(sections).where(sections.c.position >= 100).order_by(sections.c.position))
        assert [row.text for row in found] == [row["text"] for row in (*many, many[0])]
