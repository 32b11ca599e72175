"""The description of the API for programs (OpenAPI), with the one shape that every error has."""

from typing import Any

from fastapi import FastAPI
from pydantic import TypeAdapter

from nianbao.web.replies.problems import Problem

DESCRIPTION = (
    "Annual open-government reports (政府信息公开工作年度报告) of Chinese districts. Every address answers as a page, "
    "as JSON (`Accept: application/json` or `?format=json`) and, where it is a table, as CSV. Numbers are decimal "
    "strings or null; null is never 0: `state` says what stands there."
)


class Described(FastAPI):
    """Adds the schema that all problems refer to."""

    def openapi(self) -> dict[str, Any]:
        """As FastAPI makes it, once."""
        if self.openapi_schema is None:
            made = super().openapi()
            schemas = made.setdefault("components", {}).setdefault("schemas", {})
            schemas["Problem"] = TypeAdapter(Problem).json_schema()
            for name in ("HTTPValidationError", "ValidationError"):
                schemas.pop(name, None)
            self.openapi_schema = made
        return self.openapi_schema
