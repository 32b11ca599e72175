"""Values that scripts write down: objects and lists as JavaScript has them, JSON or not, with what they leave open."""

import json
import re
from collections.abc import Mapping

_STRICT = json.JSONDecoder()
_DEEPEST = 40
_STRING = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\$]|\\.)*)`", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BLANK = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_KEY = re.compile(r"[A-Za-z_$][\w$]*|\d+")
_ARRAY = re.compile(r"new\s+Array\s*\(")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_OPENING = {"(": ")", "[": "]", "{": "}"}


class Said(str):
    """An expression that the script works out, as it is written."""

    __slots__ = ()


def read_literal(source: str, start: int = 0) -> tuple[object, int] | None:
    """The value that is written from a place on, and where it ends; None where none is, or brackets stay open.

    What is no text, number, list or object is ``Said``.
    """
    try:
        if source[start : start + 1] in {"{", "["}:
            return _STRICT.raw_decode(source, start)
    except (ValueError, RecursionError):
        pass
    try:
        return _value(source, start, 0)
    except _OpenError:
        return None


def read_arguments(source: str, start: int) -> list[object]:
    """What a call is called with, from behind its bracket; without what cannot be read."""
    try:
        return _sequence(source, start, ")", 0)[0]
    except _OpenError:
        return []


class _OpenError(ValueError):
    """The text ended, or went on too deep, before the value did."""


def _value(source: str, at: int, depth: int) -> tuple[object, int]:
    if depth > _DEEPEST:
        raise _OpenError
    at = _blank(source, at)
    found = _whole(source, at, depth)
    if found is not None:
        end = _blank(source, found[1])
        if source[end : end + 1] in {"", ",", "]", "}", ")", ";"} or "\n" in source[found[1] : end]:
            return found
    return _expression(source, at)


def _whole(source: str, at: int, depth: int) -> tuple[object, int] | None:
    """A text, number, word, list or object at a place, whatever follows."""
    letter = source[at : at + 1]
    if match := _STRING.match(source, at):
        return unescaped(next(text for text in match.groups() if text is not None)), match.end()
    if match := _NUMBER.match(source, at):
        return (float if "." in match[0] else int)(match[0]), match.end()
    if letter == "[":
        return _sequence(source, at + 1, "]", depth)
    if match := _ARRAY.match(source, at):
        return _sequence(source, match.end(), ")", depth)
    if letter == "{":
        return _object(source, at + 1, depth)
    match = _KEY.match(source, at)
    return (_WORDS[match[0]], match.end()) if match and match[0] in _WORDS else None


def _sequence(source: str, at: int, closing: str, depth: int) -> tuple[list[object], int]:
    found: list[object] = []
    while True:
        at = _blank(source, at)
        letter = source[at : at + 1]
        if letter == closing:
            return found, at + 1
        if letter == ",":
            at += 1
            continue
        value, at = _value(source, at, depth + 1)
        found.append(value)


def _object(source: str, at: int, depth: int) -> tuple[Mapping[str, object], int]:
    found: dict[str, object] = {}
    while True:
        at = _blank(source, at)
        letter = source[at : at + 1]
        if letter == "}":
            return found, at + 1
        if letter == ",":
            at += 1
            continue
        name, end = _key(source, at)
        at = _blank(source, end)
        if name is not None and source[at : at + 1] == ":":
            found[name], at = _value(source, at + 1, depth + 1)
        else:  # a name that stands for itself, a function, or what is spread here
            said, at = _expression(source, end, stop=True)
            if source[at : at + 1] not in {",", "}"}:
                raise _OpenError
            if name is not None and not said:
                found[name] = Said(name)


def _key(source: str, at: int) -> tuple[str | None, int]:
    if match := _STRING.match(source, at):
        return unescaped(next(text for text in match.groups() if text is not None)), match.end()
    match = _KEY.match(source, at)
    return (match[0], match.end()) if match else (None, at)


def _expression(source: str, at: int, *, stop: bool = False) -> tuple[Said, int]:
    """Anything up to the comma or bracket that ends it; ``stop``: nothing may be there."""
    waiting: list[str] = []
    start = at
    while at < len(source):
        letter = source[at]
        if match := _STRING.match(source, at):
            at = match.end()
            continue
        if letter in _OPENING:
            waiting.append(_OPENING[letter])
        elif waiting and letter == waiting[-1]:
            waiting.pop()
        elif not waiting and letter in ",)]};":
            break
        at += 1
    if at >= len(source) or (at == start and not stop):
        raise _OpenError
    return Said(source[start:at].strip()), at


def _blank(source: str, at: int) -> int:
    match = _BLANK.match(source, at)
    return match.end() if match else at


def unescaped(text: str) -> str:
    """A text without its backslashes."""
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])
