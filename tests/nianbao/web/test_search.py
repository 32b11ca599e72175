"""The page that finds reports by their words."""

import pytest
from starlette.testclient import TestClient

from nianbao.web.resources.asking.search import AT_ONCE, pieces


def found(client: TestClient, **asked: object) -> dict[str, object]:
    answer = client.get("/search", params={**asked, "format": "json"})  # type: ignore[dict-item]
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def test_a_hit_is_shown_with_its_words_marked(client: TestClient) -> None:
    page = client.get("/search", params={"q": "信息公开申请"}).text

    assert "<mark>信息公开申请</mark>" in page
    assert "25 份报告含有这些词" in page


def test_the_places_of_the_words_are_told_to_programs(client: TestClient) -> None:
    for hit in found(client, q="信息")["hits"]:  # type: ignore[attr-defined]
        for start, end in hit["highlights"]:
            assert hit["snippet"][start:end] == "信息"


def test_pages_follow_each_other_and_show_every_hit_once(client: TestClient) -> None:
    first, second = found(client, q="信息"), found(client, q="信息", page=2)
    hits = [(hit["agency"], hit["year"]) for page in (first, second) for hit in page["hits"]]  # type: ignore[attr-defined]

    assert (first["count"], first["pages"]) == (25, 2)
    assert (len(first["hits"]), len(set(hits))) == (AT_ONCE, 25)  # type: ignore[arg-type]
    assert 'rel="next" href="/search?q=%E4%BF%A1%E6%81%AF&amp;page=2"' in client.get("/search?q=信息").text
    assert 'rel="next"' not in client.get("/search?q=信息&page=2").text


def test_a_search_is_narrowed_by_a_form_whose_fields_may_be_empty(client: TestClient) -> None:
    every = found(client, q="信息", district="", year="")
    assert every["count"] == 25
    of_year = found(client, q="信息", district="990101", year=2023)
    assert {hit["year"] for hit in of_year["hits"]} == {2023}  # type: ignore[attr-defined]
    assert client.get("/search?q=信息&district=123456").status_code == 404
    assert client.get("/search?q=信息&year=twenty").status_code == 422


@pytest.mark.parametrize(("q", "result", "sentence"), [
    ("", "unasked", ""),
    ("！？", "nothing", "没有可以检索的字"),
    ("从未写过的词语", "found", "没有报告含有全部这些词"),
])  # fmt: skip
def test_a_search_for_nothing_is_answered_kindly(client: TestClient, q: str, result: str, sentence: str) -> None:
    assert found(client, q=q)["result"] == result
    assert sentence in client.get("/search", params={"q": q}).text


def test_what_is_looked_for_is_shown_as_text(client: TestClient) -> None:
    page = client.get("/search", params={"q": '<script>alert(1)</script>"信息'}).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_words_that_overlap_are_marked_once() -> None:
    assert [tuple(piece) for piece in pieces("abcdef", [(1, 3), (2, 4), (4, 5)])] == [
        ("a", False), ("bc", True), ("d", False), ("e", True), ("f", False),
    ]  # fmt: skip
