"""What the views say, checked against the cells that they are made of, on both databases."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine, func, inspect, select, text

import forms
from storage import queries
from storage.models import Agency, Described, table_of
from storage.models.views import (
    AGENCY_HISTORY,
    INDICATORS,
    REQUESTS,
    REVISIONS,
    SECTIONS,
    SERIES,
    STATEMENTS,
    VIEWS,
    View,
)
from storage.records import (
    Cell,
    Finding,
    Outcome,
    Reading,
    Registered,
    RegisteredAgency,
    Scope,
    Section,
    State,
    Statement,
)
from tests.storage.world import ODD, XICHENG, World, cells, report

TRADE, DATA = "北京市西城区商务局", "北京市西城区数据局"
OVERVIEW = "（一）主动公开。公开信息21条。\n（二）依申请公开。新收申请5件。"


def numbered(form: str, without: tuple[str, ...] = ()) -> tuple[Cell, ...]:
    """A different number in every cell, none in the rows named."""
    return tuple(
        Cell(*m, None, State.DASH, "-") if m.row in without else Cell(*m, Decimal(i + 1), State.REPORTED, str(i + 1))
        for i, m in enumerate(forms.measures(form))
    )


@pytest.fixture
def world(database: Engine) -> World:
    world = World(database)
    fails = (Finding("T3_FLOW", {"c": "total"}, Outcome.FAIL, Decimal(3), Decimal(4)),)
    prose = {
        "sections": (Section("overview", "一、总体情况", OVERVIEW), Section("problems", "五、存在的主要问题", "")),
        "topics": (Section("proactive_work", "（一）主动公开", "公开信息21条。"),),
        "statements": (Statement("proactive_total", Decimal(21), "公开信息21条"),),
    }
    world.publish(report(TRADE, 2017, "c2014", cells=numbered("c2014")))
    world.publish(report(TRADE, 2020, "b2019", cells=numbered("b2019")))
    world.publish(report(TRADE, 2022, cells=numbered("a2021"), findings=fails, **prose))
    world.publish(report(DATA, 2023, cells=numbered("a2021", without=("partial", "np_repeat"))))
    world.publish(report(DATA, 2024, cells=cells("a2021", ODD)))
    world.publish(report(DATA, 2025))
    world.publish(replace(report("北京市西城区人民政府", 2022, cells=numbered("a2021")), scope=Scope.SUMMARY))
    world.publish(report("西城区信访办公室", 2024, "unknown"))
    return world


def rows(world: World, view: View, **where: object) -> list[dict[str, Any]]:
    table = view.table
    with world.engine.connect() as connection:
        found = connection.execute(select(table).filter_by(**where)).mappings()
        return [dict(row) for row in found]


def values(world: World) -> dict[tuple[str, int], dict[tuple[str, str, str], Decimal | None]]:
    """By report, then by cell: what the Python side says."""
    found: dict[tuple[str, int], dict[tuple[str, str, str], Decimal | None]] = defaultdict(dict)
    with queries.snapshot(world.engine) as connection:
        for cell, _ in queries.cells(connection):
            found[cell.agency, cell.year][cell.table, cell.row, cell.column] = cell.value
    return found


def test_every_view_has_the_columns_that_it_is_said_to_have(world: World) -> None:
    with world.engine.connect() as connection:
        for view in VIEWS:
            told = [row.column for row in queries.columns(connection, view.name)]
            found = connection.execute(text(f'SELECT * FROM "{view.name}"'))
            assert list(found.keys()) == told == [column.name for column in view.columns]


def test_every_view_and_column_is_explained_in_chinese_and_english(world: World) -> None:
    with world.engine.connect() as connection:
        told = connection.execute(select(table_of(Described))).all()
    assert {row.view for row in told} == {view.name for view in VIEWS}
    assert all(any("a" <= c <= "z" for c in row.description_en) for row in told)
    assert all(any("一" <= c <= "鿿" for c in row.description_zh) for row in told)
    assert all(row.kind for row in told if row.column)


def test_postgresql_has_the_same_words_as_comments(world: World) -> None:
    if world.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no comments")
    for view in VIEWS:
        found = {column["name"]: column["comment"] for column in inspect(world.engine).get_columns(view.name)}
        assert found == {column.name: f"{column.zh} / {column.en}" for column in view.columns}
        assert inspect(world.engine).get_table_comment(view.name)["text"] == f"{view.zh} / {view.en}"


def statutory(world: World) -> Iterator[tuple[str, int, tuple[str, str, str], Decimal | None]]:
    from storage.models.views import DISCLOSURE, DISPUTES  # noqa: PLC0415
    from storage.models.views.statutory import disclosed_column  # noqa: PLC0415

    for row in rows(world, REQUESTS):
        for measure in forms.measures(row["format"]):
            if (measure.table, measure.column) == ("t3", row["applicant"]):
                yield row["agency"], row["year"], tuple(measure), row[measure.row]
    for view in (DISCLOSURE, DISPUTES):
        for row in rows(world, view):
            for measure in forms.measures(row["format"]):
                if measure.table in ("t2a", "t2b") and view is DISCLOSURE:
                    yield row["agency"], row["year"], tuple(measure), row[disclosed_column(measure)]
                if measure.table == "t4" and view is DISPUTES:
                    yield row["agency"], row["year"], tuple(measure), row[measure.column]


def test_the_wide_views_have_every_number_of_their_tables_and_no_other(world: World) -> None:
    told = {(agency, year, cell): value for agency, year, cell, value in statutory(world)}
    expected = {
        (agency, year, cell): value
        for (agency, year), found in values(world).items()
        for cell, value in found.items()
        if cell[0] in ("t2a", "t2b", "t3", "t4")
    }
    optional = {key for key in told.keys() - expected.keys() if told[key] is None}
    assert {key for key, value in told.items() if value != expected.get(key) and key not in optional} == set()
    assert expected.keys() <= told.keys()


def test_a_row_of_another_form_is_null_in_the_wide_view(world: World) -> None:
    (trial,) = rows(world, REQUESTS, year=2020, applicant="total")
    assert trial["other_misc"] is None
    assert trial["other_undivided"] is not None


def worked_out(indicator: forms.Derived, form: str, found: dict[tuple[str, str, str], Decimal | None]) -> float | None:
    def total(parts: tuple[forms.Part, ...]) -> Decimal | None:
        numbers = [found[tuple(part.measure)] for part in parts]
        if any(number is None for number in numbers):
            return None
        return sum((part.sign * (n or 0) for part, n in zip(parts, numbers, strict=True)), Decimal(0))

    above, below = total(indicator.numerator[form]), total(indicator.denominator.get(form, ()))
    if above is None or below is None:
        return None
    if not indicator.denominator.get(form):
        return float(above)
    return float(above) / float(below) if below else None


def test_indicators_are_what_the_cells_give_and_never_made_from_what_is_missing(world: World) -> None:
    found, told = values(world), rows(world, INDICATORS)
    known = {indicator.key: indicator for indicator in forms.indicators()}
    assert len(told) == 7 * len(known) - sum("c2014" not in i.forms for i in known.values())
    for row in told:
        of_report = found[row["agency"], row["year"]]
        expected = worked_out(known[row["indicator"]], row["format"], of_report)
        assert row["value"] == (None if expected is None else pytest.approx(expected))
        missing = sum(of_report[tuple(p.measure)] is None for p in known[row["indicator"]].parts(row["format"]))
        assert row["unreported"] == missing
        reason = "unreported" if missing else "zero_denominator" if expected is None else None
        assert row["flag"] == reason


def test_an_indicator_without_one_of_its_numbers_says_so(world: World) -> None:
    (row,) = rows(world, INDICATORS, year=2023, indicator="disclosure_rate")
    assert (row["value"], row["unreported"], row["flag"], row["numerator"]) == (None, 1, "unreported", None)
    (row,) = rows(world, INDICATORS, year=2025, indicator="disclosure_rate")
    assert (row["value"], row["unreported"], row["flag"]) == (None, 0, "zero_denominator")


def test_a_report_whose_identities_fail_is_told_beside_its_numbers(world: World) -> None:
    assert {row["failing"] for row in rows(world, INDICATORS, year=2022, agency=TRADE)} == {1}
    assert {row["failing"] for row in rows(world, INDICATORS, year=2023)} == {0}


def test_a_summary_is_told_apart_in_every_view_that_has_numbers(world: World) -> None:
    for view in VIEWS:
        if view.name not in ("findings", "headlines", "totals", "agency_history"):
            scopes = {row["scope"] for row in rows(world, view, year=2022, agency="北京市西城区人民政府")}
            assert scopes <= {"summary"}, view.name
    assert {row["scope"] for row in rows(world, SERIES, agency=TRADE)} == {"agency"}


def test_a_series_runs_through_the_forms_with_its_grade(world: World) -> None:
    def grades(concept: str) -> dict[int, str]:
        return {row["year"]: row["grade"] for row in rows(world, SERIES, agency=TRADE, concept=concept)}

    assert grades("received") == {2017: "close", 2020: "exact", 2022: "exact"}
    assert grades("denied") == {2017: "broken", 2020: "exact", 2022: "exact"}
    assert grades("admin_fees") == {2020: "broken", 2022: "exact"}
    units = {row["year"]: row["unit"] for row in rows(world, SERIES, agency=TRADE, concept="admin_fees")}
    assert units == {2020: "项", 2022: "万元"}


def test_the_numbers_of_a_series_are_those_of_the_cells(world: World) -> None:
    found, known = values(world), {concept.key: concept for concept in forms.concepts()}
    for row in rows(world, SERIES):
        parts = known[row["concept"]].parts(row["format"])
        numbers = [found[row["agency"], row["year"]][tuple(part.measure)] for part in parts]
        assert row["value"] == (None if None in numbers else sum(numbers))


def test_a_series_names_the_agency_that_took_over_in_the_end(world: World) -> None:
    agencies = table_of(Agency)
    with world.engine.begin() as connection:
        ids = {row.name: row.id for row in connection.execute(select(agencies.c.id, agencies.c.name))}
        petitions = next(name for name in ids if "信访" in name)
        for earlier, later in ((TRADE, petitions), (petitions, DATA)):
            connection.execute(agencies.update().where(agencies.c.id == ids[earlier]).values(successor_id=ids[later]))
    assert {row["continues_as"] for row in rows(world, SERIES, agency=TRADE)} == {DATA}
    assert {row["continues_as"] for row in rows(world, SERIES, agency=DATA)} == {DATA}


def test_successors_that_go_round_in_a_ring_end(world: World) -> None:
    agencies = table_of(Agency)
    with world.engine.begin() as connection:
        ids = {row.name: row.id for row in connection.execute(select(agencies.c.id, agencies.c.name))}
        for earlier, later in ((TRADE, DATA), (DATA, TRADE)):
            connection.execute(agencies.update().where(agencies.c.id == ids[earlier]).values(successor_id=ids[later]))
    assert len(rows(world, SERIES, agency=TRADE, concept="received")) == 3


def test_the_text_and_the_numbers_in_it_can_be_asked_for(world: World) -> None:
    told = rows(world, SECTIONS, year=2022, agency=TRADE)
    assert [(row["level"], row["key"], row["text"]) for row in told] == [
        ("section", "overview", OVERVIEW),
        ("section", "problems", ""),
        ("topic", "proactive_work", "公开信息21条。"),
    ]
    (stated,) = rows(world, STATEMENTS)
    assert (stated["key"], stated["value"], stated["sentence"]) == ("proactive_total", 21, "公开信息21条")
    assert stated["source_url"].endswith("2022.html")


def test_revisions_tell_a_new_document_from_the_old_one_read_anew(database: Engine) -> None:
    world = World(database)
    world.publish(report(TRADE, 2022), url="https://www.xicheng.gov.cn/1.html")
    world.publish(report(TRADE, 2022, title="换了内容"), url="https://www.xicheng.gov.cn/1.html")
    world.publish(report(TRADE, 2022, title="另一网址"), url="https://www.xicheng.gov.cn/2.html")
    again = Reading(sha256(b"kept").hexdigest(), "text/html", "1", (report(TRADE, 2023),))
    number = world.capture("https://www.xicheng.gov.cn/3.html", world.context(XICHENG, TRADE, 2023))
    world.writer.store(again, number, at=world.at)
    other = replace(again, extractor="2", reports=(report(TRADE, 2023, title="读得更好"),))
    world.writer.store_again(other, number, at=world.at)
    told = {(row["year"], row["version"]): (row["what"], row["before"], row["shown"]) for row in rows(world, REVISIONS)}
    assert told == {
        (2022, 1): ("first_seen", None, 0),
        (2022, 2): ("revised", 1, 0),
        (2022, 3): ("republished", None, 1),
        (2023, 1): ("first_seen", None, 0),
        (2023, 2): ("reread", 1, 1),
    }


def test_the_history_of_agencies_has_their_years_names_and_successions(world: World) -> None:
    agencies = (
        RegisteredAgency("区数据局", 2024, None, ("区大数据中心", "区信息办")),
        RegisteredAgency("区体育局", None, 2023, ()),
    )
    world.writer.record_agencies(Registered("xicheng", "110102", "北京市西城区", agencies))
    world.publish(report("北京市西城区大数据中心", 2021))
    told = {row["agency"]: row for row in rows(world, AGENCY_HISTORY)}
    data, old = told[DATA], told["北京市西城区大数据中心"]
    assert (data["valid_from"], data["valid_to"]) == (2024, None)
    assert (data["first_year"], data["last_year"], data["reports"]) == (2023, 2025, 3)
    assert sorted(data["predecessors"].split("; ")) == sorted(
        row["agency"] for row in told.values() if row["successors"] == DATA
    )
    assert len(data["predecessors"].split("; ")) == 2
    assert (old["successors"], old["predecessors"], old["first_year"]) == (DATA, None, 2021)
    assert DATA in data["spellings"].split("; ")
    idle = next(row for row in told.values() if "体育局" in row["agency"])
    assert (idle["valid_to"], idle["first_year"], idle["last_year"], idle["reports"]) == (2023, None, None, 0)
    assert told[TRADE]["kind"] == "department"
    assert {row["district_code"] for row in told.values()} == {"110102"}
    with world.engine.connect() as connection:
        assert len(told) == connection.execute(select(func.count()).select_from(table_of(Agency))).scalar()
