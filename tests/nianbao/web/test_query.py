"""The page for questions in SQL: whatever a stranger writes, it reads a little and for a short time."""

import csv
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from nianbao.web.replies.problems import RefusedError
from nianbao.web.resources.asking.examples import EXAMPLES
from nianbao.web.resources.asking.query import BOUNDS
from nianbao.web.turns import Turns

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def asked(client: TestClient, sql: str) -> dict[str, object]:
    answer = client.get("/query", params={"sql": sql, "format": "json"})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_one_address_is_a_table_and_its_csv_and_its_json(client: TestClient) -> None:
    sql = 'SELECT agency, year, NULL AS "nothing" FROM reports ORDER BY agency, year'
    record = asked(client, sql)
    rows = list(csv.reader(io.StringIO(client.get("/query", params={"sql": sql, "format": "csv"}).text)))
    page = client.get("/query", params={"sql": sql}).text

    assert record["columns"] == rows[0] == ["agency", "year", "nothing"]
    assert [[row[0], str(row[1]), ""] for row in record["rows"]] == rows[1:]  # type: ignore[attr-defined]
    assert page.count("<td>示例市示例区教育局</td>") == sum(row[0] == "示例市示例区教育局" for row in rows)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_every_example_has_an_answer(client: TestClient, example: object) -> None:
    assert asked(client, example.sql)["rows"]  # type: ignore[attr-defined]


def test_an_answer_is_cut_and_said_to_be(client: TestClient) -> None:
    record = asked(client, "SELECT * FROM cells")

    assert record["cut"]
    assert len(record["rows"]) == BOUNDS.rows  # type: ignore[arg-type]
    assert "只显示开头部分" in client.get("/query", params={"sql": "SELECT * FROM cells"}).text


@pytest.mark.parametrize("sql", [
    "DELETE FROM annual_reports",
    "DROP VIEW reports",
    "ATTACH DATABASE '{path}' AS x",
    "VACUUM INTO '{path}'",
    "SELECT load_extension('{path}')",
    "PRAGMA journal_mode = DELETE",
    "SELECT 1; DELETE FROM annual_reports",
    "SELECT nonsense(",
    "\x00",
])  # fmt: skip
def test_what_cannot_be_answered_is_told_on_the_page_with_the_question(
    client: TestClient, tmp_path: Path, sql: str
) -> None:
    sql = sql.format(path=tmp_path / "new.db")
    page = client.get("/query", params={"sql": sql})
    program = client.get("/query", params={"sql": sql}, headers={"accept": "application/json"})

    assert (page.status_code, 'role="alert"' in page.text) == (422, True)
    assert (program.status_code, program.headers["content-type"]) == (422, "application/problem+json")
    assert list(tmp_path.iterdir()) == []
    assert asked(client, "SELECT count(*) FROM reports")["rows"] == [[25]]


def test_long_questions_are_stopped_and_pages_are_shown_meanwhile(client: TestClient) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(3) as pool:
        slow = [pool.submit(client.get, "/query", params={"sql": f"{ENDLESS} -- {i}"}) for i in range(3)]
        time.sleep(0.5)
        before = time.monotonic()
        assert client.get("/").status_code == 200
        assert time.monotonic() - before < 2
        answers = [one.result() for one in slow]
    stopped = [answer for answer in answers if answer.status_code == 422]
    assert ["5 seconds" in answer.text for answer in stopped] == [True, True]
    assert time.monotonic() - begun < BOUNDS.seconds + 5
    (refused,) = [answer for answer in answers if answer.status_code == 503]
    assert int(refused.headers["retry-after"]) > 0


def test_a_turn_is_free_again_whatever_came_of_it() -> None:
    turns = Turns(1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            _failing(turns)


def _failing(turns: Turns) -> None:
    """A question that fails while another is refused."""
    with turns.taken():
        with pytest.raises(RefusedError), turns.taken():
            pass
        raise ZeroDivisionError


def test_values_that_json_has_not_are_text(client: TestClient) -> None:
    (row,) = asked(client, "SELECT 9e999, x'00ff', 1234567890123456789, 0.5, '</script><b>'")["rows"]  # type: ignore[misc]

    assert row == ["inf", "00ff", 1234567890123456789, 0.5, "</script><b>"]
    assert json.dumps(row, allow_nan=False)
    assert "</script><b>" not in client.get("/query", params={"sql": "SELECT '</script><b>'"}).text
