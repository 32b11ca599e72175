"""Errors as problem+json (RFC 9457), or as a page for a person: one sentence that says what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic import TypeAdapter

from nianbao.web.words import Language, say

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with one request; ``type`` is ``about:blank``, for the status says what kind it is."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"

    @classmethod
    def of(cls, status: int, detail: str) -> "Problem":
        """With the title that the status has."""
        return cls(HTTPStatus(status).phrase, status, detail)

    def dumped(self) -> bytes:
        """As JSON."""
        return _ADAPTER.dump_json(self)


_ADAPTER = TypeAdapter(Problem)


class RefusedError(Exception):
    """A request that cannot be answered (raised by pages and guards, turned into a Problem by the application).

    ``word`` is the key of a sentence that says what to do, ``parts`` fill it in. Programs are told it in English.
    """

    def __init__(self, status: int, word: str, headers: Mapping[str, str] | None = None, **parts: object) -> None:
        self._word, self._parts = word, parts
        self.problem = Problem.of(status, self.said(Language.EN))
        self.headers = dict(headers or {})
        super().__init__(self.problem.detail)

    def said(self, language: Language) -> str:
        """The sentence, for a page."""
        return say(language, self._word, **self._parts)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For OpenAPI: which problems an address can answer with."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}},
                "text/html": {"schema": {"type": "string"}},
            },
        }
        for status in statuses
    }
