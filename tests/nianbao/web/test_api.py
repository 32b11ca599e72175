"""The description of the API for people."""

import re
import shlex
from html import unescape

from starlette.testclient import TestClient


def test_every_address_that_is_described_is_on_the_page(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    told = client.get("/api?format=json").json()["operations"]

    assert [(each["path"], each["method"].lower()) for each in told] == [
        (path, method) for path, methods in described.items() for method in methods
    ]
    assert all(each["summary"] and each["description"] for each in told)


def test_the_examples_work_as_they_are_printed(client: TestClient) -> None:
    page = unescape(client.get("/api").text)
    commands = [shlex.split(command) for command in re.findall(r"<code>(curl .*?)</code>", page)]

    assert len(commands) > 15
    for curl, option, header, address in commands:
        assert (curl, option) == ("curl", "-H")
        name, _, value = header.partition(": ")
        answer = client.get(address, headers={name: value})
        assert answer.status_code == 200, address
        if value == "application/json":
            assert answer.json()
