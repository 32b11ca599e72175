"""The description of the API (OpenAPI) as people read it, with an example of each address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

_HOW = ("format", "lang")
"""Parameters that every address takes; they are told once."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """``where`` is path or query."""

    name: str
    where: str
    required: bool
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One address; ``example`` is one that there is, null where nothing is stored to show.

    ``shapes`` are the media types of a good answer, ``problems`` the statuses of the others.
    """

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    shapes: tuple[str, ...]
    problems: tuple[int, ...]
    example: str | None


@dataclass(frozen=True, slots=True)
class Api:
    """``version`` is the program's."""

    version: str
    operations: tuple[Operation, ...]


def api(described: Mapping[str, Any], known: Mapping[str, str | None]) -> Api:
    """``described`` is the OpenAPI document, ``known`` has a value for parameters of an example by their name."""
    return Api(described["info"]["version"], tuple(_operations(described, known)))


def _operations(described: Mapping[str, Any], known: Mapping[str, str | None]) -> Iterator[Operation]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            parameters = tuple(_parameter(each) for each in operation.get("parameters", ()) if each["name"] not in _HOW)
            answers: Mapping[str, Any] = operation["responses"]
            yield Operation(
                method.upper(),
                path,
                operation.get("summary", ""),
                operation.get("description", ""),
                parameters,
                tuple(answers.get("200", {}).get("content", {})),
                tuple(sorted(int(status) for status in answers if status >= "400")),
                _example(path, parameters, known) if method == "get" and path not in _FOR_PEOPLE else None,
            )


def _parameter(told: Mapping[str, Any]) -> Parameter:
    schema = told["schema"]
    kinds = [part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"]
    kind = " | ".join(
        str(part.get("format") or part.get("type") or part.get("$ref", "").split("/")[-1]) for part in kinds
    )
    description = told.get("description") or schema.get("description") or ""
    return Parameter(told["name"], told["in"], bool(told.get("required")), kind, description)


def _example(path: str, parameters: tuple[Parameter, ...], known: Mapping[str, str | None]) -> str | None:
    """The address with something that is there in each of its places."""
    asked = {}
    for parameter in parameters:
        value = known.get(f"{path} {parameter.name}", known.get(parameter.name))
        if parameter.where == "path":
            if value is None:
                return None
            path = path.replace("{" + parameter.name + "}", quote(value, safe=""))
        elif value is not None and parameter.name in _SHOWN.get(path, ()):
            asked[parameter.name] = value
    return f"{path}?{urlencode(asked)}" if asked else path


_FOR_PEOPLE = ("/sign-in",)
"""Forms, which a program has no use for."""
_SHOWN = {"/search": ("q",), "/query": ("sql",)}
"""Parameters without which an address says little."""
