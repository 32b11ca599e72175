"""What can be taken away: releases, whole tables, the codebook."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from nianbao.web.app import application
from nianbao.web.replies import streaming
from nianbao.web.replies.streaming import Streamed
from nianbao.web.settings import Serving
from storage import export
from storage.release import release
from storage.session import open_database
from tests.nianbao.web.conftest import NOW


@pytest.fixture(scope="module")
def released(serving: Serving, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    parent = tmp_path_factory.mktemp("releases")
    engine = open_database(serving.storage)
    folder = release(engine, parent).folder
    engine.dispose()
    (parent / "secret.txt").write_text("hidden", "utf-8")
    (folder / "unnamed.txt").write_text("hidden", "utf-8")
    (parent / "nianbao-2020-01-01").mkdir()  # no manifest, so no release
    with TestClient(application(Serving(serving.storage, requests_a_minute=0, releases=parent), lambda: NOW)) as client:
        yield client, folder


@pytest.mark.parametrize("table", ["cells", "reports", "agencies", "findings", "measures"])
def test_a_whole_table_is_what_the_export_writes(
    client: TestClient, serving: Serving, tmp_path: Path, table: str
) -> None:
    engine = open_database(serving.storage)
    export.export(engine, tmp_path / "export")
    engine.dispose()
    answer = client.get(f"/data/{table}.csv")

    assert answer.content == (tmp_path / "export" / f"{table}.csv").read_bytes()
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{table}.csv"'


def test_a_table_is_narrowed(client: TestClient) -> None:
    asked = {"district": "990101", "agency": "教育局", "year": "2023"}
    rows = list(csv.DictReader(io.StringIO(client.get("/data/cells.csv", params=asked).text)))

    assert {(row["agency"], row["year"]) for row in rows} == {("示例市示例区教育局", "2023")}
    assert client.get("/data/cells.csv?agency=没有局").status_code == 404
    assert client.get("/data/cells.csv?district=12").status_code == 422
    assert client.get("/data/people.csv").status_code == 422


def test_releases_are_listed_and_downloaded(released: tuple[TestClient, Path]) -> None:
    client, folder = released
    (only,) = client.get("/data?format=json").json()["releases"]

    assert only["name"] == folder.name
    for file in only["files"]:
        answer = client.get(file["address"])
        assert answer.content == (folder / file["path"]).read_bytes()
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"
    part = client.get(f"/data/releases/{folder.name}/manifest.json", headers={"range": "bytes=0-9"})
    assert (part.status_code, len(part.content)) == (206, 10)
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["data"] in client.get("/data?lang=en").text
    client.cookies.clear()


def test_the_newest_release_says_itself_how_it_is_cited(released: tuple[TestClient, Path]) -> None:
    client, folder = released
    file = folder / "CITATION.txt"
    kept = file.read_text("utf-8")
    try:
        said = client.get("/data?format=json").json()
        assert f"{said['cite']}\n{said['cite_zh']}\n" == kept
        for broken in (b"one line\n", b"\xff\n\xff\n", b""):
            file.write_bytes(broken)
            said = client.get("/data?format=json").json()
            assert (said["cite"], said["cite_zh"]) == (None, None)
    finally:
        file.write_text(kept, "utf-8")


@pytest.mark.parametrize("path", [
    "../secret.txt", "..%2Fsecret.txt", "%2e%2e/secret.txt", "data/../../secret.txt", "unnamed.txt", "data",
    "/etc/passwd", "%2Fetc%2Fpasswd", "data%5C..%5C..%5Csecret.txt", "manifest.json%00", "",
])  # fmt: skip
def test_nothing_beside_a_release_is_downloaded(released: tuple[TestClient, Path], path: str) -> None:
    client, folder = released
    answer = client.get(f"/data/releases/{folder.name}/{path}")

    assert answer.status_code in (404, 422)
    assert "hidden" not in answer.text
    assert client.get(f"/data/releases/%2e%2e%2f{folder.name}/{path}").status_code in (404, 422)
    assert client.get(f"/data/releases/nianbao-2020-01-01/{path}").status_code in (404, 422)


def test_a_link_in_a_release_leads_nowhere_else(released: tuple[TestClient, Path]) -> None:
    client, folder = released
    named = folder / "README.md"
    kept = named.read_bytes()
    named.unlink()
    named.symlink_to(folder.parent / "secret.txt")
    try:
        assert client.get(f"/data/releases/{folder.name}/README.md").status_code == 404
    finally:
        named.unlink()
        named.write_bytes(kept)


def test_the_codebook_explains_every_table_view_measure_and_identity(client: TestClient) -> None:
    book = client.get("/data/codebook?format=json").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/data/codebook?format=csv").text)))
    measures = list(csv.DictReader(io.StringIO(client.get("/data/measures.csv").text)))

    assert len(book["measures"]) == len(measures) == sum(row["part"] == "measure" for row in rows)
    assert {each["about"]["name"] for each in book["views"]} > {"cells", "series", "headlines"}
    assert all(row["zh"] and row["en"] for row in rows)
    assert "T3_FLOW" in client.get("/data/codebook").text


def test_somebody_who_takes_nothing_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "PATIENCE", 0.05)
    made, closed = [], []

    def pieces() -> Iterator[bytes]:
        for number in range(100):
            made.append(number)
            yield b"x"

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.body":
            await anyio.sleep(10)

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    answer = Streamed(pieces(), lambda: closed.append(True), "x.csv", "text/csv")
    with pytest.raises(ClientDisconnect):
        anyio.run(answer, {"type": "http"}, receive, send)
    assert (made, closed) == ([0], [True])


def test_whole_tables_are_sent_to_so_many_at_once(client: TestClient) -> None:
    site = client.app.state.site  # type: ignore[attr-defined]
    for _ in range(3):  # each is given back
        assert client.get("/data/reports.csv").status_code == 200
    taken = [site.exports.taken() for _ in range(4)]
    for each in taken:
        each.__enter__()
    try:
        answer = client.get("/data/reports.csv")
        assert (answer.status_code, int(answer.headers["retry-after"]) > 0) == (503, True)
    finally:
        for each in taken:
            each.__exit__(None, None, None)
    assert client.get("/data/reports.csv").status_code == 200
