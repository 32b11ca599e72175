"""A district whose numbers we chose: what every door says of it, sums and successors, before and after a correction."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import create_engine

from storage import queries
from storage.queries import Narrowing
from tests.district import District, Home, report
from tests.journeys.town import path_of, publish

pytestmark = pytest.mark.journey

RECEIVED = ("t3", "new_received", "total")
BUILDING, CITY, HOUSES = "示例区建设管理局", "示例区城管局", "示例区住建局"
TRADE, TRAVEL, BOTH = "示例区商务局", "示例区旅游局", "示例区商务旅游局"
TRUTH = {
    (BUILDING, 2022): 7,
    (TRADE, 2022): 3,
    (TRAVEL, 2022): 2,
    (CITY, 2023): 4,
    (HOUSES, 2023): 6,
    (TRADE, 2023): 5,
    (TRAVEL, 2023): 9,
    (CITY, 2024): 1,
    (HOUSES, 2024): 2,
    (BOTH, 2024): 11,
}
CORRECTED = {**TRUTH, (TRADE, 2023): 8}
SUMMARY = 24
SUCCESSIONS = "\n".join(
    f'[[agencies]]\nname = "{name}"\nvalid = {{ from = {since} }}\nreplaces = {list(formers)}'.replace("'", '"')
    for name, since, formers in ((CITY, 2023, [BUILDING]), (HOUSES, 2023, [BUILDING]), (BOTH, 2024, [TRADE, TRAVEL]))
)


def serve(district: District, truth: dict[tuple[str, int], int]) -> None:
    numbered = {path_of(number, year): (name, year, of) for number, ((name, year), of) in enumerate(truth.items())}
    summary = path_of(99, 2023)
    publish(district, {**numbered, summary: ("示例区人民政府", 2023, SUMMARY)})
    page = report("示例区人民政府", 2023, SUMMARY)
    opening = "本报告由区人民政府办公室根据全区各部门、各街道的年度报告汇总编制"
    district.pages[summary] = replace(
        page, body=page.body.replace("示例区人民政府按照要求编制本报告".encode(), opening.encode())
    )


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, datetime]:
    """A home after two nights, and a moment between them."""
    with District() as district:
        serve(district, TRUTH)
        home = Home(tmp_path_factory.mktemp("numbers"))
        home.add("shili", district, more=SUCCESSIONS)
        assert home.crawl().status == 0
        between = datetime.now(UTC)
        serve(district, CORRECTED)
        assert home.crawl()["shili"]["counts"]["changed"] == 1
    return home, between


def received(home: Home, name: str, *options: str) -> dict[tuple[str, int], int]:
    home.run("export", str(home.folder / name), *options).check_returncode()
    with (home.folder / name / "cells.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["table"], row["row"], row["column"]) == RECEIVED]
    return {(row["agency"], int(row["year"])): int(row["value"]) for row in rows}


def test_every_number_is_the_one_that_was_printed_on_the_day_that_is_asked_for(nights: tuple[Home, datetime]) -> None:
    home, between = nights
    summary = {("示例区人民政府", 2023): SUMMARY}
    assert received(home, "now") == CORRECTED | summary
    assert received(home, "then", "--as-of", between.isoformat().replace("+00:00", "Z")) == TRUTH | summary


def test_a_sum_holds_every_agency_once_and_the_summary_never(nights: tuple[Home, datetime]) -> None:
    home, _ = nights
    engine = create_engine(f"sqlite:///{home.folder / 'nianbao.db'}")
    with queries.snapshot(engine) as connection:
        found = list(queries.totals(connection, RECEIVED, Narrowing(district="990101"), today=date(2025, 11, 25)))
    engine.dispose()
    told = {total.year: (total.value, total.counted, total.expected, total.missing, total.summary) for total in found}
    assert told == {
        2022: (Decimal(12), 3, 3, (), None),
        2023: (Decimal(27), 4, 4, (), Decimal(SUMMARY)),
        2024: (Decimal(14), 3, 3, (), None),
    }
    sums = home.query("SELECT year, value, counted FROM headlines WHERE indicator = 'requests_received' ORDER BY year")
    assert sums == [(2022, 12, 3), (2023, 27, 4), (2024, 14, 3)]


def test_the_numbers_of_an_agency_go_on_under_its_one_successor_alone(nights: tuple[Home, datetime]) -> None:
    home, _ = nights
    under = dict(home.query("SELECT DISTINCT agency, continues_as FROM series"))
    assert {name: later for name, later in under.items() if name != later} == {TRADE: BOTH, TRAVEL: BOTH}
    through = "SELECT year, sum(value) FROM series WHERE concept = 'received' AND continues_as = ? GROUP BY year"
    assert home.query(through, BOTH) == [(2022, 5), (2023, 17), (2024, 11)]
    assert home.query(through, CITY) == [(2023, 4), (2024, 1)]


def test_the_correction_is_what_the_summary_does_not_have(nights: tuple[Home, datetime]) -> None:
    home, _ = nights
    failing = 'SELECT DISTINCT agency, year, identity, "left", "right" FROM findings WHERE outcome = \'fail\''
    assert home.query(failing) == [("示例区人民政府", 2023, "AGG_DISTRICT_SUM", SUMMARY, 27)]


def test_the_archive_alone_gives_the_same_bytes(nights: tuple[Home, datetime]) -> None:
    home, _ = nights
    for name in ("crawled", "rebuilt"):
        home.run("export", str(home.folder / name)).check_returncode()
        if name == "crawled":
            home.run("db", "rebuild").check_returncode()
    for file in (home.folder / "crawled").iterdir():
        assert file.read_bytes() == (home.folder / "rebuilt" / file.name).read_bytes(), file.name
