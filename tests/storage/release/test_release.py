"""A release: what is in it, that the same state gives the same bytes, and that nothing is ever overwritten."""

import csv
import gzip
import hashlib
import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest
import yaml
from sqlalchemy import Engine

from storage.crosschecks import renew
from storage.errors import StorageError
from storage.records import FetchOutcome, State
from storage.release import release
from storage.release import writing as releasing
from storage.session import open_engine, upgrade
from tests.storage.export.readers import invalid
from tests.storage.world import ODD, World, cells, fill, report

NAME = "nianbao-2026-11-20"
FINANCE = "北京市西城区财政局"


@pytest.fixture
def world(migrated_file: Path, tmp_path: Path) -> World:
    shutil.copy(migrated_file, tmp_path / "test.db")
    return fill(open_engine(f"sqlite:///{tmp_path / 'test.db'}"))


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with gzip.open(folder / "data" / f"{table}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_release_is_dated_by_its_newest_capture_and_holds_everything_that_its_reader_needs(
    world: World, tmp_path: Path
) -> None:
    made = release(world.engine, tmp_path / "releases")
    assert made.folder == tmp_path / "releases" / NAME
    tables = ("agencies", "cells", "coverage", "coverage_by_year", "findings", "measures", "reports")
    assert set(bytes_of(made.folder)) == {
        "README.md",
        "README.zh.md",
        "CHANGES.md",
        "CITATION.cff",
        "CITATION.txt",
        "SHA256SUMS",
        "codebook.md",
        "codebook.zh.md",
        "datapackage.json",
        "manifest.json",
        "parquet/datapackage.json",
        *(f"data/{name}.csv.gz" for name in tables),
        *(f"parquet/{name}.parquet" for name in (*tables, "panel")),
    }
    assert "No release before this one" in (made.folder / "CHANGES.md").read_text("utf-8")
    assert [path.name for path in (tmp_path / "releases").iterdir()] == [NAME]


def test_frictionless_finds_a_release_valid(world: World, tmp_path: Path) -> None:
    first = release(world.engine, tmp_path / "releases")
    world.publish(report(FINANCE, 2024))
    second = release(world.engine, tmp_path / "releases", date(2026, 12, 1), first.folder)
    for made in (first, second):
        assert invalid(made.folder) == []
        assert invalid(made.folder / "parquet") == []


def test_the_manifest_has_size_and_digest_of_every_file(world: World, tmp_path: Path) -> None:
    folder = release(world.engine, tmp_path).folder
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = bytes_of(folder)
    assert manifest["name"] == NAME
    assert {file["path"] for file in manifest["files"]} == set(files) - {"manifest.json", "SHA256SUMS"}
    for file in manifest["files"]:
        assert file["bytes"] == len(files[file["path"]])
        assert file["sha256"] == hashlib.sha256(files[file["path"]]).hexdigest()
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_citation_names_day_author_and_exactly_this_data(world: World, tmp_path: Path) -> None:
    made = release(world.engine, tmp_path, author="某研究所")
    cff = yaml.safe_load((made.folder / "CITATION.cff").read_text("utf-8"))
    assert (cff["type"], cff["version"], cff["date-released"]) == ("dataset", "2026-11-20", "2026-11-20")
    assert cff["authors"] == [{"name": "某研究所"}]
    recipe = "grep '  data/' SHA256SUMS | grep -v changed_ | sha256sum"
    digest = subprocess.run(["sh", "-c", recipe], cwd=made.folder, capture_output=True, text=True, check=True).stdout
    data = f"sha256:{digest.split()[0]}"
    assert cff["identifiers"][0]["value"] == data
    for name in ("README.md", "README.zh.md"):
        text = (made.folder / name).read_text("utf-8")
        assert data in text
        assert recipe in text
        assert "$" not in text
    assert (made.folder / "CITATION.txt").read_text("utf-8").startswith(made.told.cited.line)
    world.publish(report(FINANCE, 2024))
    assert release(world.engine, tmp_path / "later").told.cited.data != made.told.cited.data


def test_the_same_state_gives_the_same_bytes_wherever_it_is_made(world: World, tmp_path: Path) -> None:
    one = release(world.engine, tmp_path / "a").folder
    other = release(world.engine, tmp_path / "b" / "c").folder
    assert bytes_of(one) == bytes_of(other)


@pytest.fixture(scope="module")
def released() -> dict[str, dict[str, bytes]]:
    """What each database released, for the comparison between them."""
    return {}


def test_every_database_releases_the_same_bytes(
    database: Engine, tmp_path: Path, released: dict[str, dict[str, bytes]]
) -> None:
    fill(database)
    released[database.dialect.name] = bytes_of(release(database, tmp_path).folder)
    assert all(files == released[database.dialect.name] for files in released.values())


