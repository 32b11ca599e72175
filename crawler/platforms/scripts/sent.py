"""What scripts send for: the calls of jQuery, axios and fetch, and the tables of libraries that fetch their rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from crawler.discovery.scripts.literals import read_arguments
from crawler.platforms.scripts.known import Fields

_CALL = re.compile(
    r"(?:(?:\$|\bjQuery|\b\w{0,20}(?:axios|http|request))\s*\.\s*(?P<name>ajax|get|post|getJSON|request)"
    r"|\b(?P<plain>axios|fetch|request|ajax)|(?P<load>\.\s*load)|(?P<open>\.\s*open)"
    r"|\.\s*(?P<table>render|reload|bootstrapTable|datagrid|treegrid|jqGrid|DataTable|flow))\s*\((?=\s*[^\s)])",
    re.IGNORECASE,
)
_METHOD = re.compile(r"GET|POST", re.IGNORECASE)
_TABLES = {
    "bootstraptable": ("offset", "limit", 10, "GET"),
    "datagrid": ("page", "rows", 10, "POST"),
    "treegrid": ("page", "rows", 10, "POST"),
    "jqgrid": ("page", "rows", 20, "GET"),
    "datatable": ("start", "length", 10, "GET"),
}
"""Which fields the tables of libraries send for a page and its size, how many rows they show, and how they send.

Sources: the manuals of bootstrap-table, EasyUI, jqGrid and DataTables; those of layui send ``page`` and ``limit``.
"""
_LAYUI = ("page", "limit", 10, "GET")
_GIVEN = ("where", "queryParams", "postData", "data", "params")
_SIZES = ("limit", "pageSize", "rowNum", "pageLength")
_ROOM = 2000
"""Characters of a call's arguments that are looked at."""
_MOST = 40
"""Calls of a page that are looked at."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a call states: where to, how, and what with; ``packed``: as JSON, where it is no form.

    ``based``: an address that the library was set up with goes before it.
    """

    address: object
    method: str = ""
    data: object = None
    packed: bool = False
    based: bool = False


@lru_cache(maxsize=1)
def find_sent(scripts: str) -> tuple[Sent, ...]:
    """The calls of a page's scripts, in their order; asked for more than once of one page."""
    calls = islice(_CALL.finditer(scripts), _MOST)
    found = (_sent(call, read_arguments(scripts[call.end() : call.end() + _ROOM], 0)) for call in calls)
    return tuple(filter(None, found))


def _sent(match: re.Match[str], arguments: list[object]) -> Sent | None:
    if not arguments:
        return None
    first, second = arguments[0], arguments[1] if len(arguments) > 1 else None
    if match["open"]:
        return Sent(second, str(first).upper()) if _METHOD.fullmatch(str(first)) else None
    if match["table"]:
        return _table(match["table"].lower(), first)
    return _call(match[0].lower(), (match["name"] or "").lower(), first, second)


def _call(called: str, name: str, first: object, second: object) -> Sent:
    axios = "axios" in called or "http" in called or called.startswith("request")
    if isinstance(first, Mapping):
        return _with_options(first, first.get("url"), axios=axios)
    if name in {"get", "getjson"} and not axios:
        return Sent(first, "GET", second if isinstance(second, Mapping) or type(second) is str else None)
    if name == "post":
        return Sent(first, "POST", second, packed=axios, based=axios)
    return _with_options(second if isinstance(second, Mapping) else {}, first, axios=axios)


def _with_options(options: Fields, address: object, *, axios: bool) -> Sent:
    """``{type, data, contentType}`` of jQuery, ``{method, params}`` of axios, ``{method, body, headers}`` of fetch."""
    method = str(options.get("type") or options.get("method") or "GET").upper()
    kind = f"{options.get('contentType', '')} {options.get('headers', '')}".lower()
    data = next((options[name] for name in ("data", "body", "params") if options.get(name) not in (None, "")), None)
    packed = "application/json" in kind or (axios and "params" not in options and "urlencoded" not in kind)
    return Sent(address, method, data, packed, axios)


def _table(name: str, options: object) -> Sent | None:
    """The first page of a table: ``table.render({url: '/api/list', where: {cid: 105}, page: true, limit: 10})``."""
    if not isinstance(options, Mapping):
        return None
    own = options.get("ajax")
    address = own.get("url") if isinstance(own, Mapping) else options.get("url") or own
    if not isinstance(address, str):
        return None
    page, size, rows, method = _TABLES.get(name, _LAYUI)
    given: object = next((options[field] for field in _GIVEN if isinstance(options.get(field), Mapping)), {})
    rows = next((options[field] for field in _SIZES if type(options.get(field)) is int), rows)
    said = str(options.get("method") or options.get("mtype") or options.get("type") or method).upper()
    kind = f"{options.get('contentType', '')} {options.get('headers', '')}".lower()
    counted = {page: 0 if page in {"offset", "start"} else 1, size: rows}
    return Sent(address, said, {**(given if isinstance(given, Mapping) else {}), **counted}, "json" in kind)
