"""Agencies and districts side by side: what is shown, what is missing in it, and how much may be asked for."""

import csv
import io
import re
from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

CIVIL, EDUCATION, WHOLE = "990101/民政局", "990101/教育局", "990101"
PLANNING = "990101/发展改革委员会"


def ask(client: TestClient, **chosen: object) -> dict[str, object]:
    answer = client.get("/compare", params={**chosen, "format": "json"})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def values(said: dict[str, object], of: str, what: str) -> dict[int, str | None]:
    (line,) = [each for each in said["lines"] if (each["of"], each["what"]) == (of, what)]  # type: ignore[attr-defined]
    return {point["year"]: point["number"]["value"] for point in line["points"]}


def test_an_agency_has_the_numbers_of_its_own_page(client: TestClient) -> None:
    said = ask(client, of=CIVIL, what=["requests_received", "disclosure_rate", "t3.granted.total"], **{"from": 2020})
    page = client.get("/districts/990101/agencies/民政局", params={"format": "json"}).json()

    for line in page["lines"]:
        if line["key"] in ("requests_received", "disclosure_rate"):
            own = {point["year"]: point["number"]["value"] for point in line["points"]}
            assert values(said, CIVIL, line["key"]) == {2024: None, 2025: None, **own}
    assert values(said, CIVIL, "t3.granted.total")[2023] == "6"


def test_a_year_without_a_report_says_why(client: TestClient) -> None:
    said = ask(client, of=CIVIL)
    points = {point["year"]: point for point in said["lines"][0]["points"]}  # type: ignore[index]

    assert (points[2024]["number"]["state"], points[2024]["report"]) == ("no_report", "absent")
    assert "did not meet it" in points[2024]["evidence"]
    assert (points[2023]["report"], points[2020]["report"]) == ("published", "withdrawn")


def test_a_district_is_the_sum_of_those_that_are_counted_and_names_the_others(client: TestClient) -> None:
    place = client.get("/districts/990101", params={"format": "json"}).json()
    agencies = [f"990101/{each['key']}" for each in place["agencies"]]
    said = ask(client, of=[WHOLE, *agencies], **{"from": 2020, "to": 2025})

    whole = {point["year"]: point for line in said["lines"] if line["of"] == WHOLE for point in line["points"]}  # type: ignore[attr-defined]
    for year, point in whole.items():
        single = [values(said, each, "requests_received")[year] for each in agencies]
        numbers = [Decimal(value) for value in single if value is not None]
        assert point["together"]["counted"] == len(numbers)
        assert point["together"]["counted"] + len(point["together"]["missing"]) == point["together"]["expected"]
        assert point["number"]["value"] == (str(sum(numbers)) if numbers else None)
    assert whole[2024]["together"]["counted"] < 3
    assert not whole[2024]["joined"]
    assert whole[2022]["together"]["flagged"] > 0


def test_the_csv_is_exactly_what_is_shown(client: TestClient) -> None:
    chosen = {"of": [WHOLE, CIVIL], "what": ["requests_received", "disclosure_rate"], "from": 2021, "to": 2024}
    said = ask(client, **chosen)
    rows = list(csv.DictReader(io.StringIO(client.get("/compare", params={**chosen, "format": "csv"}).text)))

    assert [(row["indicator"], row["id"], int(row["year"]), row["value"]) for row in rows] == [
        (line["what"], line["of"], point["year"], point["number"]["value"] or "")
        for line in said["lines"]  # type: ignore[attr-defined]
        for point in line["points"]
    ]
    assert {row["missing"] for row in rows if row["id"] == WHOLE} > {""}


def test_the_address_on_the_page_holds_all_that_is_chosen(client: TestClient) -> None:
    page = client.get("/compare?of=990101%2F民政局&what=&what=reviews&what=t3.granted.total&of=&q=信访").text
    (link,) = re.findall(r'<a href="(/compare\?[^"]*)">本页链接', page)

    expected = [("what", "reviews"), ("what", "t3.granted.total"), ("of", CIVIL), ("from", 2020), ("to", 2025)]
    assert link.replace("&amp;", "&") == f"/compare?{urlencode(expected)}"
    assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert page.count(" checked>") == 3


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"what": [f"t3.granted.{n}" for n in range(7)]}, "what: 7 are too many at once, at most 6"),
        ({"of": [f"990101/{n}" for n in range(13)]}, "of: 13 are too many at once, at most 12"),
        ({"of": [f"99010{n}" for n in range(7)]}, "of: 7 districts are too many at once, at most 6"),
        ({"from": 1999, "to": 2025}, "from: 27 years are too many at once, at most 20"),
        ({"from": 2025, "to": 2024}, "from: 2025 is after 2024"),
    ],
)
def test_too_much_at_once_is_refused_with_the_limit(client: TestClient, chosen: dict[str, object], told: str) -> None:
    answer = client.get("/compare", params={**chosen, "format": "json"})

    assert (answer.status_code, told in answer.json()["detail"]) == (422, True)


