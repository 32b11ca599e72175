"""Nodes of a tree that a script draws, each of which runs a function when it is clicked (zTree, EasyUI, layui).

The function is read with the fields of each node in place: ``load(node.id)`` is ``load("12")`` for the node of that id.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crawler.discovery.columns.names import YEAR_NAME, agency_in, tidy
from crawler.discovery.scripts.called import body_from, function_of
from crawler.platforms.markup.answers import every_record, title_in
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.held import held_data

_CLICKED = re.compile(
    r"\b(?:on_?click|click|onselect|beforeClick)['\"]?\s*:\s*"
    r"(?:function\s*\w{0,60}\s*\(\s*(?P<given>[\w$,\s]{1,100})\)\s*\{"
    r"|\(?\s*(?P<short>[\w$,\s]{1,100}?)\s*\)?\s*=>\s*\{|(?P<name>[A-Za-z_$][\w$]{0,60})\s*[,}\n])",
    re.IGNORECASE,
)
_MOST = 60
"""Nodes of a page that are followed."""


@dataclass(frozen=True, slots=True)
class Node:
    """What a node runs when it is clicked, and what it is called."""

    script: str
    title: str


def find_nodes(page: ListPage) -> Iterator[Node]:
    """The nodes that are called like years or agencies, in their order."""
    handlers = list(_handlers(page.scripts))
    if not handlers:
        return
    records = (record for data in held_data(page) for record in every_record(data))
    named = ((record, tidy(title_in(record))) for record in records)
    chosen = [(record, title) for record, title in named if YEAR_NAME.fullmatch(title) or agency_in(title)]
    for record, title in chosen[:_MOST]:
        for given, body in handlers:
            yield Node(_with_fields(body, given, record), title)


def _handlers(scripts: str) -> Iterator[tuple[str, str]]:
    """The name that a handler has for its node, the last it is given, and what it does."""
    for match in _CLICKED.finditer(scripts):
        names, body = (match["given"] or match["short"] or "").split(","), body_from(scripts, match.end())
        if match["name"]:
            named = function_of(scripts, match["name"])
            if named is None:
                continue
            names, body = named
        if names and (given := names[-1].strip()):
            yield given, body


def _with_fields(body: str, given: str, record: Mapping[str, object]) -> str:
    """What a handler does, with the fields of one node in the place of their names."""

    def field(match: re.Match[str]) -> str:
        value = record.get(match[1])
        return json.dumps(value) if type(value) in (str, int) else match[0]

    return re.sub(rf"(?<![\w$.]){re.escape(given)}(?:\.data)?\.(\w{{1,40}})(?!\s*[\w(=.])", field, body)
