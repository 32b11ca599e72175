# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Columns whose list is held in the page as data, for a script to draw."""

import json
from collections.abc import Sequence
from html import escape

from tests.district.families import Entry, Pages
from tests.district.shapes.base import COLUMN, framed, items, news_box, shape
from tests.district.shapes.fetched import records


def _numbered(listed: Sequence[Entry]) -> list[dict[str, str]]:
    return [{"id": e.path[len(COLUMN) + 8 : -5], "title": e.title, "pubDate": str(e.day)} for e in listed]


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)


@shape
def held_in_a_text_box(listed: Sequence[Entry]) -> Pages:
    return {
        COLUMN: framed(f"<textarea id='d' style='display:none'>{escape(items(listed))}</textarea><div id='list'></div>")
    }


@shape
def held_in_a_text_box_as_json(listed: Sequence[Entry]) -> Pages:
    return {
        COLUMN: framed(f"{news_box()}<textarea id='d' style='display:none'>{escape(_json(records(listed)))}</textarea>")
    }


@shape
def held_in_a_template(listed: Sequence[Entry]) -> Pages:
    return {COLUMN: framed(f"<script type='text/html' id='tpl'>{items(listed)}</script><div id='list'></div>")}


@shape
def held_in_json(listed: Sequence[Entry]) -> Pages:
    return {
        COLUMN: framed(
            f"{news_box()}<script type='application/json' id='d'>{_json({'data': {'list': records(listed)}})}</script>"
        )
    }


@shape
def held_in_a_variable(listed: Sequence[Entry]) -> Pages:
    draws = (
        "list.forEach(function(v){ html += '<li><a href=\"content_' + v.id + '.html\">' + v.title + '</a></li>'; });"
    )
    return {COLUMN: framed(f"<ul id='list'></ul><script>var list = {_json(_numbered(listed))}; {draws}</script>")}


@shape
def held_beside_the_first_page(listed: Sequence[Entry]) -> Pages:
    """The first eight stand in the markup too."""
    return {
        COLUMN: framed(f"{items(listed[:8])}<script>window.__DATA__ = {_json({'articles': records(listed)})};</script>")
    }


@shape
def held_in_a_state(listed: Sequence[Entry]) -> Pages:
    """``window.__DATA__`` with slashes escaped, beside a box of news."""
    text = _json({"page": 1, "articles": records(listed)}).replace("/", "\\/")
    return {COLUMN: framed(f"{news_box()}<div id='app'></div><script>window.__DATA__={text};</script>")}


@shape
def held_in_a_literal(listed: Sequence[Entry]) -> Pages:
    """A literal of JavaScript that is no JSON: names without quotes, a comma at its end."""
    rows = ",\n".join(
        f"{{id: {e.path[len(COLUMN) + 8 : -5]}, title: '{e.title}', date: '{e.day}', top: false}}" for e in listed
    )
    return {
        COLUMN: framed(
            f"<script>var data = [\n{rows},\n];\nfor (var i=0;i<data.length;i++) document.write('<li><a href=\"content_' + data[i].id + '.html\">' + data[i].title + '</a></li>');</script>"
        )
    }


@shape
def held_in_an_attribute(listed: Sequence[Entry]) -> Pages:
    return {COLUMN: framed(f"{news_box()}<div id='list' data-list='{escape(_json(records(listed)))}'></div>")}
