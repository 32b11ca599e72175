"""One resource at one address: as a page, as JSON, as CSV; what is known already is not sent again."""

import csv
import io

import pytest
from starlette.testclient import TestClient

from nianbao.web.asking import COOKIE

SHILI = "/districts/990101"


def test_the_address_answers_in_the_shape_that_is_asked_for(client: TestClient) -> None:
    page = client.get(SHILI)
    named = client.get(SHILI, headers={"accept": "application/json"})
    asked = client.get(SHILI, params={"format": "json"})
    rows = list(csv.DictReader(io.StringIO(client.get(SHILI, params={"format": "csv"}).text)))

    assert page.headers["content-type"].startswith("text/html")
    assert named.json() == asked.json()
    assert [(row["agency"], int(row["year"])) for row in rows] == [
        (each["agency"], each["year"]) for each in named.json()["coverage"]
    ]


@pytest.mark.parametrize("shape", ["html", "json", "csv"])
def test_what_a_reader_has_already_is_not_sent_again(client: TestClient, shape: str) -> None:
    first = client.get("/", params={"format": shape})
    again = client.get("/", params={"format": shape}, headers={"if-none-match": first.headers["etag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/", params={"format": shape}, headers={"if-none-match": '"another"'}).content == first.content


def test_the_language_of_an_address_is_kept(client: TestClient) -> None:
    assert "Database of annual open-government reports" in client.get("/", params={"lang": "en"}).text
    try:
        assert "Database of annual open-government reports" in client.get("/").text
        assert "政府信息公开工作年度报告数据库" in client.get("/", params={"lang": "zh"}).text
    finally:
        client.cookies.clear()


def test_an_error_is_a_problem_for_programs_and_a_page_for_people(client: TestClient) -> None:
    program = client.get("/districts/123456", headers={"accept": "*/*"})
    person = client.get("/districts/123456")

    assert (program.status_code, program.headers["content-type"]) == (404, "application/problem+json")
    assert program.json()["detail"] == "no district 123456 is stored"
    assert (person.status_code, "no district 123456 is stored" in person.text) == (404, True)


@pytest.mark.parametrize(
    ("address", "status", "chinese", "english"),
    [
        ("/nowhere", 404, "没有这个地址", "there is no such address"),
        ("/districts/123456", 404, "数据库里没有：", "no district 123456 is stored"),
        (
            f"{SHILI}/agencies/教育局/2024?as_of=never",
            422,
            "as_of：&#39;never&#39; 不是日期",
            "as_of: &#39;never&#39; is no day",
        ),
        ("/?lang=fr", 422, "参数不符合要求：", "lang: "),
        ("/compare?from=2024&to=2020", 422, "from：2024 晚于 2020", "from: 2024 is after 2020"),
    ],
)
def test_a_page_says_in_its_language_why_it_refused(
    client: TestClient, address: str, status: int, chinese: str, english: str
) -> None:
    try:
        for language, said in (("zh", chinese), ("en", english)):
            client.cookies.set(COOKIE, language)
            page = client.get(address)
            assert (page.status_code, said in page.text) == (status, True), page.text
    finally:
        client.cookies.clear()


@pytest.mark.parametrize("address", ["/districts/12345x", "/?format=xml", "/?lang=fr"])
def test_a_parameter_that_does_not_fit_is_said_so(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"accept": "*/*"})

    assert (answer.status_code, answer.json()["status"]) == (422, 422)


def test_every_answer_has_the_headers_that_guard_it(client: TestClient) -> None:
    for address in ("/", SHILI, "/nowhere", "/assets/style.css"):
        headers = client.get(address).headers
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert headers["x-content-type-options"] == "nosniff"
