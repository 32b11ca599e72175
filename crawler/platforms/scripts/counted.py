"""Requests for one page of a list: which of their fields count pages or entries, and the same for another page."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.platforms.step import Ask

PAGE = re.compile(
    r"(?:[\w.]*\.)?(?:(?:page|curr?|current|now)_?(?:no|num|number|index|page|now|current)?|p|pn|pno|index_?page)",
    re.IGNORECASE,
)
OFFSET = re.compile(
    r"(?:[\w.]*\.)?(?:off_?set|skip|start|begin|limit_?start|(?:start|begin|first)_?(?:row|index|record|num|no|result))",
    re.IGNORECASE,
)
SIZE = re.compile(
    r"(?:[\w.]*\.)?(?:(?:page_?)?(?:size|limit|rows|count|num)|per_?page|length|take|max_?results?)", re.IGNORECASE
)
_Form = tuple[tuple[str, str], ...]


def turned(ask: Ask, number: int, shown: int) -> Ask | None:
    """The same request for another page; None for one that counts none.

    ``shown`` entries were on the page that it asks for, where it does not say itself how many it wants.
    """
    if ask.numbered:
        return replace(ask, url=ask.numbered.replace("{page}", str(number)), page=number, others=())
    further = number - (ask.page or 1)
    size = size_of(ask) or shown
    parts = urlsplit(ask.url)
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    asked, form = _renumbered(query, further, size), _renumbered(ask.form, further, size)
    body = _renumbered_body(ask.json, further, size)
    if (asked, form, body) == (query, ask.form, ask.json):
        return None
    url = parts._replace(query=urlencode(asked)).geturl() if asked != query else ask.url
    return replace(ask, url=url, form=form, json=body, page=number, others=())


def size_of(ask: Ask) -> int | None:
    """How many entries a request wants on a page, where it says so."""
    fields: list[tuple[str, object]] = [*parse_qsl(urlsplit(ask.url).query), *ask.form]
    fields += _leaves(json.loads(ask.json)) if ask.json else []
    fields += [leaf for _, value in ask.form if value[:1] == "{" for leaf in _leaves(object_of(value))]
    stated = (str(value) for name, value in fields if SIZE.fullmatch(name) and not PAGE.fullmatch(name))
    return next((int(value) for value in stated if value.isdigit() and int(value)), None)


def _renumbered(fields: _Form, further: int, size: int) -> _Form:
    """The fields for a page that is so many further; those of systems that count from 0 stay one behind."""
    return tuple((name, _counted_text(name, value, further, size)) for name, value in fields)


def _counted_text(name: str, value: str, further: int, size: int) -> str:
    """What does not count stays as it is written: ``003007`` is no number; an object as a text is looked into."""
    if value[:1] == "{" and (inner := object_of(value)) is not None:
        counted = _renumbered_value("", inner, further, size)
        return value if counted == inner else json.dumps(counted, ensure_ascii=False, separators=(",", ":"))
    counts = value.isdigit() and (PAGE.fullmatch(name) or OFFSET.fullmatch(name))
    return str(_counted(name, int(value), further, size)) if counts else value


def _counted(name: str, value: int, further: int, size: int) -> int:
    if PAGE.fullmatch(name):
        return value + further
    return value + further * size if OFFSET.fullmatch(name) else value


def _renumbered_body(body: str, further: int, size: int) -> str:
    if not body:
        return ""
    fields = _renumbered_value("", json.loads(body), further, size)
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _renumbered_value(name: str, value: object, further: int, size: int) -> object:
    if isinstance(value, Mapping):
        return {key: _renumbered_value(key, inner, further, size) for key, inner in value.items()}
    if isinstance(value, str):
        return _counted_text(name, value, further, size)
    return _counted(name, value, further, size) if isinstance(value, int) and not isinstance(value, bool) else value


def object_of(text: str) -> object:
    """What a text of JSON says; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _leaves(value: object, name: str = "") -> list[tuple[str, object]]:
    if isinstance(value, Mapping):
        return [leaf for key, inner in value.items() for leaf in _leaves(inner, key)]
    return [(name, value)]
