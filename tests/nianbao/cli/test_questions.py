"""The commands that answer from the database: what they print for people and for programs."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from nianbao.cli import program
from nianbao.cli.database import NOTHING
from storage.archive import Archive
from storage.archive.contents import notes
from storage.records import (
    AgencyRow,
    Coverage,
    FindingRow,
    Presence,
    Registered,
    RegisteredAgency,
    ReportRow,
    Section,
    SiteCoverage,
    Verdict,
)
from tests.storage.world import XICHENG, World, report

FINANCE = "北京市西城区财政局"
Run = Callable[..., Result]


def lines(result: Result) -> list[dict]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_reports_prints_a_row_for_each_report_and_counts_them(run: Run, world: World) -> None:
    result = run("reports", "--district", "110102")
    *rows, closing = result.stdout.splitlines()
    assert closing == "4 reports."
    assert len(rows) == 1 + 4
    assert FINANCE in result.stdout
    assert result.stderr == ""


def test_reports_as_json_has_the_columns_of_the_export(run: Run, world: World) -> None:
    rows = lines(run("reports", "--json"))
    assert len(rows) == 5
    assert all(tuple(row) == ReportRow._fields for row in rows)
    assert rows[2]["year"] == 2024
    assert rows[2]["published"] == "2025-01-20"
    assert rows[2]["captured_at"] == "2026-11-20T01:02:04Z"
    assert rows[3]["title"] is None


def test_an_agency_is_found_without_its_district(run: Run, world: World) -> None:
    assert {row["agency"] for row in lines(run("reports", "--agency", "西城区财政局", "--json"))} == {FINANCE}
    assert len(lines(run("reports", "--agency", "财政局", "--year", "2024", "--json"))) == 2


@pytest.mark.parametrize("command", ["reports", "check", "coverage"])
def test_an_unknown_agency_is_one_line_with_names_like_it(run: Run, world: World, command: str) -> None:
    result = run(command, "--agency", "财政所")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "no agency 财政所 is stored; near:" in result.stderr
    assert FINANCE in result.stderr


@pytest.mark.parametrize("command", ["reports", "check", "coverage"])
def test_an_unknown_district_is_one_line_with_codes_like_it(run: Run, world: World, command: str) -> None:
    result = run(command, "--district", "110101")
    assert result.exit_code == 1
    assert result.stderr.startswith("nianbao: no district 110101 is stored; near: 110102 北京市西城区")
    assert result.stderr.count("\n") == 1


def test_check_prints_only_what_fails(run: Run, world: World) -> None:
    result = run("check")
    assert "T3_FLOW (c = total): 3 against 4.5" in result.stdout
    assert "T3_COLUMN_SUM" not in result.stdout
    assert result.stdout.endswith("1 identity fails.\n")
    assert run("check", "--year", "2020").stdout == "No identity fails.\n"


def test_check_as_json_has_the_columns_of_the_export(run: Run, world: World) -> None:
    (row,) = lines(run("check", "--json"))
    assert tuple(row) == FindingRow._fields
    assert (row["bind"], row["left"], row["right"], row["outcome"]) == ({"c": "total"}, "3", "4.50", "fail")


def test_coverage_as_json_is_sites_first_and_then_agencies_by_year(run: Run, world: World) -> None:
    rows = lines(run("coverage", "--json"))
    sites, expected = rows[:2], rows[2:]
    assert all(tuple(row) == tuple(SiteCoverage.__dataclass_fields__) for row in sites)
    assert all(tuple(row) == tuple(Coverage.__dataclass_fields__) for row in expected)
    assert [row["state"] for row in sites] == ["complete", "blocked"]
    assert sites[0]["checked_at"] == "2026-11-20T01:02:10Z"
    assert {row["state"] for row in expected} <= {state.value for state in Presence}
    assert {row["state"] for row in sites} <= {verdict.value for verdict in Verdict}
    found = {(row["agency"], row["year"]): row["state"] for row in expected}
    assert found[FINANCE, 2024] == "published"
    assert found[FINANCE, 2022] == "absent"
    assert all(row["evidence"] for row in expected)


@pytest.mark.parametrize("name", ["财政局", "西城区财政局", FINANCE])
def test_coverage_of_one_agency_is_its_rows_of_the_whole(run: Run, world: World, name: str) -> None:
    whole = [row for row in lines(run("coverage", "--json")) if row.get("agency") == FINANCE]
    assert whole
    site, *found = lines(run("coverage", "--agency", name, "--district", "110102", "--json"))
    assert site["site"] == "xicheng"
    assert found == whole
    (one,) = lines(run("coverage", "--agency", name, "--district", "110102", "--year", "2022", "--json"))[1:]
    assert (one["year"], one["state"]) == (2022, "absent")


def test_coverage_prints_a_table_for_each_site_and_counts_states(run: Run, world: World) -> None:
    result = run("coverage", "--year", "2024")
    assert "xicheng (110102): complete, checked 2026-11-20 01:02 UTC" in result.stdout
    assert "shili (990101): blocked, challenge page" in result.stdout
    row = next(line for line in result.stdout.splitlines() if line.startswith(FINANCE))
    assert row.split() == [FINANCE, "published"]
    assert result.stdout.splitlines()[-1] == "2 sites; 4 reports expected or found: 3 published, 1 absent."


@pytest.mark.parametrize("command", ["reports", "check", "coverage"])
@pytest.mark.parametrize("option", [(), ("--json",), ("--year", "2024")])
def test_with_nothing_stored_a_sentence_says_so_and_all_is_well(run: Run, home: Path, command: str, option) -> None:
    result = run(command, *option)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"nianbao: {NOTHING}\n"
    assert not home.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["history", FINANCE, "2024"],
        ["cell", FINANCE, "2024", "t3.new_received.total"],
        ["judge", FINANCE, "2024", "T3_FLOW", "c=total", "confirmed", "--reason", "as printed"],
    ],
)
def test_with_nothing_stored_a_command_about_one_report_fails(run: Run, home: Path, command: list[str]) -> None:
    result = run(*command)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"nianbao: {NOTHING}\n"
    assert not home.exists()


def test_an_archive_that_holds_nothing_is_not_called_whole(run: Run, home: Path) -> None:
    result = run("archive", "verify")
    assert (result.exit_code, result.stdout) == (0, f"The archive {home / 'archive'} holds nothing.\n")


@pytest.mark.parametrize("command", [["reports"], ["check"], ["coverage"], ["query", "SELECT * FROM reports"]])
def test_an_empty_database_says_so_too(run: Run, home: Path, command: list[str]) -> None:
    assert run("db", "upgrade").exit_code == 0
    result = run(*command)
    assert result.exit_code == 0
    assert result.stderr == f"nianbao: {NOTHING}\n"


def test_an_export_of_nothing_has_headers_and_says_so(run: Run, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "out"))
    assert result.exit_code == 0
    assert result.stderr == f"nianbao: {NOTHING}\n"
    assert (tmp_path / "out" / "agencies.csv").read_text("utf-8").splitlines() == [",".join(AgencyRow._fields)]


def test_export_to_sqlite_is_one_file_with_the_rows_of_each_table(run: Run, world: World, tmp_path: Path) -> None:
    result = run("export", str(tmp_path / "out"), "--format", "sqlite")
    assert result.exit_code == 0, result.stderr
    assert f"{tmp_path / 'out' / 'nianbao.sqlite'}: cells" in result.stdout
    assert (tmp_path / "out" / "metadata.json").is_file()


def test_a_workbook_that_needs_more_sheets_says_so(
    run: Run, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.export.sheets.ROWS", 601)
    result = run("export", str(tmp_path / "out"), "--format", "xlsx")
    assert "cells.xlsx goes on over 2 sheets" in result.stdout
    assert "measures.xlsx goes on" not in result.stdout


def test_a_byte_order_mark_is_for_csv_only(run: Run, world: World, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "out"), "--bom").exit_code == 0
    assert (tmp_path / "out" / "cells.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    result = run("export", str(tmp_path / "no"), "--bom", "--format", "xlsx")
    assert result.exit_code == 2
    assert "--bom is for CSV" in result.stderr


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_export_says_which_files_it_wrote(run: Run, world: World, tmp_path: Path, kind: str) -> None:
    result = run("export", str(tmp_path / "out"), "--format", kind)
    assert result.exit_code == 0, result.stderr
    for name in ("cells", "reports", "agencies", "findings", "measures"):
        assert f"{tmp_path / 'out' / name}.{kind}" in result.stdout
        assert (tmp_path / "out" / f"{name}.{kind}").is_file()
    assert "801" in result.stdout
    assert (tmp_path / "out" / "datapackage.json").is_file()


def test_export_to_a_file_is_one_line(run: Run, world: World, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    result = run("export", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert result.stderr == f"nianbao: {tmp_path / 'out'}: not a folder; name a folder\n"


def test_query_prints_a_table_csv_or_json(run: Run, world: World) -> None:
    sql = "SELECT year, title, count(*) AS n FROM reports WHERE agency LIKE '%财政局' GROUP BY 1, 2 ORDER BY 1, 2"
    assert lines(run("query", sql, "--format", "json"))[0] == {"year": 2023, "title": "更正后的报告", "n": 1}
    rows = list(csv.reader(io.StringIO(run("query", sql, "--format", "csv").stdout)))
    assert rows[:2] == [["year", "title", "n"], ["2023", "更正后的报告", "1"]]
    assert run("query", sql).stdout.splitlines()[-1] == "3 rows."


@pytest.mark.parametrize("shape", ["table", "csv", "json"])
def test_query_prints_bytes_in_hexadecimal(run: Run, world: World, shape: str) -> None:
    result = run("query", "SELECT x'00e5b9b4' AS packed", "--format", shape)
    assert result.exit_code == 0
    assert "00e5b9b4" in result.stdout
    assert "b'" not in result.stdout


def test_query_compares_amounts_as_numbers(run: Run, world: World) -> None:
    sql = "SELECT value FROM cells WHERE \"column\" = 'fee_amount' AND agency = '%s' AND value %s"
    assert lines(run("query", sql % (FINANCE, "> 1"), "--format", "json")) == []
    (row,) = lines(run("query", sql % (FINANCE, "BETWEEN 0.2 AND 0.4"), "--format", "json"))
    assert row == {"value": 0.30000000000000004}


def test_query_describes_the_views_and_their_columns(run: Run, world: World) -> None:
    names = [row["view"] for row in lines(run("query", "--describe", "--format", "json"))]
    assert {"reports", "cells", "requests", "indicators"} <= set(names)
    (fee,) = [
        row
        for row in lines(run("query", "--describe", "disclosure", "--format", "json"))
        if row["column"] == "admin_fees_fee_amount"
    ]
    assert fee["unit"] == "万元"
    assert "行政事业性收费" in fee["description_zh"]
    assert "fee" in fee["description_en"].lower()
    assert "applicant" in run("query", "--describe", "requests").stdout


def test_query_wants_a_select_or_a_view_to_describe(run: Run, world: World) -> None:
    assert run("query").exit_code == 2
    assert run("query", "SELECT 1", "--describe", "cells").exit_code == 2
    unknown = run("query", "--describe", "cell")
    assert unknown.exit_code == 1
    assert unknown.stderr.startswith("nianbao: there is no view cell: take agency_history, cells, ")


def test_search_shows_the_words_and_counts_the_reports(run: Run, world: World) -> None:
    result = run("search", "财政局", "更正后")
    assert result.stdout.splitlines()[-1] == "0 reports."
    world.publish(report(FINANCE, 2022, sections=(Section("overview", "一、总体情况", "涉及信访事项。"),)))
    result = run("search", "信访")
    assert "涉及【信访】事项。" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 report."
    (hit,) = lines(run("search", "信访", "--agency", "西城区财政局", "--year", "2022", "--json"))
    assert (hit["agency"], hit["year"], hit["section"], hit["highlights"]) == (FINANCE, 2022, "overview", [[2, 4]])
    assert run("search", "信访", "--district", "990101").stdout == "0 reports.\n"


def test_search_tells_in_one_line_what_it_cannot_look_for(run: Run, world: World) -> None:
    assert run("search").exit_code == 2
    result = run("search", "。")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1


def test_the_index_can_be_made_anew(run: Run, world: World) -> None:
    before = run("search", "财政局", "--all-versions", "--json").stdout
    assert run("db", "reindex").stdout == "6 versions indexed.\n"
    assert run("search", "财政局", "--all-versions", "--json").stdout == before != ""


def test_query_says_when_it_was_cut(run: Run, world: World) -> None:
    result = run("query", "SELECT * FROM cells", "--limit", "3", "--format", "csv")
    assert len(result.stdout.splitlines()) == 4
    assert result.stderr == "nianbao: only the first 3 rows; --limit ROWS gives more\n"


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("DELETE FROM versions", "a query can only read"),
        ("ATTACH '/tmp/x' AS x", "a query can only read"),
        ("SELECT load_extension('x')", "the function load_extension is not allowed"),
        ("SELECT 1; SELECT 2", "one statement"),
        ("SELECT absent FROM reports", "no such column: absent"),
        ("", "a query can only read"),
    ],
)
def test_query_refuses_in_one_line(run: Run, world: World, sql: str, says: str) -> None:
    result = run("query", sql)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert says in result.stderr


def test_query_stops_in_time(run: Run, world: World) -> None:
    result = run("query", "SELECT count(*) FROM cells a, cells b, cells c", "--seconds", "0.2")
    assert result.exit_code == 1
    assert result.stderr == ("nianbao: stopped after 0.2 seconds; narrow the query, or allow more with --seconds\n")


def test_sites_list_prints_the_registry(run: Run, tmp_path: Path) -> None:
    (tmp_path / "xicheng.toml").write_text(
        'code = "110102"\nname = "北京市西城区"\nstart_urls = ["https://www.bjxch.gov.cn/"]\n', "utf-8"
    )
    (row,) = lines(run("sites", "list", "--sites", str(tmp_path), "--json"))
    assert row["site"] == "xicheng"
    assert row["start_urls"] == ["https://www.bjxch.gov.cn/"]
    assert run("sites", "list", "--sites", str(tmp_path)).stdout.endswith("1 site.\n")
    assert len(lines(run("sites", "list", "--json"))) > 1


def test_a_site_file_that_is_wrong_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "xicheng.toml").write_text("code = 110102\n", "utf-8")
    result = run("sites", "list", "--sites", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "xicheng.toml" in result.stderr


def test_the_documents_describe_every_option_of_these_commands() -> None:
    text = (Path(__file__).parents[3] / "docs" / "commands.md").read_text("utf-8")
    for name in ("reports", "coverage", "check", "export", "release", "query", "search", "doctor"):
        section = text.split(f"## `nianbao {name}`")[1].split("\n## ")[0]
        command = program.get_command(click.Context(program), name)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(option in section for option in parameter.opts), (name, parameter.opts)


def test_history_tells_every_version_and_what_differs(run: Run, world: World) -> None:
    printed = run("history", "财政局", "2023", "--district", "110102").stdout
    assert "not shown: its page has a newer document" in printed
    assert "against version 1: the same cells; differs in title" in printed
    (ledger,) = lines(run("history", FINANCE, "2023", "--json"))
    assert [version["standing"] for version in ledger["versions"]] == ["older_document", "current"]
    assert [entry["what"] for entry in ledger["entries"]] == ["first_seen", "revised"]
    assert ledger["entries"][1]["wording"] == ["title"]


def test_history_of_a_year_that_is_not_stored_names_the_years_that_are(run: Run, world: World) -> None:
    result = run("history", FINANCE, "2019")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "stored years: 2023, 2024" in result.stderr


def test_check_compares_reports_with_reports_and_a_verdict_is_kept(run: Run, world: World, home: Path) -> None:
    result = run("check", "--cross")
    assert result.exit_code == 0, result.stderr
    assert "2 districts compared report by report" in result.stdout
    broken = lines(run("check", "--json", "--year", "2024"))
    (row,) = (row for row in broken if row["identity"] == "T3_FLOW")
    assert "code" not in row
    judged = run("judge", FINANCE, "2024", "T3_FLOW", "c=total", "confirmed", "--reason", "printed so", "--by", "王芳")
    assert judged.exit_code == 0, judged.stderr
    (row,) = (row for row in lines(run("check", "--json")) if row["identity"] == "T3_FLOW")
    assert (row["verdict"], row["reason"]) == ("confirmed", "printed so")
    assert "confirmed" in run("check").stdout
    assert list((home / "archive").glob("*.warc.gz"))
    run("judge", FINANCE, "2024", "T3_FLOW", "c=total", "none", "--reason", "a second look")
    assert all(row["verdict"] is None for row in lines(run("check", "--json")))


def test_a_verdict_on_no_finding_or_on_several_reports_is_refused_in_one_line(run: Run, world: World) -> None:
    result = run("judge", FINANCE, "2024", "T3_FLOW", "c=lp_other", "confirmed", "--reason", "x")
    assert result.exit_code == 1
    assert 'has no finding T3_FLOW {"c": "lp_other"}; it has T3_FLOW {"c": "total"}' in result.stderr
    result = run("judge", "财政局", "2024", "T3_FLOW", "c=total", "confirmed", "--reason", "x")
    assert "say which by --district (110102, 990101)" in result.stderr


def test_the_past_can_be_asked_for_by_a_day_or_a_moment(run: Run, world: World) -> None:
    def versions(*options: str) -> list[int]:
        rows = lines(run("reports", "--agency", FINANCE, "--year", "2023", *options, "--json"))
        return [row["version"] for row in rows]

    assert versions("--as-of", "2026-11-19") == []
    assert versions("--as-of", "2026-11-20T01:02:05Z") == [1]
    assert versions("--as-of", "2026-11-20") == versions() == [2]
    assert run("check", "--as-of", "2026-11-19").stdout == "No identity fails.\n"
    result = run("reports", "--as-of", "yesterday")
    assert result.exit_code == 2
    assert "yesterday is no day: write it as 2026-01-20" in result.stderr


def test_a_person_chooses_the_version_that_is_shown(run: Run, world: World, home: Path) -> None:
    chosen = run("history", FINANCE, "2023", "--restore", "1", "--reason", "the first was right")
    assert chosen.exit_code == 0, chosen.stderr
    assert "current, chosen by a person" in chosen.stdout
    assert "version 1 is shown: the first was right" in chosen.stdout
    assert [row["version"] for row in lines(run("reports", "--agency", FINANCE, "--year", "2023", "--json"))] == [1]
    (noted,) = [entry.note for entry in Archive(f"{home / 'archive'}").entries() if entry.note]
    assert (noted.kind, notes.read_pin(noted.payload).agency) == ("pin", FINANCE)
    assert run("history", FINANCE, "2023", "--restore", "1").exit_code == 2
    refused = run("history", FINANCE, "2023", "--restore", "9", "--reason", "x")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "there is no version 9" in refused.stderr


def test_a_number_is_told_year_by_year(run: Run, world: World) -> None:
    result = run("series", FINANCE, "t3.new_received.total")
    first, heads, *rows, closing = result.stdout.splitlines()
    assert "一、本年新收政府信息公开申请数量" in first
    assert heads.split() == ["year", "number", "form", "agency", "note"]
    assert [row.split()[:2] for row in rows] == [["2023", "0"], ["2024", "1058"]]
    assert closing == "2 years."
    (told,) = lines(run("series", FINANCE, "t3.carried_in.total", "--year", "2024", "--json"))
    assert (told["year"], told["value"], told["parts"][0]["state"]) == (2024, None, "slash")
    assert "slash (/)" in run("series", FINANCE, "t3.carried_in.total").stdout


def test_a_series_follows_those_who_took_over_when_that_is_asked(run: Run, world: World) -> None:
    trade = "北京市西城区商务局"
    world.publish(report(trade, 2025))
    registered = Registered(*XICHENG, (RegisteredAgency(trade, 2025, None, (FINANCE,)),))
    world.writer.record_agencies(registered)
    alone, followed = ("series", trade, "t3.new_received.total", "--json"), ("--follow",)
    assert [line["year"] for line in lines(run(*alone))] == [2025]
    assert [(p["year"], p["value"]) for p in lines(run(*alone, *followed))] == [
        (2023, "0"), (2024, "1058"), (2025, "0"),
    ]  # fmt: skip


def test_a_series_of_no_cell_is_one_line(run: Run, world: World) -> None:
    result = run("series", FINANCE, "t3.received")
    assert (result.exit_code, result.stderr.count("\n") >= 1) == (2, True)
    assert "names no cell: write TABLE.ROW.COLUMN" in result.stderr
    assert run("series", "财政局", "t3.new_received.total").exit_code == 1
