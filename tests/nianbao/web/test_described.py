"""Whatever the description of the API allows is answered as it says, and whatever it does not allow is refused so.

Schemathesis makes the requests, the same ones each time.
"""

from collections.abc import Callable, Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from nianbao.web.app import application
from nianbao.web.settings import Serving
from tests.nianbao.web.conftest import NOW

EXAMPLES = 15
"""For each address."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def described(serving: Serving) -> Iterator[schemathesis.BaseSchema]:
    app = application(serving, lambda: NOW)

    async def unending(scope: Scope, receive: Receive, send: Send) -> None:
        """The application without its end, which every request of this client would bring."""
        if scope["type"] == "http":
            await app(scope, receive, send)
            return
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    yield schemathesis.openapi.from_asgi("/openapi.json", unending)
    app.state.site.close()


def test_what_is_described_is_what_is_answered(described: schemathesis.BaseSchema) -> None:
    """One test for all, since the operations are known only when there is an application."""
    failures = []
    for found in described.get_all_operations():
        operation = found.ok()
        try:
            asked(operation)()
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 – all of them are told at the end
            failures.append(f"{operation.label}: {error}")
    assert not failures, "\n\n".join(failures)


def asked(operation: APIOperation) -> Callable[[], None]:
    """The requests of one operation, good ones and bad ones."""

    @seed(1)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
    )
    @given(case=operation.as_strategy(GenerationMode.POSITIVE) | operation.as_strategy(GenerationMode.NEGATIVE))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    return ask


@pytest.mark.parametrize("shape", ["json", "csv", "html"])
def test_what_there_is_has_the_form_that_is_described(
    described: schemathesis.BaseSchema, client: TestClient, shape: str
) -> None:
    """Strangers' requests rarely name a district that there is; these do."""
    told = client.get("/api?format=json").json()["operations"]
    for each in told:
        if each["example"] and (shape != "csv" or "text/csv" in each["shapes"]):
            answer = client.get(each["example"] + ("&" if "?" in each["example"] else "?") + f"format={shape}")
            assert answer.status_code == (200 if shape != "html" else answer.status_code), each["example"]
            described[each["path"]]["GET"].validate_response(answer)
