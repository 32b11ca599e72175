"""Other programs open an export as it is: frictionless, Datasette, DuckDB, pandas."""

import json
import shutil
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import duckdb
import openpyxl
import pandas
import pytest

from storage.export import export
from storage.queries import Narrowing
from storage.session import open_engine
from tests.storage.export.readers import datasette, invalid
from tests.storage.world import ODD, World, fill

AGENCY = "北京市西城区财政局"


@pytest.fixture
def world(migrated_file: Path, tmp_path: Path) -> World:
    shutil.copy(migrated_file, tmp_path / "test.db")
    return fill(open_engine(f"sqlite:///{tmp_path / 'test.db'}"))


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("csv", {}),
        ("csv", {"bom": True}),
        ("csv", {"all_versions": True}),
        ("xlsx", {}),
        ("sqlite", {}),
        ("parquet", {}),
    ],
)
def test_frictionless_finds_the_package_valid(
    world: World, tmp_path: Path, kind: str, options: dict[str, bool]
) -> None:
    export(world.engine, tmp_path / "out", kind, **options)
    assert invalid(tmp_path / "out") == []


@pytest.mark.parametrize(
    "narrowing", [Narrowing(district="110102"), Narrowing(agency=AGENCY), Narrowing(district="110102", year=2024)]
)
def test_frictionless_finds_a_part_valid(world: World, tmp_path: Path, narrowing: Narrowing) -> None:
    export(world.engine, tmp_path / "out", narrowing=narrowing)
    assert invalid(tmp_path / "out") == []


