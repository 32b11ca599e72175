"""广东 gkmlpt: a catalogue page whose ``window._CONFIG`` holds the tree of columns; lists come as JSON.

``/gkmlpt/index#<column>`` names a column in the fragment, which a request does not carry: the column of reports is
found in the tree by its name.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.discovery.columns.names import agency_in, names_reports, tidy
from crawler.discovery.links import Link
from crawler.platforms.markup.answers import find_number, find_records, link_of, pick, plain, publisher_in, read_json
from crawler.platforms.markup.dates import read_moment
from crawler.platforms.markup.page import ListPage
from crawler.platforms.step import BOUND, Ask, Step, Verdict

NAME = "gkmlpt"

_CONFIG = re.compile(r"window\s*\.\s*_CONFIG\s*=")
_SID = re.compile(r"['\"]?\bSID\b['\"]?\s*:\s*['\"]?(\d+)")
_TREE = re.compile(r"['\"]?\bTREE\b['\"]?\s*:\s*")
_NODE = re.compile(r"\"id\"\s*:\s*\"?(\d+)\"?\s*,\s*\"name\"\s*:\s*\"((?:[^\"\\]|\\.)*)\"")
_DEPTH = 12


def marks(page: ListPage) -> bool:
    """The configuration with the number of the site."""
    return bool(_CONFIG.search(page.body) and _SID.search(page.body))


def read(page: ListPage) -> Step:
    """The columns of reports in the tree, to be asked for; those that stand elsewhere are sub-columns."""
    sid = _SID.search(page.body)
    nodes = list(_report_nodes(page))
    columns = tuple(
        Link(address, pick(node, ("name",)), beside=True)
        for node in nodes
        if (jump := pick(node, ("jump_url",))) and (address := page.resolve(jump))
    )
    root = page.url.split("/gkmlpt")[0]
    asks = tuple(
        replace(_ask(root, str(node["id"]), sid[1], page.url), agency=agency_in(tidy(pick(node, ("name",)))))
        for node in nodes
        if sid and not pick(node, ("jump_url",))
    )
    if not asks and not columns:
        return Step(NAME, (), verdict=Verdict.INCOMPLETE, reason="the catalogue names no column of annual reports")
    return Step(NAME, (), asks, reason="an interface fills the list", columns=columns, reports=bool(asks))


def answer(body: str, ask: Ask) -> Step:
    """One page of a column, and after the first all others."""
    data = read_json(body)
    if not isinstance(data, dict):
        return Step(NAME, (), verdict=Verdict.INCOMPLETE, reason="the interface gave no list")
    records = data.get("articles")
    rows = [row for row in records if isinstance(row, dict)] if isinstance(records, list) else find_records(data)
    links = tuple(link for row in rows if (link := _link(row, ask)))
    expected = find_number(data, ("total",))
    classify = data.get("classify")
    if expected is None and isinstance(classify, dict):
        expected = find_number(classify, ("post_count",))
    further = _further(ask, len(rows), expected) if ask.page == 1 else ()
    return Step(NAME, links, further, Verdict.COMPLETE if links else Verdict.EMPTY, expected=expected, part=_part(ask))


def _report_nodes(page: ListPage) -> Iterator[Mapping[str, object]]:
    """The node that the fragment names, else every node called 年报 with all below it."""
    nodes = list(_walk(_tree(page.body), under=False))
    fragment = urlsplit(page.url).fragment
    named = [node for node, _ in nodes if fragment and str(node["id"]) == fragment]
    yield from named or [node for node, under in nodes if under]


def _tree(body: str) -> object:
    """The tree as the page writes it; in one that is not JSON, the pairs of id and name."""
    match = _TREE.search(body)
    if match is None:
        return []
    try:
        tree, _ = json.JSONDecoder().raw_decode(body, match.end())
    except (ValueError, RecursionError):
        pairs = _NODE.finditer(body, match.end())
        return [{"id": node[1], "name": plain(node[2])} for node in pairs]
    return tree


def _walk(tree: object, *, under: bool, depth: int = 0) -> Iterator[tuple[Mapping[str, object], bool]]:
    """Every node, with whether it is a column of reports or stands below one."""
    for node in tree if isinstance(tree, list) else [tree]:
        if isinstance(node, dict) and "id" in node and depth < _DEPTH:
            inside = under or names_reports(pick(node, ("name",)))
            yield node, inside
            yield from _walk(node.get("children") or [], under=inside, depth=depth + 1)


def _ask(root: str, column: str, sid: str, base: str, number: int = 1) -> Ask:
    url = f"{root}/gkmlpt/api/all/{column}?page={number}&sid={sid}"
    return Ask(url, platform=NAME, interface=True, base=base, page=number)


def _further(ask: Ask, shown: int, expected: int | None) -> tuple[Ask, ...]:
    if not shown or expected is None:
        return ()
    root, _, rest = ask.url.partition("/gkmlpt/api/all/")
    column, sid = rest.partition("?")[0], ask.url.rpartition("sid=")[2]
    numbers = range(2, -(-expected // shown) + 1)[:BOUND]
    return tuple(replace(_ask(root, column, sid, ask.base, n), agency=ask.agency) for n in numbers)


def _link(row: Mapping[str, object], ask: Ask) -> Link | None:
    """An article: by its address, or by the one that its number implies."""
    number = str(row.get("id", ""))
    if not pick(row, ("url", "post_url")) and number.isdigit():
        post = int(number)
        root = ask.url.partition("/gkmlpt/")[0]
        address = f"{root}/gkmlpt/content/{post // 1_000_000}/{post // 1_000}/post_{post}.html"
        listed = read_moment(row.get("display_publish_time") or row.get("date"))
        return Link(address, plain(pick(row, ("title",))), listed, agency=publisher_in(row))
    return link_of(row, ask.base)


def _part(ask: Ask) -> str:
    return ask.url.partition("?")[0]
