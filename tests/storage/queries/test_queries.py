"""What is asked of the stored world, on both databases."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, func, select

import forms
from storage import queries
from storage.models import Version, table_of
from storage.models.views import CELLS, FINDINGS, REPORTS
from storage.queries import Narrowing, UnknownError
from storage.queries.contents.cells import cells_of_versions, of_version
from storage.records import CellRow, FetchOutcome, FindingRow, Outcome, Presence, ReportRow, Verdict
from tests.storage.world import ODD, World, fill, report

FINANCE = "北京市西城区财政局"
TODAY = date(2026, 11, 24)


@pytest.fixture
def world(database: Engine) -> World:
    return fill(database)


def ask(world: World, question, *arguments, **options) -> list:
    with queries.snapshot(world.engine) as connection:
        return list(question(connection, *arguments, **options))


def test_reports_come_by_district_agency_and_year_in_their_current_versions(world: World) -> None:
    rows = ask(world, queries.reports)
    assert [(row.district_code, row.agency, row.year, row.version, row.status) for row in rows] == [
        ("110102", "北京市西城区人民政府", 2020, 1, "current"),
        ("110102", FINANCE, 2023, 2, "current"),
        ("110102", FINANCE, 2024, 1, "current"),
        ("110102", "西城区信访办公室", 2024, 1, "current"),
        ("990101", "示例市示例区财政局", 2024, 1, "current"),
    ]
    assert rows[2].title == f"{FINANCE}2024年政府信息公开工作年度报告"
    assert rows[2].published == date(2025, 1, 20)
    assert rows[2].captured_at.utcoffset().total_seconds() == 0
    assert rows[3].title is None
    assert rows[3].format == "unknown"


def test_all_versions_tell_the_superseded_from_the_current(world: World) -> None:
    rows = ask(world, queries.reports, all_versions=True)
    assert [(row.version, row.status) for row in rows if row.year == 2023] == [(1, "superseded"), (2, "current")]
    assert len(rows) == 6


@pytest.mark.parametrize(
    ("narrowing", "count"),
    [
        (Narrowing(), 5),
        (Narrowing(year=2024), 3),
        (Narrowing(district="110102"), 4),
        (Narrowing(agency=FINANCE), 2),
        (Narrowing(agency="区财政局"), 3),
        (Narrowing(agency="财政局"), 3),
        (Narrowing(agency="财政局", district="990101"), 1),
        (Narrowing(agency="西城区财政局", district="110102", year=2024), 1),
        (Narrowing(agency="信访办"), 1),
        (Narrowing(agency="人民政府"), 1),
        (Narrowing(year=2009), 0),
    ],
)
def test_questions_are_narrowed_by_agency_district_and_year(world: World, narrowing: Narrowing, count: int) -> None:
    rows = ask(world, queries.reports, narrowing)
    assert len(rows) == count
    formed = sum(row.format in forms.FORMS for row in rows)
    keys = {(cell.district_code, cell.agency, cell.year) for cell, _ in ask(world, queries.cells, narrowing)}
    assert len(keys) == formed


def test_an_agency_that_is_not_stored_is_told_with_names_like_it(world: World) -> None:
    with pytest.raises(UnknownError, match=r"no agency 信访 is stored; near: .*西城区信访办公室"):
        ask(world, queries.reports, Narrowing(agency="信访"))
    with pytest.raises(UnknownError, match=r"no agency qwerty is stored$"):
        ask(world, queries.reports, Narrowing(agency="qwerty"))


def test_a_district_that_is_not_stored_is_told_with_codes_like_it(world: World) -> None:
    for narrowing in (Narrowing(district="110103"), Narrowing(district="110103", agency="财政局")):
        with pytest.raises(UnknownError, match=r"no district 110103 is stored; near: 110102 北京市西城区"):
            ask(world, queries.reports, narrowing)
    with pytest.raises(UnknownError, match="no district 110103"):
        ask(world, queries.coverage, Narrowing(district="110103"), today=TODAY)


def test_a_cell_keeps_value_state_and_what_was_printed(world: World) -> None:
    cells = {cell[5:8]: cell for cell, _ in ask(world, queries.cells, Narrowing(agency=FINANCE, year=2024))}
    assert list(cells) == [tuple(measure) for measure in forms.measures("a2021")]
    for key, printed in ODD.items():
        assert (cells[key].value, cells[key].state, cells[key].raw) == printed, key
    assert cells["t3", "np_repeat", "total"][8:11] == (None, "missing", None)
    assert cells["t4", "value", "direct_total"][8:11] == (Decimal(0), "reported", "0")
    assert all(isinstance(cell.value, Decimal | None) for cell in cells.values())


def test_a_report_without_a_known_form_has_no_cells(world: World) -> None:
    assert ask(world, queries.cells, Narrowing(agency="信访办公室")) == []


def test_many_versions_at_once_say_what_each_says_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.queries.contents.cells.REPORTS_AT_ONCE", 2)
    versions = table_of(Version)
    with queries.snapshot(world.engine) as connection:
        formats = dict(map(tuple, connection.execute(select(versions.c.id, versions.c.format))))
        found = list(cells_of_versions(connection, formats))
        assert [number for number, _ in found] == [number for number, form in formats.items() if form in forms.FORMS]
        assert len(found) == 5 < len(formats)
        for number, cells in found:
            assert cells == of_version(connection, number, formats[number])
            assert list(cells) == list(forms.measures(formats[number]))


def test_the_cells_of_every_version_carry_its_number(world: World) -> None:
    found = ask(world, queries.cells, Narrowing(agency=FINANCE, year=2023), all_versions=True)
    assert [version for _, version in found] == [1] * 200 + [2] * 200


def test_the_views_say_the_same_in_sql(world: World) -> None:
    """Made once in SQL and once in Python; the order apart, they may not differ in a single field."""
    views = ((REPORTS, ReportRow, None), (CELLS, CellRow, queries.cells), (FINDINGS, FindingRow, queries.findings))
    with queries.snapshot(world.engine) as connection:
        for described, kind, question in views:
            view = described.table
            seen = {kind._make(row) for row in connection.execute(select(*(view.c[name] for name in kind._fields)))}
            told = {row for row, _ in question(connection)} if question else set(queries.reports(connection))
            assert connection.execute(select(func.count()).select_from(view)).scalar_one() == len(told)
            assert seen == told


def test_findings_are_what_does_not_hold_in_the_order_of_the_identities(world: World) -> None:
    (fail, first), (silent, _) = ask(world, queries.findings)
    assert (fail.agency, fail.year, fail.identity, fail.bind, fail.outcome) == (
        FINANCE, 2024, "T3_FLOW", '{"c": "total"}', "fail",
    )  # fmt: skip
    assert (fail.left, fail.right, fail.verdict, first) == (Decimal(3), Decimal("4.5"), None, 1)
    assert (silent.identity, silent.bind, silent.left) == ("T3_COLUMN_SUM", '{"a": "x", "r": "granted"}', None)
    assert [row.identity for row, _ in ask(world, queries.findings, outcome=Outcome.FAIL)] == ["T3_FLOW"]


def test_agencies_are_those_that_ever_reported(world: World) -> None:
    rows = ask(world, queries.agencies)
    assert [(row.agency, row.kind) for row in rows] == [
        ("北京市西城区人民政府", "government"),
        (FINANCE, "department"),
        ("西城区信访办公室", "department"),
        ("示例市示例区财政局", "department"),
    ]
    assert {row[4:] for row in rows} == {(None, None, None)}


def test_measures_are_what_the_forms_ask_for_in_their_order(world: World) -> None:
    rows = ask(world, queries.measures)
    assert [row[:4] for row in rows] == [(key, *m) for key in sorted(forms.FORMS) for m in forms.measures(key)]
    assert all(row.label_zh and row.label_en for row in rows)
    labels = {row.label_zh for row in rows if (row.format, row.column) == ("a2021", "review_upheld")}
    assert labels == {"行政复议 / 结果维持"}


def test_no_two_measures_of_a_form_have_the_same_label(world: World) -> None:
    rows = ask(world, queries.measures)
    for label in ("label_zh", "label_en"):
        seen = [(row.format, row.table, getattr(row, label)) for row in rows]
        assert len(set(seen)) == len(seen), [key for key in seen if seen.count(key) > 1][:4]


def test_the_stock_is_empty_until_something_is_kept(database: Engine) -> None:
    with queries.snapshot(database) as connection:
        assert queries.stock(connection).is_empty
    fill(database)
    with queries.snapshot(database) as connection:
        stock = queries.stock(connection)
    assert not stock.is_empty
    assert (stock.districts, stock.agencies, stock.reports, stock.walks) == (2, 4, 5, 2)


def test_a_snapshot_does_not_see_what_is_written_meanwhile(world: World) -> None:
    with queries.snapshot(world.engine) as connection:
        before = list(queries.reports(connection))
        world.publish(report("北京市西城区民政局", 2024))
        assert list(queries.reports(connection)) == before
        assert len(list(queries.cells(connection))) == 801
    assert len(ask(world, queries.reports)) == len(before) + 1


def covered(world: World, **narrowing) -> dict[tuple[str, int], tuple[Presence, str]]:
    sites = ask(world, queries.coverage, Narrowing(**narrowing), today=TODAY)
    return {(row.agency, row.year): (row.state, row.evidence) for site in sites for row in site.rows}


def test_each_site_comes_with_its_last_walk(world: World) -> None:
    world.walk(Verdict.UNREACHABLE, reason="timed out")
    sites = [found.site for found in ask(world, queries.coverage, today=TODAY)]
    assert [(site.site, site.code, site.state, site.reason) for site in sites] == [
        ("xicheng", "110102", "unreachable", "timed out"),
        ("shili", "990101", "blocked", "challenge page"),
    ]
    assert sites[0].checked_at == world.at


def test_a_walk_for_one_year_leaves_what_is_known_of_the_others(world: World) -> None:
    world.walk(Verdict.INCOMPLETE, reason="3 of 4 pages", years=(2025,))
    states = {key: state for key, (state, _) in covered(world, district="110102").items()}
    assert states[FINANCE, 2025] is Presence.NOT_TRIED
    assert states[FINANCE, 2022] is Presence.ABSENT
    (site, _) = (found.site for found in ask(world, queries.coverage, today=TODAY))
    assert site.state is Verdict.INCOMPLETE


def test_a_site_that_gave_nothing_is_listed_all_the_same(world: World) -> None:
    world.walk(Verdict.UNREACHABLE, ("far", "650101", "某市某区"), "no route")
    sites = ask(world, queries.coverage, today=TODAY)
    assert [(found.site.site, found.site.state, len(found.rows)) for found in sites][1] == ("far", "unreachable", 0)


def test_expected_reports_have_their_states(world: World) -> None:
    states = {key: state for key, (state, _) in covered(world, district="110102").items()}
    assert len(states) == 3 * 6
    assert states[FINANCE, 2024] is Presence.PUBLISHED
    assert states["西城区信访办公室", 2024] is Presence.PUBLISHED
    assert states[FINANCE, 2025] is Presence.ABSENT
    assert set(covered(world, district="990101").values()) == {
        (Presence.PUBLISHED, "https://www.shili.gov.cn/示例市示例区财政局/2024.html, dated 2025-01-20"),
        (Presence.BLOCKED, "the site was blocked on 2026-11-20: challenge page"),
    }
    assert set(covered(world, year=2025)) <= set(covered(world))
    assert {year for _, year in covered(world, year=2025)} == {2025}


def test_what_was_listed_and_not_had_or_not_read_says_why(world: World) -> None:
    world.refuse("北京市西城区财政局", 2025)
    world.fail("西城区信访办", 2025, FetchOutcome.BLOCKED)
    world.fail("北京市西城区人民政府", 2025, FetchOutcome.SERVER_ERROR)
    world.fail("西城区体育局", 2025, FetchOutcome.NOT_FOUND)
    found = covered(world, district="110102", year=2025)
    assert {key[0]: value[0] for key, value in found.items()} == {
        FINANCE: Presence.UNPARSED,
        "西城区信访办公室": Presence.BLOCKED,
        "北京市西城区人民政府": Presence.UNREACHABLE,
        "西城区体育局": Presence.UNREACHABLE,
    }
    assert found[FINANCE, 2025][1].endswith("2025.doc: encrypted: the document needs a password")
    assert found["西城区信访办公室", 2025][1].endswith("2025.html: blocked: HTTP 503: busy")


def test_a_document_that_could_be_read_at_last_leaves_no_trace_of_the_refusal(world: World) -> None:
    world.refuse("西城区体育局", 2025)
    url = "https://www.xicheng.gov.cn/西城区体育局/2025.doc"
    world.publish(report("西城区体育局", 2021), url=url)
    world.publish(report("西城区体育局", 2021), url="https://www.xicheng.gov.cn/other.html")
    assert covered(world)["西城区体育局", 2021][0] is Presence.PUBLISHED