def test_a_release_is_never_overwritten(world: World, tmp_path: Path) -> None:
    before = bytes_of(release(world.engine, tmp_path).folder)
    world.publish(report("北京市西城区民政局", 2024))
    with pytest.raises(StorageError, match="never overwritten"):
        release(world.engine, tmp_path)
    assert bytes_of(tmp_path / NAME) == before
    assert release(world.engine, tmp_path, date(2026, 11, 21)).folder.name == "nianbao-2026-11-21"


def test_a_release_that_cannot_be_finished_leaves_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(releasing, "codebook", fail)
    with pytest.raises(OSError, match="No space"):
        release(world.engine, tmp_path / "releases")
    assert list((tmp_path / "releases").iterdir()) == []


def test_where_nothing_is_stored_there_is_nothing_to_release(migrated_file: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="nothing is stored yet"):
        release(open_engine(f"sqlite:///{migrated_file}"), tmp_path / "releases")
    assert not (tmp_path / "releases").exists()


def test_what_is_no_whole_release_is_not_compared_with(world: World, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is no release"):
        release(world.engine, tmp_path / "b", previous=tmp_path)
    first = release(world.engine, tmp_path / "a").folder
    path = first / "data" / "cells.csv.gz"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(StorageError, match="not as its manifest says"):
        release(world.engine, tmp_path / "b", previous=first)
    path.unlink()
    with pytest.raises(StorageError, match="is missing"):
        release(world.engine, tmp_path / "b", previous=first)


def test_changes_are_told_report_by_report_and_cell_by_cell(world: World, tmp_path: Path) -> None:
    world.publish(report("北京市西城区民政局", 2024))
    first = release(world.engine, tmp_path)
    odd = {**ODD, ("t3", "new_received", "total"): (Decimal(7), State.REPORTED, "7")}
    odd["t3", "carried_in", "total"] = (Decimal(0), State.REPORTED, "0")
    world.publish(report(FINANCE, 2024, cells=cells("a2021", odd)))
    world.publish(report("北京市西城区教育局", 2024))
    world.publish(report("西城区信访办公室", 2024, "a2021", title="更名"))
    world.fail("北京市西城区民政局", 2024, FetchOutcome.NOT_FOUND)
    made = release(world.engine, tmp_path, date(2026, 12, 1), first.folder)
    found = {(row["agency"], row["year"]): row for row in rows(made.folder, "changed_reports")}
    assert {key: row["change"] for key, row in found.items()} == {
        ("北京市西城区教育局", "2024"): "new",
        ("北京市西城区民政局", "2024"): "withdrawn",
        (FINANCE, "2024"): "changed",
        ("西城区信访办公室", "2024"): "changed",
    }
    assert found[FINANCE, "2024"]["columns"] == "sha256"
    assert found["西城区信访办公室", "2024"]["columns"] == "format title published sha256"
    assert found["西城区信访办公室", "2024"]["cells"] == "200"
    of_finance = [row for row in rows(made.folder, "changed_cells") if row["agency"] == FINANCE]
    assert [
        (r["row"], r["value_before"], r["state_before"], r["raw_before"], r["value_after"]) for r in of_finance
    ] == [
        ("new_received", "1058", "reported", "1,058", "7"),
        ("carried_in", "", "slash", "/", "0"),
    ]
    assert made.told.counts is not None
    assert made.told.counts.total == {"new": 1, "withdrawn": 1, "changed": 2}
    text = (made.folder / "CHANGES.md").read_text("utf-8")
    assert "Since `nianbao-2026-11-20`: reports 1 new, 2 changed, 1 withdrawn, 0 returned, 0 removed" in text
    assert "| 110102 | 北京市西城区 | 1 | 2 | 1 | 0 | 0 | 202 |" in text


def test_a_report_that_comes_back_and_one_that_was_misread_are_told(world: World, tmp_path: Path) -> None:
    world.publish(report("北京市西城区民政局", 2024))
    world.fail("北京市西城区民政局", 2024, FetchOutcome.NOT_FOUND)
    first = release(world.engine, tmp_path)
    world.publish(report("北京市西城区民政局", 2024))
    with world.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE annual_reports SET status = 'misread' WHERE year = 2020")
        connection.exec_driver_sql(
            "UPDATE versions SET current = 0 WHERE report_id IN (SELECT id FROM annual_reports WHERE year = 2020)"
        )
    made = release(world.engine, tmp_path, date(2026, 12, 1), first.folder)
    assert {row["year"]: row["change"] for row in rows(made.folder, "changed_reports")} == {
        "2020": "removed",
        "2024": "returned",
    }


def test_the_same_state_again_has_no_changes_and_the_release_compared_with_may_be_anywhere(
    world: World, tmp_path: Path
) -> None:
    first = release(world.engine, tmp_path).folder
    first.rename(tmp_path / "elsewhere")
    made = release(world.engine, tmp_path, date(2026, 12, 1), tmp_path / "elsewhere")
    assert rows(made.folder, "changed_reports") == rows(made.folder, "changed_cells") == []
    assert "Since `nianbao-2026-11-20`" in (made.folder / "CHANGES.md").read_text("utf-8")


def test_coverage_counts_what_is_there_and_what_is_not_for_each_district_and_year(world: World, tmp_path: Path) -> None:
    folder = release(world.engine, tmp_path).folder
    listed, counted = rows(folder, "coverage"), rows(folder, "coverage_by_year")
    assert sum(int(row["expected"]) for row in counted) == len(listed)
    for row in counted:
        states = [r["state"] for r in listed if (r["district_code"], r["year"]) == (row["district_code"], row["year"])]
        assert {name: int(number) for name, number in list(row.items())[4:]} == {
            name: states.count(name) for name in list(row)[4:]
        }
    assert {row["state"] for row in listed} == {"published", "absent", "blocked"}


def test_the_date_is_what_coverage_goes_by(world: World, tmp_path: Path) -> None:
    folder = release(world.engine, tmp_path, date(2025, 1, 31)).folder
    states = {(row["agency"], row["year"]): row["state"] for row in rows(folder, "coverage")}
    assert states["西城区信访办公室", "2024"] == "published"
    assert states["北京市西城区人民政府", "2023"] == "absent"
    assert ("北京市西城区人民政府", "2025") not in states


def test_the_codebooks_explain_every_column_and_every_state(world: World, tmp_path: Path) -> None:
    folder = release(world.engine, tmp_path).folder
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for name in ("codebook.md", "codebook.zh.md"):
        text = (folder / name).read_text("utf-8")
        for resource in package["resources"]:
            assert f"### `{resource['name']}`" in text
            for field in resource["schema"]["fields"]:
                assert f"| `{field['name']}` |" in text
        assert all(f"| `{state}` |" in text for state in State)


def test_pandas_and_duckdb_read_a_release_as_its_readme_says(world: World, tmp_path: Path) -> None:
    folder = release(world.engine, tmp_path).folder
    text = (folder / "README.md").read_text("utf-8")
    python = text.split("```python\n")[1].split("```")[0].replace('"data/', f'"{folder}/data/')
    known: dict[str, Any] = {"pandas": pandas}
    exec(python, known)
    finance = known["cells"][(known["cells"]["agency"] == FINANCE) & (known["cells"]["year"] == 2024)]
    assert finance["value"].sum() == pytest.approx(4_000_000_000 + 58 + 1058 + 3 + 0.3)
    assert set(finance["raw"]) >= {"—", "/", "无", "", "0"}
    question = text.split("```sql\n")[1].split("```")[0].replace("'data/", f"'{folder}/data/")
    assert (FINANCE, 2024, Decimal(1058)) in duckdb.sql(question).fetchall()
    (count,) = duckdb.sql(f"SELECT count(*) FROM '{folder}/parquet/cells.parquet'").fetchall()
    assert count == (801,)


def test_the_panel_has_numbers_to_reckon_with_and_the_same_bytes_from_either_database(
    database: Engine, tmp_path: Path
) -> None:
    fill(database)
    renew(database)
    made = release(database, tmp_path / "out")
    path = made.folder / "parquet" / "panel.parquet"
    asked = (
        "SELECT district_code, agency, year, format, scope, received, granted, admin_fees, failing FROM {} ORDER BY ALL"
    )
    with duckdb.connect() as duck, database.connect() as connection:
        found = duck.execute(asked.format(f"'{path}'")).fetchall()
        kept = connection.exec_driver_sql(asked.format("panel").replace(" ORDER BY ALL", "")).all()
        types = dict(duck.execute(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{path}')").fetchall())
    floats = [tuple(round(float(v), 6) if isinstance(v, Decimal | float) else v for v in row) for row in kept]
    assert found == sorted(floats, key=lambda row: row[:3])
    assert len(found) > 3
    assert (types["received"], types["year"]) == ("DOUBLE", "SMALLINT")
    assert "`panel`" in (made.folder / "codebook.md").read_text("utf-8")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == _panel_of_sqlite(tmp_path)


def _panel_of_sqlite(folder: Path) -> str:
    engine = open_engine(f"sqlite:///{folder / 'other.db'}")
    upgrade(engine)
    fill(engine)
    renew(engine)
    made = release(engine, folder / "other")
    engine.dispose()
    return hashlib.sha256((made.folder / "parquet" / "panel.parquet").read_bytes()).hexdigest()
