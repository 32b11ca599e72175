"""Nights on one district: what is new is stored, what did not change is left, what changed is a new version."""

from dataclasses import replace

import pytest

from storage.archive import Archive
from tests.district import Answer, District, Home, report
from tests.journeys.town import AGENCIES, COLUMN, list_of, path_of, publish, reports_of_2024

pytestmark = pytest.mark.journey


@pytest.fixture
def district():
    with District() as serving:
        publish(serving, reports_of_2024())
        yield serving


@pytest.fixture
def home(tmp_path, district):
    made = Home(tmp_path)
    made.add("shili", district)
    return made


def test_the_first_night_stores_every_report_and_archives_every_page(home, district):
    night = home.crawl()
    assert (night.status, night.said) == (0, "")
    assert night["shili"]["verdict"] == "complete"
    assert night["shili"]["counts"]["new"] == 4
    assert home.query("SELECT count(*) FROM reports") == [(4,)]
    assert [home.cell(name, 2024) for name in AGENCIES] == [3, 4, 5, 6]
    archived = {entry.capture.url for entry in Archive(str(home.folder / "archive")).entries() if entry.capture}
    assert archived == {district.url(one.path) for one in district.asked()}
    assert len(archived) == 7


def test_on_a_second_night_every_known_page_is_asked_for_and_nothing_is_read_again(home, district):
    home.crawl()
    district.log.clear()
    night = home.crawl()
    assert night["shili"]["verdict"] == "complete"
    assert len(district.asked()) == 7
    assert {one.status for one in district.asked()} == {304}
    assert night["shili"]["counts"]["unchanged"] == 7
    assert home.query("SELECT count(*) FROM readings") == [(4,)]
    assert home.query("SELECT max(number) FROM versions") == [(1,)]


def test_a_server_without_validators_sends_all_again_and_the_same_bytes_are_not_read_again(home, district):
    for path, answer in district.pages.items():
        district.pages[path] = replace(answer, etag=False)
    home.crawl()
    night = home.crawl()
    assert night["shili"]["counts"]["unchanged"] == 7
    assert home.query("SELECT count(*) FROM readings") == [(4,)]
    assert home.query("SELECT count(*) FROM captures WHERE unchanged") == [(7,)]


def test_a_report_revised_at_its_address_is_a_new_version_and_the_old_one_is_kept(home, district):
    home.crawl()
    district.pages[path_of(1)] = report(AGENCIES[1], 2024, 44)
    night = home.crawl()
    assert (night["shili"]["counts"]["changed"], night["shili"]["counts"]["unchanged"]) == (1, 6)
    assert home.cell(AGENCIES[1], 2024) == 44
    assert home.query("SELECT count(*) FROM versions v JOIN annual_reports r ON r.id = v.report_id") == [(5,)]
    assert home.query("SELECT count(*) FROM reports WHERE version = 2") == [(1,)]


def test_a_report_that_appears_is_found_by_its_list(home, district):
    home.crawl()
    more = {**reports_of_2024(), path_of(0, 2025): (AGENCIES[0], 2025, 9)}
    publish(district, more)
    night = home.crawl()
    assert night["shili"]["counts"]["new"] == 1
    assert home.cell(AGENCIES[0], 2025) == 9


def test_a_report_that_nothing_links_any_more_is_asked_for_all_the_same(home, district):
    home.crawl()
    district.pages[COLUMN] = list_of({path: what for path, what in reports_of_2024().items() if path != path_of(2)})
    district.log.clear()
    home.crawl()
    assert [one.status for one in district.asked(path_of(2))] == [304]


def test_a_report_that_is_gone_is_marked_withdrawn_and_kept(home, district):
    home.crawl()
    del district.pages[path_of(2)]
    district.pages[COLUMN] = list_of({path: what for path, what in reports_of_2024().items() if path != path_of(2)})
    night = home.crawl()
    assert night.status == 0
    found = home.query("SELECT status FROM reports WHERE agency LIKE '%民政局'")
    assert found == [("withdrawn",)]
    assert home.cell(AGENCIES[2], 2024) == 5


def test_a_withdrawn_report_that_comes_back_is_current_again(home, district):
    home.crawl()
    kept = district.pages.pop(path_of(2))
    home.crawl()
    district.pages[path_of(2)] = kept
    home.crawl()
    assert home.query("SELECT status FROM reports WHERE agency LIKE '%民政局'") == [("current",)]


def test_only_the_sites_and_years_that_are_named_are_crawled(home, district):
    publish(district, {**reports_of_2024(), path_of(0, 2023): (AGENCIES[0], 2023, 2)})
    home.add("other", "http://127.0.0.1:9", code="990102")
    night = home.crawl("shili", "--year", "2023")
    assert set(night.verdicts) == {"shili"}
    assert home.query("SELECT DISTINCT year FROM reports") == [(2023,)]
    assert not district.asked(path_of(1))


def test_an_agency_that_the_site_file_names_is_expected_in_its_years(tmp_path, district):
    home = Home(tmp_path)
    home.add(
        "shili", district, more='[[agencies]]\nname = "区数据局"\nvalid = { from = 2024 }\nreplaces = ["区大数据中心"]'
    )
    home.crawl()
    names = home.query("SELECT name, valid_from, valid_to FROM agencies WHERE name LIKE '%数据%' ORDER BY name")
    assert names == [("区大数据中心", None, 2023), ("区数据局", 2024, None)]


def test_two_site_files_of_a_district_do_not_take_back_each_other_s_agencies(tmp_path, district):
    home = Home(tmp_path)
    home.add("shili", district, more='[[agencies]]\nname = "区数据局"\nvalid = { from = 2024 }')
    home.add("platform", district, more='[[agencies]]\nname = "区档案局"\nvalid = { to = 2019 }')
    both = [("区数据局", 2024, None), ("区档案局", None, 2019)]
    for names in ((), (), ("shili",), ("platform",)):
        home.crawl(*names)
        assert (
            home.query("SELECT name, valid_from, valid_to FROM agencies WHERE name LIKE '区%局' ORDER BY name") == both
        )
    (home.sites / "platform.toml").unlink()
    home.crawl("shili")
    assert home.query("SELECT name FROM agencies WHERE name LIKE '区%局'") == [("区数据局",)]


def test_a_file_that_could_not_be_had_is_asked_for_again_though_its_page_is_unchanged(home, district):
    file = f"{COLUMN}202501/P020250120.docx"
    link = f"<p>附件：<a href='{file}'>{AGENCIES[1]}2024年政府信息公开工作年度报告.docx</a></p>"
    district.pages[path_of(1)] = report(AGENCIES[1], 2024, 4, more=link)
    district.pages[file] = Answer(status=503)
    home.crawl()
    assert home.endings(file)[-1][0] == "server_error"
    district.pages[file] = Answer(b"not a document", content_type="application/msword")
    district.log.clear()
    home.crawl()
    assert home.endings(file)[-1][0] == "fetched"
    assert {one.path: one.status for one in district.asked()}[path_of(1)] == 304
