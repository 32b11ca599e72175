"""A report's page: every number as printed, and the way from a number to its cell in the archived original."""

import csv
import io
import re

import pytest
from starlette.testclient import TestClient

from forms import asked

REPORT = "/districts/990101/agencies/教育局/2024"
ORIGINAL = f"{REPORT}/original"
CELL = "t3.new_received.total"


def test_every_cell_of_the_form_stands_on_the_page_once(client: TestClient) -> None:
    page = client.get(REPORT).text
    names = [".".join(measure) for measure in asked("a2021")]

    assert [page.count(f'id="{name}"') for name in names] == [1] * len(names)


def test_the_csv_has_the_cells_of_the_record(client: TestClient) -> None:
    record = client.get(REPORT, params={"format": "json"}).json()
    rows = list(csv.DictReader(io.StringIO(client.get(REPORT, params={"format": "csv"}).text)))

    assert [(r["table"], r["row"], r["column"], r["value"] or None, r["state"]) for r in rows] == [
        (c["table"], c["row"], c["column"], c["value"], c["state"]) for c in record["cells"]
    ]


def test_the_record_has_the_cells_that_an_export_has(client: TestClient) -> None:
    record = client.get(REPORT, params={"format": "json"}).json()

    assert [(c["table"], c["row"], c["column"]) for c in record["cells"]] == [tuple(m) for m in asked("a2021")]


def test_an_agency_goes_by_its_key_and_by_any_name_of_it(client: TestClient) -> None:
    by_name = client.get("/districts/990101/agencies/示例市示例区教育局/2024", params={"format": "json"})

    assert by_name.json() == client.get(REPORT, params={"format": "json"}).json()


@pytest.mark.parametrize("cell", [CELL, "t2a.licensing.decisions", "t4.value.review_upheld"])
def test_a_number_leads_to_its_cell_in_the_original(client: TestClient, cell: str) -> None:
    stored = next(
        c
        for c in client.get(REPORT, params={"format": "json"}).json()["cells"]
        if (c["table"], c["row"], c["column"]) == tuple(cell.split("."))
    )
    traced = client.get(f"{REPORT}/cells/{cell}", params={"format": "json"}).json()
    marked = re.findall(r'<t[dh][^>]*id="marked"[^>]*>(.*?)</t[dh]>', client.get(ORIGINAL, params={"cell": cell}).text)

    assert (traced["value"], traced["raw"], traced["agrees"]) == (stored["value"], stored["raw"], True)
    assert [re.sub(r"<[^>]+>", "", text).strip() for text in marked] == [stored["raw"]]


def test_what_does_not_add_up_is_told_with_its_cells_by_name(client: TestClient) -> None:
    """The sample's 市场监督管理局 printed 8 reviews and a total of 9."""
    page = client.get("/districts/990101/agencies/市场监督管理局/2022").text
    equations = re.findall(r'<p class="equation">(.*?)</p>', page, re.DOTALL)
    terms = [re.findall(r'<a href="#([^"]+)">([^<]+)</a>', equation) for equation in equations]

    assert [name for name, _ in terms[0]] == [
        f"t4.value.review_{outcome}" for outcome in ("upheld", "corrected", "other", "pending", "total")
    ]
    assert [label for _, label in terms[0]] == [
        f"行政复议 / {label}" for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    ]
    assert all(f'id="{name}"' in page for name, _ in terms[0])


def test_the_original_does_nothing_and_loads_nothing(client: TestClient) -> None:
    answer = client.get(ORIGINAL)
    policy = answer.headers["content-security-policy"]

    assert policy.startswith("sandbox;")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in answer.text
    assert "<img" not in answer.text


def test_the_document_comes_as_bytes_that_no_browser_opens(client: TestClient) -> None:
    answer = client.get(f"{REPORT}/document")

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert client.get(f"{REPORT}/cells/{CELL}", params={"format": "json"}).json()["sha256"]


def test_a_former_version_says_that_it_is_one(client: TestClient) -> None:
    """On its second night the sample district has corrected one report."""
    published = [
        _address(each)
        for each in client.get("/districts/990101", params={"format": "json"}).json()["coverage"]
        if each["state"] == "published"
    ]
    histories = {a: client.get(f"{a}/history", params={"format": "json"}).json() for a in published}
    revised = next(
        a
        for a, of in histories.items()
        if any(event["changes"] for event in of["events"]) and not of["versions"][0]["current"]
    )
    former = client.get(revised, params={"version": 1, "format": "json"}).json()

    assert (former["version"], former["current"]) == (1, False)
    assert "第 1 版" in client.get(revised, params={"version": 1}).text
    assert client.get(f"{revised}/history").text.count("<b>") >= len(histories[revised]["versions"])


def _address(of: dict[str, str]) -> str:
    return f"/districts/990101/agencies/{of['key']}/{of['year']}"


def test_a_withdrawn_report_says_so(client: TestClient) -> None:
    gone = next(
        each
        for each in client.get("/districts/990101", params={"format": "json"}).json()["coverage"]
        if each["state"] == "withdrawn"
    )

    assert 'class="alert"' in client.get(_address(gone)).text


def test_a_report_is_shown_as_it_was_known_then(client: TestClient) -> None:
    assert client.get(REPORT, params={"as_of": "2020-01-01"}).status_code == 404
    assert client.get(REPORT, params={"as_of": "2090-01-01", "format": "json"}).json()["current"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{REPORT}/cells/t3.nothing.total", 404),
        (f"{REPORT}/cells/t3", 422),
        (f"{ORIGINAL}?cell=t9.a.b", 404),
        (f"{REPORT}?version=99", 404),
        ("/districts/990101/agencies/无此机关/2024", 404),
        ("/districts/990101/agencies/教育局/1899", 422),
        (f"{REPORT}?as_of=yesterday", 422),
    ],
)
def test_what_there_is_not_is_said(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address, headers={"accept": "*/*"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
