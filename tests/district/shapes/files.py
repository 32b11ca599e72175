# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Columns whose links stand in script files."""

from collections.abc import Sequence

from tests.district.answers import Answer, page
from tests.district.families import Entry, Pages
from tests.district.shapes.base import COLUMN, framed, items, news_box, of_agencies, shape
from tests.district.shapes.fetched import SIZE, interface


def _script(text: str) -> Answer:
    return Answer(text.encode(), content_type="application/javascript; charset=utf-8")


@shape
def file_that_writes_a_menu(listed: Sequence[Entry]) -> Pages:
    columns, pages = of_agencies(listed)
    lines = "\n".join(f"document.writeln(\"<li><a href='{path}'>{name}</a></li>\");" for name, path in columns)
    return pages | {
        COLUMN: framed("<script src='/js/jquery.min.js'></script><ul><script src='menu.js'></script></ul>"),
        f"{COLUMN}menu.js": _script(lines),
        "/js/jquery.min.js": _script("/*! jQuery */"),
    }


@shape
def file_with_a_tree(listed: Sequence[Entry]) -> Pages:
    columns, pages = of_agencies(listed)
    nodes = ",".join(f"{{name:'{name}',url:'{path}'}}" for name, path in columns)
    return pages | {
        COLUMN: framed(f"{news_box()}<ul id='tree'></ul><script src='/js/tree_data.js?v=3'></script>"),
        "/js/tree_data.js": _script(f"var zNodes=[{nodes}];"),
    }


@shape
def file_with_the_list(listed: Sequence[Entry]) -> Pages:
    rows = ",\n".join(f'["{e.title}","{e.path}","{e.day}"]' for e in listed)
    return {
        COLUMN: framed("<div id='list'></div><script type='text/javascript' src='data/list.js'></script>"),
        f"{COLUMN}data/list.js": _script(f"var list = [{rows}];"),
    }


@shape
def file_with_the_call(listed: Sequence[Entry]) -> Pages:
    """The call that fetches the list stands in a file."""
    call = f"$(function(){{ $.ajax({{url:'/api/list', data:{{cid: channelId, pageNo:1, pageSize:{SIZE}}}, success: show}}); }});"
    return {
        COLUMN: framed("<ul id='list'></ul><script>var channelId='105';</script><script src='/js/list.js'></script>"),
        "/js/list.js": _script(call),
        "/api/list": interface(listed, "pageNo"),
    }


@shape
def file_with_the_navigation(listed: Sequence[Entry]) -> Pages:
    """The home page's navigation is written by a file."""
    return {
        "/": page(
            "<script src='/js/nav.js'></script><div class='footer'>主办：示例市示例区人民政府办公室 地址：示例市示例区人民路1号 政府网站标识码：9901010001 网站地图</div>",
            "示例区人民政府",
        ),
        "/js/nav.js": _script(
            "document.write('<a href=\"/zfxxgk/\">政府信息公开</a>');document.write('<a href=\"/gzdt/\">工作动态</a>');"
        ),
        COLUMN: framed(items(listed)),
    }


@shape
def file_that_a_script_calls_for(listed: Sequence[Entry]) -> Pages:
    columns, pages = of_agencies(listed)
    nodes = ",".join(f"['{name}','{path}']" for name, path in columns)
    write = "document.write('<script src=\"/js/bm.js?t=' + new Date().getTime() + '\"><\\/script>');"
    return pages | {COLUMN: framed(f"<script>{write}</script>"), "/js/bm.js": _script(f"var bm=[{nodes}];")}
