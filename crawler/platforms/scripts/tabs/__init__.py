"""Tabs of years or agencies whose function fetches a list by what it is called with: ``getList('2023')``.

Each tab is its own list: the function's call for a list is read with its arguments in place.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4.element import Tag

from crawler.discovery.columns.names import YEAR_NAME, agency_in, tidy
from crawler.discovery.markup import attribute, text_of
from crawler.discovery.scripts.called import function_of
from crawler.discovery.scripts.literals import Said, read_arguments
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.tabs.clicked import find_clicked
from crawler.platforms.scripts.tabs.nodes import find_nodes

_CALL = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,60})\s*\(")
_CHOICE = re.compile(r"this\.value|\w+\.options\[.*\]\.value|\$\(this\)\.val\(\)")
_MOST = 60
"""Tabs of a page that are followed; districts have some fifty agencies."""


@dataclass(frozen=True, slots=True)
class Tab:
    """What one tab runs, with its arguments written before it; ``agency`` where the tab is called like one."""

    script: str
    stated: str
    agency: str | None


def find_tabs(page: ListPage) -> Iterator[Tab]:
    """The tabs and choices of a page, in their order."""
    if not _CALL.search(page.scripts):
        return
    nodes = tuple(find_nodes(page))
    yield from (Tab(node.script, "", agency_in(node.title)) for node in nodes)
    clicked = ((node.title, name, values) for node in nodes for name, values in _read(node.script, ""))
    for one in find_clicked(page):
        agency = agency_in(one.title)
        if agency is not None or YEAR_NAME.fullmatch(one.title):
            yield Tab(one.script, _stated(one.given), agency)
    functions: dict[str, tuple[list[str], str] | None] = {}
    for title, name, values in (*clicked, *_called(page)):
        agency = agency_in(title)
        if agency is None and not YEAR_NAME.fullmatch(title):
            continue
        if name not in functions:
            functions[name] = function_of(page.scripts, name)
        if function := functions[name]:
            names, body = function
            given = ((name, value) for name, value in zip(names, values, strict=False) if value is not None)
            yield Tab(body, _stated(given), agency)


def _stated(given: Iterable[tuple[str, str]]) -> str:
    """Names as a script would set them."""
    return "".join(f"\nvar {name} = {json.dumps(value)};" for name, value in given)


def _called(page: ListPage) -> Iterator[tuple[str, str, list[str | None]]]:
    """What everything is called that calls a function when it is clicked or chosen, and what it hands over."""
    found = 0
    for tag in page.soup.find_all(["a", "li", "span", "div", "button", "dd", "option"]):
        if not isinstance(tag, Tag) or found >= _MOST:
            continue
        for name, values in _calls(tag):
            found += 1
            yield tidy(text_of(tag)), name, values


def _calls(tag: Tag) -> Iterator[tuple[str, list[str | None]]]:
    if tag.name == "option":
        box = tag.find_parent("select")
        said = attribute(box, "onchange") if box is not None else ""
        yield from _read(said, attribute(tag, "value"))
        return
    href = attribute(tag, "href")
    yield from _read(attribute(tag, "onclick") or (href if href.lower().startswith("javascript:") else ""), "")


def _read(script: str, chosen: str) -> Iterator[tuple[str, list[str | None]]]:
    """The calls of a handler; what it says of the choice itself is what was ``chosen``."""
    for call in _CALL.finditer(script):
        arguments = read_arguments(script, call.end())
        if any(arguments):
            yield call[1], [_value(argument, chosen) for argument in arguments]


def _value(argument: object, chosen: str) -> str | None:
    if isinstance(argument, Said):
        return chosen if chosen and _CHOICE.fullmatch(argument) else None
    return str(argument) if isinstance(argument, (str, int)) else None
