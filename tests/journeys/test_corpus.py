"""A real list and two real reports, served under the paths that they have: they end as rows in the database."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.district import Answer, District
from tests.journeys.household import ROOT, Household

CORPUS = ROOT.parent / "shared" / "corpus"
COLUMN = "/zwgk/zfxxgk/zfxxgknb/"
PAGES = {
    COLUMN: "pingtan-list-html/index.html",
    COLUMN + "202202/t20220208_80613.htm": "pingtan-2021-html-wps/page.html",
    COLUMN + "202503/t20250310_97791.htm": "pingtan-2024-html/page.html",
}
OTHER_HOSTS = re.compile(r"https?://[\w.-]+\.gov\.cn")

pytestmark = [
    pytest.mark.journey,
    pytest.mark.corpus,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason=f"there is no folder of real pages at {CORPUS.name} beside the project"
    ),
]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Household:
    """One night from the list page. Addresses of real hosts lead to loopback, so that nobody is asked for anything."""
    home = Household(tmp_path_factory.mktemp("pingtan") / "home")
    with District() as district:
        for path, file in PAGES.items():
            text = (CORPUS / file).read_text("utf-8")
            district.pages[path] = Answer(OTHER_HOSTS.sub(district.root, text).encode(), content_type="text/html")
        site = home.path.parent / "pingtan.toml"
        site.write_text(
            f'code = "350128"\nname = "平潭综合实验区"\nstart_urls = ["{district.url(COLUMN)}"]\ndelay = 0.0\n', "utf-8"
        )
        home.nianbao("crawl", "--sites", site)
    return home


def cells(home: Household, year: int, table: str) -> dict[tuple[str, str], Decimal | None]:
    rows = home.query(f'SELECT row, "column", value FROM cells WHERE year = {year} AND "table" = \'{table}\'')
    return {(r["row"], r["column"]): None if r["value"] is None else Decimal(str(r["value"])) for r in rows}


def test_both_reports_are_stored_for_the_committee(crawled: Household) -> None:
    found = crawled.query("SELECT agency, year, format, status FROM reports ORDER BY year")
    assert [(r["year"], r["format"], r["status"]) for r in found] == [
        (2021, "a2021", "current"),
        (2024, "a2021", "current"),
    ]
    assert len({r["agency"] for r in found}) == 1


def test_disclosure_of_2021_is_stored_as_printed(crawled: Household) -> None:
    found = cells(crawled, 2021, "t2a")
    assert [found["regulations", c] for c in ("made", "repealed", "in_force")] == [0, 0, 0]
    assert [found["normative_docs", c] for c in ("made", "repealed", "in_force")] == [69, 3, 665]
    assert found["licensing", "decisions"] == 2293
    assert found["penalties", "decisions"] == 1282
    assert found["coercion", "decisions"] == 42
    assert found["admin_fees", "fee_amount"] == Decimal("24252.311082")


def test_requests_of_2021_stand_in_their_columns_though_the_headings_are_shifted(crawled: Household) -> None:
    found = cells(crawled, 2021, "t3")
    columns = (
        "natural_person",
        "lp_business",
        "lp_research",
        "lp_public_interest",
        "lp_legal_service",
        "lp_other",
        "total",
    )
    assert [found["new_received", c] for c in columns] == [64, 0, 0, 2, 0, 4, 70]
    assert [found["results_total", c] for c in columns] == [63, 0, 0, 2, 0, 4, 69]
    assert found["carried_out", "total"] == 1


def test_disputes_of_2021_are_stored_as_printed(crawled: Household) -> None:
    found = cells(crawled, 2021, "t4")
    endings = ("upheld", "corrected", "other", "pending", "total")
    printed = {
        suit: [found["value", f"{suit}_{ending}"] for ending in endings]
        for suit in ("review", "direct", "after_review")
    }
    assert printed == {"review": [1, 0, 2, 0, 3], "direct": [12, 0, 0, 0, 12], "after_review": [0, 0, 0, 0, 0]}


def test_every_cell_of_2024_is_stored(crawled: Household) -> None:
    rows = crawled.query('SELECT "table", COUNT(value) AS printed FROM cells WHERE year = 2024 GROUP BY "table"')
    assert {r["table"]: r["printed"] for r in rows} == {"t2a": 10, "t3": 175, "t4": 15}
    found = cells(crawled, 2024, "t2a")
    assert [found["normative_docs", c] for c in ("made", "repealed", "in_force")] == [62, 33, 440]
    assert "行政规范性文件6233440" in (CORPUS / "pingtan-2024-html" / "page.txt").read_text("utf-8")


def test_the_list_that_is_longer_than_its_page_is_not_called_complete(crawled: Household) -> None:
    (site,) = [record for record in crawled.records("coverage") if "state" in record and "agency" not in record]
    assert site["site"] == "pingtan"
    assert site["state"] != "complete"


def test_nothing_was_asked_of_a_real_host(crawled: Household) -> None:
    hosts = crawled.query("SELECT DISTINCT url FROM urls")
    assert all(row["url"].startswith("http://127.0.0.1:") for row in hosts)


def test_the_folder_has_the_pages_that_are_served() -> None:
    assert [file for file in PAGES.values() if not Path(CORPUS / file).exists()] == []