@pytest.mark.parametrize(
    "chosen", [{"what": "wealth"}, {"what": "t3.granted.nobody"}, {"of": "123456"}, {"of": "990101/x"}]
)
def test_what_there_is_not_is_said_so(client: TestClient, chosen: dict[str, str]) -> None:
    assert client.get("/compare", params={**chosen, "format": "json"}).status_code == 404


def test_agencies_are_found_by_words_of_their_name_or_district(client: TestClient) -> None:
    def found(**asked: object) -> list[str]:
        return [each["id"] for each in client.get("/agencies", params={**asked, "format": "json"}).json()["agencies"]]

    assert found(q="民政") == [CIVIL, "990101/人民政府"]
    assert found(q="示例区 教育") == [EDUCATION]
    assert found(q="990101 民政局") == [CIVIL]
    assert found(q="税务") == []
    assert found(q="%") == []
    everyone = found()
    assert [*found(limit=4), *found(limit=4, page=2)] == everyone
    assert len(everyone) == 6
    assert client.get("/agencies", params={"district": "123456"}).status_code == 404


def test_the_chooser_works_without_script(client: TestClient) -> None:
    """What is found is offered in the form that holds what is chosen already."""
    page = client.get("/compare", params={"q": "示例区", "of": CIVIL, "what": "reviews", "from": "2021"}).text
    form = page[page.index('action="/compare"') : page.index("</form>", page.index('action="/compare"'))]

    assert form.count(f'value="{CIVIL}"') == 1
    assert f'<input type="checkbox" name="of" value="{CIVIL}" checked>' in form
    assert f'<input type="checkbox" name="of" value="{EDUCATION}">' in form
    assert f'<input type="checkbox" name="of" value="{WHOLE}">' in form
    assert 'name="from" min="1990" max="2100" value="2021"' in form


def test_agencies_that_are_found_are_added_to_what_is_chosen_already(client: TestClient) -> None:
    page = client.get("/agencies", params={"q": "示例区", "of": CIVIL, "what": "reviews", "from": "2021"}).text

    form = page[page.index('<form action="/compare">') :]
    for name, value in (("of", CIVIL), ("what", "reviews"), ("from", "2021")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert f'<input type="checkbox" name="of" value="{EDUCATION}">' in form


def test_what_is_looked_for_is_never_markup(client: TestClient) -> None:
    page = client.get("/agencies", params={"q": "<script>x</script>", "of": '"><b>'}).text

    assert "<script>x" not in page
    assert '"><b>' not in page


def test_a_past_moment_has_the_numbers_of_then(client: TestClient) -> None:
    """On its second night the sample district has put two digits right."""
    ledger = client.get("/districts/990101/agencies/发展和改革委员会/2023/history", params={"format": "json"}).json()
    (corrected,) = [event for event in ledger["events"] if event["changes"]]
    (change,) = corrected["changes"]
    what = f"{change['table']}.{change['row']}.{change['column']}"
    before = (datetime.fromisoformat(corrected["at"]) - timedelta(microseconds=1)).isoformat()

    def at(**moment: str) -> tuple[str | None, str | None]:
        said = ask(client, of=[PLANNING, WHOLE], what=what, **{"from": 2023, "to": 2023}, **moment)
        return values(said, PLANNING, what)[2023], values(said, WHOLE, what)[2023]

    now, then = at(), at(as_of=before)
    assert (now[0], then[0]) == (change["after"], change["before"])
    assert int(now[1] or 0) - int(then[1] or 0) == int(change["after"]) - int(change["before"])
    assert at(as_of="2020-01-01") == (None, None)


def test_the_page_of_a_past_moment_says_so_and_leads_to_itself(client: TestClient) -> None:
    shown = client.get("/compare", params={"of": CIVIL, "as_of": "2026-03-02"}).text
    assert "此页为 2026-03-02 23:59 时的内容" in shown
    assert re.search(r'href="/compare\?[^"]*as_of=2026-03-02', shown)
