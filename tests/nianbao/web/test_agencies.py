"""The page of one agency: who it is, its reports or why there are none, its numbers year by year."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

from sqlalchemy import text
from starlette.testclient import TestClient

from nianbao.web.app import application
from nianbao.web.settings import Serving
from storage.session import opened
from storage.settings import Settings

PLACE = "/districts/990101/agencies"
CIVIL = f"{PLACE}/民政局"


def test_every_year_has_a_report_or_a_reason(client: TestClient) -> None:
    said = client.get(CIVIL, params={"format": "json"}).json()

    assert [(each["year"], each["state"]) for each in said["reports"]] == [
        (2025, "absent"), (2024, "absent"), (2023, "published"), (2022, "published"), (2021, "published"),
        (2020, "withdrawn"),
    ]  # fmt: skip
    assert "did not meet it" in said["reports"][0]["evidence"]
    assert said["reports"][0]["report"] is None
    assert said["reports"][4]["report"]["version"] == 2


def test_the_page_leads_to_every_report_that_is_stored(client: TestClient) -> None:
    page = client.get(CIVIL).text

    linked = set(re.findall(r'href="/districts/990101/agencies/%E6%B0%91%E6%94%BF%E5%B1%80/(\d{4})"', page))
    assert linked == {"2020", "2021", "2022", "2023"}
    assert "的完整采集未见此报告" in page


def test_the_numbers_of_a_year_lead_to_the_report_that_they_are_from(client: TestClient) -> None:
    def heads(page: str) -> list[tuple[str, str]]:
        table = page.split('<table class="numbers">')[1].split("</thead>", maxsplit=1)[0]
        return [(unquote(url), year) for url, year in re.findall(r'<a href="([^"]+)">(\d{4})</a>', table)]

    assert heads(client.get(CIVIL).text) == [(f"{CIVIL}/{year}", str(year)) for year in range(2020, 2024)]
    for url, _ in heads(client.get(CIVIL).text):
        assert "?cell=t3.new_received.total" in client.get(url).text  # there every number leads to its cell


def test_what_is_drawn_is_what_the_table_and_the_csv_say(client: TestClient) -> None:
    said = client.get(CIVIL, params={"format": "json"}).json()
    rows = csv.DictReader(io.StringIO(client.get(CIVIL, params={"format": "csv"}).text))
    drawn = re.findall(r'<script type="application/json" id="[^"]+">(.*?)</script>', client.get(CIVIL).text, re.DOTALL)

    of_json = {
        (line["key"], point["year"]): point["number"]["value"] or ""
        for line in said["lines"]
        for point in line["points"]
    }
    assert {(row["indicator"], int(row["year"])): row["value"] for row in rows} == of_json
    received = next(chart for chart in map(json.loads, drawn) if chart["title"] == "本年新收申请")
    (line,) = received["lines"]
    assert dict(zip(line["years"], line["values"], strict=True)) == {
        year: float(value) for (key, year), value in of_json.items() if key == "requests_received"
    }


def test_a_new_form_is_a_border_and_what_counts_else_is_not_joined(client: TestClient) -> None:
    page = client.get(CIVIL).text
    drawn = [json.loads(text) for text in re.findall(r'json" id="[^"]+">(.*?)</script>', page, re.DOTALL)]
    by_title = {chart["title"]: chart for chart in drawn}

    assert all(chart["borders"] == [{"year": 2021, "label": "2021式"}] for chart in drawn)
    assert by_title["本年新收申请"]["lines"][0]["joined"] == [False, True, True, True]
    assert by_title["现行有效行政规范性文件"]["lines"][0]["joined"] == [False, False, True, True]


def test_before_the_first_night_there_was_nothing(client: TestClient) -> None:
    then = client.get(CIVIL, params={"format": "json", "as_of": "2020-01-01"}).json()

    assert (then["reports"], then["lines"], then["findings"]) == ([], [], [])
    assert client.get(CIVIL, params={"as_of": "2020-01-01"}).status_code == 200


def test_an_agency_goes_by_any_of_its_names(client: TestClient) -> None:
    for name in ("示例市示例区民政局", "区民政局"):
        assert client.get(f"{PLACE}/{name}", params={"format": "json"}).json()["key"] == "民政局"
    assert client.get(f"{PLACE}/水务局").status_code == 404


def test_it_leads_to_the_agency_that_it_is_under(client: TestClient) -> None:
    said = client.get(CIVIL, params={"format": "json"}).json()

    assert (said["parent"]["key"], said["parent"]["name"]) == ("人民政府", "示例市示例区人民政府")
    assert f'<a href="{quote(f"{PLACE}/人民政府")}">示例市示例区人民政府</a>' in client.get(CIVIL).text
    assert client.get(f"{PLACE}/人民政府", params={"format": "json"}).json()["parent"] is None


def test_it_is_the_same_in_english(client: TestClient) -> None:
    page = client.get(CIVIL, params={"lang": "en"}).text
    client.cookies.clear()

    assert "Indicators by year" in page
    assert "Requests received in the year" in page


def test_what_does_not_add_up_is_said_in_words_and_beside_the_report(client: TestClient) -> None:
    said = client.get(f"{PLACE}/市场监督管理局", params={"format": "json"}).json()
    page = client.get(f"{PLACE}/市场监督管理局").text

    (found,) = said["findings"]
    assert (found["year"], found["identity"]) == (2022, "T4_REVIEW_SUM")
    assert found["left"] != found["right"]
    assert {each["year"]: each["report"]["failing"] for each in said["reports"] if each["report"]}[2022] == 1
    assert f'<td class="n">{found["left"]}</td><td class="n">{found["right"]}</td>' in page


def test_an_agency_with_a_slash_in_its_name_has_all_the_addresses(
    archive: Path, serving: Serving, tmp_path: Path
) -> None:
    settings = Settings.from_environment({"NIANBAO_HOME": str(shutil.copytree(archive, tmp_path / "data"))})
    with opened(settings) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE agencies SET key = '民政局/老龄办' WHERE key = '民政局'"))
    place = f"{PLACE}/{quote('民政局/老龄办', safe='')}"
    with TestClient(application(replace(serving, storage=settings)), follow_redirects=False) as client:
        client.headers["accept"] = "application/json"
        assert client.get(place).json()["key"] == "民政局/老龄办"
        for more in ("", "/history", "/original", "/cells/t3.new_received.total"):
            assert client.get(f"{place}/2023{more}").status_code == 200, more
        assert client.get(f"{place}/again/{'0' * 16}").status_code == 404
        assert client.get(f"{PLACE}/nobody/2023").status_code == 404
        linked = client.get("/districts/990101", headers={"accept": "text/html"}).text
        assert f'href="{place}"' in linked
