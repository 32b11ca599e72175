# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""The same district on old systems whose pages turn, and open, by the functions of their own scripts."""

from collections.abc import Sequence
from html import escape

from tests.district.answers import Answer, page
from tests.district.families import Entry, Family, Pages, chunked, column, query
from tests.district.server import Asked

_MENU = "<ul><li><a href='{}'>政府信息公开</a></li></ul>"


def _posted(family: Family, listed: Sequence[Entry]) -> Pages:
    """ASP.NET in GBK: a home page of frames, and a pager that sends the page's state back."""
    parts = chunked(listed)

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        if asked.method == "POST" and not (sent["__VIEWSTATE"].startswith("dDw") and sent["__EVENTTARGET"] == "Pager"):
            return Answer(b"Invalid viewstate", status=500)
        number = int(sent.get("__EVENTARGUMENT") or 1)
        cells = "".join(
            f"<tr><td><a href='{e.path}' target='_blank'>{e.title}</a></td><td>{e.day}</td></tr>"
            for e in parts[number - 1]
        )
        turns = "".join(
            f"<a href=\"javascript:__doPostBack('Pager','{n}')\">{n}</a> "
            for n in range(1, len(parts) + 1)
            if n != number
        )
        off = (
            "disabled='disabled'"
            if number == len(parts)
            else f"href=\"javascript:__doPostBack('Pager','{number + 1}')\""
        )
        return column(
            f"<form method='post' action='{escape(family.column)}'><input type='hidden' name='__VIEWSTATE' value='dDw{number}='>"
            "<input type='hidden' name='__EVENTTARGET' value=''><input type='hidden' name='__EVENTARGUMENT' value=''>"
            f"<table>{cells}</table><div id='Pager'>{turns}<a {off}>下一页</a></div></form>",
            charset="gbk",
        )

    frames = "<frameset rows='100,*'><frame src='/top.html' name='top'><frame src='/main.html' name='main'></frameset>"
    return {
        "/": Answer(f"<html><head><title>示例区人民政府</title></head>{frames}</html>".encode()),
        "/top.html": page("<a href='/main.html' target='main'>首页</a>"),
        "/main.html": page(_MENU.format("/zfxxgk/"), "示例区人民政府"),
        family.column.partition("?")[0]: answer,
    }


def _called(family: Family, listed: Sequence[Entry]) -> Pages:
    """Java pages: entries are opened, and the list is turned, by functions that are called with numbers."""
    parts = chunked(listed)

    def answer(asked: Asked) -> Answer:
        number = int(query(asked).get("pageNo", 1))
        items = "".join(
            f"<li><a href='javascript:void(0)' onclick=\"show('{e.path.rpartition('=')[2]}')\">{e.title}</a><i>{e.day}</i></li>"
            for e in parts[number - 1]
        )
        return column(
            "<script>function show(id){ window.open('/zfxxgk/detail.jsp?id=' + id); }\n"
            "function goPage(n){ document.getElementById('no').value = n; document.turning.submit(); }</script>"
            f"<ul class='list'>{items}</ul><form name='turning' method='post' action='{escape(family.column)}'>"
            f"<input type='hidden' name='cid' value='105'><input type='hidden' id='no' name='pageNo' value='{number}'></form>"
            f"<div class='pages'>第{number}页/共{len(parts)}页 <a href='javascript:goPage({number + 1})'>下一页</a>"
            f" <a href='javascript:goPage({len(parts)})'>末页</a></div>"
        )

    return {family.column.partition("?")[0]: answer}


SCRIPTED = {
    family.name: family
    for family in (
        Family("posted", lambda n, _: f"/zfxxgk/Show.aspx?ID={900 + n}", "/zfxxgk/List.aspx?ClassID=57", _posted),
        Family("called", lambda n, _: f"/zfxxgk/detail.jsp?id={7000 + n}", "/zfxxgk/list.jsp?cid=105", _called),
    )
}