def test_frictionless_notices_a_cell_that_names_no_report(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out")
    path = tmp_path / "out" / "reports.csv"
    path.write_text(path.read_text("utf-8").replace(f"{AGENCY},2024", f"{AGENCY},2019"), "utf-8")
    assert "foreign-key" in str(invalid(tmp_path / "out"))


def test_a_workbook_of_many_sheets_is_described_sheet_by_sheet(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.export.sheets.ROWS", 301)
    files = export(world.engine, tmp_path / "out", "xlsx")
    assert files[0].sheets == ["cells", "cells 2", "cells 3"]
    assert openpyxl.load_workbook(tmp_path / "out" / "cells.xlsx").sheetnames == files[0].sheets
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    of_cells = [resource for resource in package["resources"] if resource["path"] == "cells.xlsx"]
    assert [(r["name"], r["rows"]) for r in of_cells] == [("cells", 300), ("cells-2", 300), ("cells-3", 201)]
    assert invalid(tmp_path / "out") == []


def test_excel_and_pandas_know_a_csv_with_a_mark_as_utf_8(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "marked", bom=True)
    export(world.engine, tmp_path / "plain")
    for path in (tmp_path / "plain").glob("*.csv"):
        assert (tmp_path / "marked" / path.name).read_bytes() == b"\xef\xbb\xbf" + path.read_bytes()
    reports = pandas.read_csv(tmp_path / "marked" / "reports.csv", dtype={"district_code": str})
    assert list(reports["district_code"].unique()) == ["110102", "990101"]


def test_datasette_serves_the_file_with_what_its_columns_mean(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out", "sqlite")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "nianbao.sqlite",
        "metadata.json",
        "datapackage.json",
    }
    query = f"agency={quote(AGENCY)}&year=2024&row=new_received&column=total&_shape=objects"
    (row,) = json.loads(datasette(tmp_path / "out", f"/nianbao/cells.json?{query}"))["rows"]
    assert (row["value"], row["state"], row["raw"]) == (1058, "reported", "1,058")
    page = datasette(tmp_path / "out", "/nianbao/cells")
    assert "What stood in the cell" in page
    assert "行政区划代码" in page


def test_the_sqlite_file_has_numbers_keys_indexes_and_its_own_codebook(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out", "sqlite")
    with closing(sqlite3.connect(tmp_path / "out" / "nianbao.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        stored = {
            row[:3]: row[3:]
            for row in connection.execute(
                'SELECT "table", "row", "column", value, state, raw FROM cells WHERE agency = ? AND year = 2024',
                [AGENCY],
            )
        }
        for place, (value, state, raw) in ODD.items():
            assert stored[place] == (None if value is None else float(value), state, raw)
        plan = str(
            connection.execute("EXPLAIN QUERY PLAN SELECT * FROM cells WHERE agency = '' AND year = 1").fetchall()
        )
        assert "USING INDEX cells_agency_year" in plan
        (words,) = connection.execute(
            """SELECT title_zh FROM "columns" WHERE "table" = 'cells' AND "column" = 'state'"""
        ).fetchone()
        assert words == "状态"


def test_numbers_of_the_sqlite_file_divide_as_numbers_do(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out", "sqlite")
    with closing(sqlite3.connect(tmp_path / "out" / "nianbao.sqlite")) as connection:
        kinds = connection.execute("SELECT DISTINCT typeof(value) FROM cells WHERE value IS NOT NULL").fetchall()
        of_whole = "SELECT value, value / (value + 1) FROM cells WHERE value = round(value) AND value > 0"
        shares = connection.execute(of_whole).fetchall()
    assert kinds == [("real",)]
    assert shares
    assert all(share == value / (value + 1) for value, share in shares)


def test_duckdb_reads_parquet_and_csv_alike(world: World, tmp_path: Path) -> None:
    for kind in ("parquet", "csv"):
        export(world.engine, tmp_path / kind, kind)
    sources = (
        f"'{tmp_path}/parquet/cells.parquet'",
        f"read_csv('{tmp_path}/csv/cells.csv', types = {{'value': 'VARCHAR', 'district_code': 'VARCHAR'}})",
    )
    question = "SELECT state, count(*), sum(CAST(value AS DECIMAL(38, 17))) FROM {} GROUP BY state ORDER BY state"
    parquet, delimited = (duckdb.sql(question.format(source)).fetchall() for source in sources)
    assert parquet == delimited
    assert {state: count for state, count, _ in parquet}["dash"] == 1


def test_pandas_reads_parquet_with_exact_numbers(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out", "parquet")
    cells = pandas.read_parquet(tmp_path / "out" / "cells.parquet")
    odd = cells[(cells["agency"] == AGENCY) & (cells["year"] == 2024) & (cells["column"] == "fee_amount")]
    assert [Decimal(value) for value in odd["value"]] == [Decimal("0.30000000000000004")]
    assert str(cells["captured_at"].dtype).startswith("datetime64[")


def test_without_agencies_that_names_tell_apart_no_key_is_claimed(world: World, tmp_path: Path) -> None:
    with world.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE agencies SET name = '北京市西城区财政局' WHERE name = '北京市西城区人民政府'"
        )
    export(world.engine, tmp_path / "out")
    export(world.engine, tmp_path / "sqlite", "sqlite")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    keyed = [r["name"] for r in package["resources"] if "primaryKey" in r["schema"] or "foreignKeys" in r["schema"]]
    assert keyed == ["measures"]
    assert invalid(tmp_path / "out") == []


def test_the_package_says_what_is_known_to_be_missing(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out")
    gaps = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))["gaps"]
    counts = {state["state"]: state["reports"] for state in gaps["states"]}
    assert gaps["as_of"] == "2026-11-20"
    assert counts["published"] == 5
    assert counts["absent"] == 14
    assert counts["blocked"] == 1
    assert gaps["expected"] == sum(counts.values())
    assert gaps["missing"] == 15
    assert all(state["title"] and state["title_zh"] for state in gaps["states"])


def test_every_column_has_its_title_and_meaning_in_both_languages(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert all(field[name] for name in ("title", "title_zh", "description", "description_zh")), field
    (state,) = [f for f in package["resources"][0]["schema"]["fields"] if f["name"] == "state"]
    assert len(state["categories"]) == 7
    assert all(category["label"] and category["label_zh"] for category in state["categories"])
