"""An export of the stored world: what the contract says, in every format and from every database."""

import csv
import hashlib
import json
import re
import sqlite3
import time
import tracemalloc
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from sqlalchemy import Engine

import forms
from storage import export as exporting
from storage.export import FORMATS, export
from storage.export.tables import ROWS
from storage.session import open_engine, upgrade
from tests.storage.world import ODD, XICHENG, World, fill, report

CONTRACT = {
    "cells": "district_code, district, agency, year, format, table, row, column, value, state, raw, source_url, sha256,"
    " captured_at, extractor",
    "reports": "district_code, district, agency, year, format, title, published, source_url, media_type, sha256,"
    " captured_at, status, version",
    "agencies": "district_code, district, agency, kind, valid_from, valid_to, successor",
    "findings": "district_code, district, agency, year, identity, bind, outcome, left, right, verdict, reason,"
    " source_url",
    "measures": "format, table, row, column, label_zh, label_en, unit",
}


@pytest.fixture
def world(database: Engine) -> World:
    return fill(database)


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_files_have_the_columns_of_the_contract(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out")
    assert set(bytes_of(tmp_path / "out")) == {*(f"{name}.csv" for name in CONTRACT), "datapackage.json"}
    for name, columns in CONTRACT.items():
        data = (tmp_path / "out" / f"{name}.csv").read_bytes()
        assert data.split(b"\n", 1)[0].decode() == columns.replace(" ", "")
        assert b"\r" not in data
        assert data.endswith(b"\n")


def test_rows_are_in_the_order_of_district_agency_year_and_form(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out")
    cells = read(tmp_path / "out", "cells")
    reports = list(dict.fromkeys((c["district_code"], c["agency"], int(c["year"])) for c in cells))
    assert reports == sorted(reports)
    assert len(cells) == 201 + 200 * 3
    for key in reports:
        of_report = [c for c in cells if (c["district_code"], c["agency"], int(c["year"])) == key]
        assert [(c["table"], c["row"], c["column"]) for c in of_report] == list(forms.measures(of_report[0]["format"]))
    for name in ("reports", "agencies", "findings"):
        keys = [(r["district_code"], r["agency"], r.get("year", "")) for r in read(tmp_path / "out", name)]
        assert keys == sorted(keys)


def test_values_are_exact_and_what_is_no_number_is_empty(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out")
    cells = {
        (c["table"], c["row"], c["column"]): c
        for c in read(tmp_path / "out", "cells")
        if c["agency"] == "北京市西城区财政局" and c["year"] == "2024"
    }
    for key, (value, state, raw) in ODD.items():
        assert cells[key]["value"] == ("" if value is None else format(value, "f"))
        assert (cells[key]["state"], cells[key]["raw"]) == (state, raw)
    for cell in cells.values():
        assert (cell["value"] == "") == (cell["state"] != "reported")
    assert re.fullmatch(r"2026-11-20T01:02:0\dZ", cells["t3", "new_received", "total"]["captured_at"])


@pytest.mark.parametrize("kind", list(FORMATS))
def test_the_same_state_exports_the_same_bytes(world: World, tmp_path: Path, kind: str) -> None:
    for name in "ab":
        export(world.engine, tmp_path / name, kind)
        time.sleep(1.1 if kind == "xlsx" else 0)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


@pytest.fixture(scope="module")
def exported() -> dict[str, dict[str, bytes]]:
    """What each database exported, for the comparison between them."""
    return {}


def test_every_database_exports_the_same_bytes(
    world: World, tmp_path: Path, exported: dict[str, dict[str, bytes]]
) -> None:
    export(world.engine, tmp_path / "out")
    exported[world.engine.dialect.name] = bytes_of(tmp_path / "out")
    assert all(files == bytes_of(tmp_path / "out") for files in exported.values())


@pytest.mark.parametrize("kind", list(FORMATS))
def test_an_export_in_place_of_an_earlier_one_leaves_nothing_of_it(world: World, tmp_path: Path, kind: str) -> None:
    export(world.engine, tmp_path / "out", kind, all_versions=True)
    export(world.engine, tmp_path / "out", kind)
    export(world.engine, tmp_path / "fresh", kind)
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "fresh")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_every_format_holds_the_same_rows(world: World, tmp_path: Path) -> None:
    for kind in FORMATS:
        export(world.engine, tmp_path / kind, kind)
    for table in ROWS:
        lines = [tuple(line.values()) for line in read(tmp_path / "csv", table.name)]
        columns = pyarrow.parquet.read_table(tmp_path / "parquet" / f"{table.name}.parquet")
        assert [tuple(map(_text, row.values())) for row in columns.to_pylist()] == lines
        sheet = openpyxl.load_workbook(tmp_path / "xlsx" / f"{table.name}.xlsx")[table.name]
        assert [tuple(map(_text, row)) for row in sheet.iter_rows(min_row=2, values_only=True)] == lines


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def test_all_versions_are_told_apart(world: World, tmp_path: Path) -> None:
    export(world.engine, tmp_path / "out", all_versions=True)
    cells, reports = read(tmp_path / "out", "cells"), read(tmp_path / "out", "reports")
    assert list(cells[0])[-1] == "version"
    assert len(cells) == 201 + 200 * 4
    assert [(r["version"], r["status"]) for r in reports if r["year"] == "2023"] == [
        ("1", "superseded"),
        ("2", "current"),
    ]


def test_an_empty_database_exports_headers_and_the_measures(database: Engine, tmp_path: Path) -> None:
    files = export(database, tmp_path / "out")
    assert {file.table.name: file.rows for file in files} == {
        "cells": 0, "reports": 0, "agencies": 0, "findings": 0,
        "measures": sum(len(forms.measures(key)) for key in forms.FORMS),
    }  # fmt: skip
    check_package(tmp_path / "out")


def test_a_report_that_is_stored_while_exporting_is_in_all_files_or_in_none(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = exporting._write

    def write_and_publish(*arguments: Any) -> Any:
        written = write(*arguments)
        world.publish(report("北京市西城区民政局", 2000 + len(list(tmp_path.rglob("*.csv")))))
        return written

    monkeypatch.setattr(exporting, "_write", write_and_publish)
    export(world.engine, tmp_path / "out")
    for name in ("reports", "agencies", "cells"):
        assert "民政局" not in (tmp_path / "out" / f"{name}.csv").read_text("utf-8")


def test_a_failure_leaves_the_earlier_export(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(world.engine, tmp_path / "out")
    before = bytes_of(tmp_path / "out")
    world.publish(report("北京市西城区民政局", 2024))

    def fail(*_: Any, **__: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "descriptor", fail)
    with pytest.raises(OSError, match="No space"):
        export(world.engine, tmp_path / "out")
    assert bytes_of(tmp_path / "out") == before


@pytest.mark.parametrize("all_versions", [False, True])
@pytest.mark.parametrize("kind", list(FORMATS))
def test_the_descriptor_describes_the_files(world: World, tmp_path: Path, kind: str, all_versions: bool) -> None:
    export(world.engine, tmp_path / "out", kind, all_versions=all_versions)
    check_package(tmp_path / "out")


# What a reader of the descriptor may rely on, checked from the descriptor alone.

TYPES = {
    "string": str,
    "integer": lambda text: re.fullmatch(r"-?\d+", text),
    "number": lambda text: Decimal(text).is_finite() and "E" not in text.upper(),
    "year": lambda text: re.fullmatch(r"\d{4}", text),
    "date": date.fromisoformat,
    "datetime": lambda text: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text),
}


def check_package(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["name"] for resource in package["resources"]] == list(CONTRACT)
    known: dict[str, Any] = {}
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        single = resource["format"] == "sqlite"
        assert resource["path"] == f"{'nianbao' if single else resource['name']}.{resource['format']}"
        assert (resource.get("bytes") or resource["size"]) == len(data)
        digest = resource.get("hash") or f"sha256:{resource['sha256']}"
        assert digest == f"sha256:{hashlib.sha256(data).hexdigest()}"
        header, rows = _table(folder / resource["path"], resource["name"])
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        assert (resource["row_count"] if single else resource["rows"]) == len(rows)
        for field, values in zip(resource["schema"]["fields"], zip(*rows, strict=True), strict=bool(rows)):
            _check_column(field, values)
        known[resource["name"]] = header, rows
        if key := resource["schema"].get("primaryKey"):
            keys = _under(key, header, rows)
            assert len(set(keys)) == len(keys)
            assert all("" not in key for key in keys)
    for resource in package["resources"]:
        for foreign in resource["schema"].get("foreignKeys", []):
            there = foreign["reference"]
            rows_of = set(_under(foreign["fields"], *known[resource["name"]]))
            assert rows_of <= set(_under(there["fields"], *known[there["resource"]]))


def _under(names: list[str], header: list[str], rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    places = [header.index(name) for name in names]
    return [tuple(row[place] for place in places) for row in rows]


def _check_column(field: dict[str, Any], values: tuple[str, ...]) -> None:
    constraints = field.get("constraints", {})
    for value in values:
        if value == "":
            assert not constraints.get("required"), field["name"]
        else:
            assert TYPES[field["type"]](value), (field["name"], value)
            assert value in constraints.get("enum", [value]), (field["name"], value)


def _table(path: Path, name: str) -> tuple[list[str], list[tuple[str, ...]]]:
    if path.suffix == ".sqlite":
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute(f'SELECT * FROM "{name}"')
            header = [column[0] for column in found.description]
            return header, [tuple(map(_text, row)) for row in found]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        return header, [tuple(row) for row in rows]
    if path.suffix == ".parquet":
        table = pyarrow.parquet.read_table(path)
        return table.column_names, [tuple(map(_text, row.values())) for row in table.to_pylist()]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    return list(header), [tuple(map(_text, row)) for row in rows]


def test_the_export_of_twenty_thousand_cells_takes_little_memory(tmp_path: Path) -> None:
    """Reports are read a hundred at a time, rows leave as they come."""
    engine = open_engine(f"sqlite:///{tmp_path}/n.db")
    upgrade(engine)
    world = World(engine)
    for number in range(30):
        for year in (2021, 2022, 2023, 2024):
            world.publish(report(f"北京市西城区第{number}局", year), XICHENG)
    export(engine, tmp_path / "warm")
    tracemalloc.start()
    export(engine, tmp_path / "out")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "out" / "cells.csv").stat().st_size > 4_000_000
    assert most < 8_000_000
    engine.dispose()
