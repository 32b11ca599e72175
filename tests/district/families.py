# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""The same district under every content management system: 33 reports among 150 other pages, listed as each lists.

Each builder gives the pages of one family from the home page on: navigation, 政府信息公开, the column of reports with
its further pages, reports and news. What a server computes (lists by interface) is a function of the request.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.district.answers import Answer, page
from tests.district.papers import report
from tests.district.server import Asked

REPORTS = 33
OTHERS = 150
_SIZE = 10
_YEARS = (2022, 2023, 2024)

Pages = dict[str, Answer | Callable[[Asked], Answer]]


@dataclass(frozen=True)
class Entry:
    """A page with its title and the day on which it was listed; ``number`` is what its report prints."""

    path: str
    title: str
    day: date
    agency: str = ""
    year: int = 0
    number: int = 0


@dataclass(frozen=True)
class Family:
    """Where its details and its column are, and how the column is listed. ``column`` may have a query."""

    name: str
    detail: Callable[[int, date], str]
    column: str
    lists: Callable[["Family", Sequence[Entry]], Pages]


def entries(family: Family) -> list[Entry]:
    """The column: reports of eleven agencies in three years, notices about them in between."""
    found = []
    for n in range(REPORTS):
        agency, year = f"示例区第{n % 11 + 1}局", _YEARS[n // 11]
        day = date(year + 1, 1, 10) + timedelta(days=n % 11)
        found.append(
            Entry(family.detail(n + 1, day), f"{agency}{year}年政府信息公开工作年度报告", day, agency, year, n + 2)
        )
        if n % 11 == 5:
            title = f"关于做好{year}年政府信息公开工作年度报告编制发布工作的通知"
            found.append(Entry(family.detail(700 + n, day), title, day))
    return found[::-1]


def news(family: Family) -> list[Entry]:
    """What else a district has to say."""
    day = date(2025, 6, 1)
    return [Entry(family.detail(5000 + n, day), f"我区召开第{n}次专题会议研究部署重点工作", day) for n in range(OTHERS)]


def pages_of(family: Family) -> Pages:
    """Every page of the district."""
    listed, others = entries(family), news(family)
    pages: Pages = {
        entry.path: report(entry.agency, entry.year, entry.number)
        if entry.agency
        else page(f"<h1>{entry.title}</h1><p>各有关单位：请认真做好相关工作。</p>", entry.title)
        for entry in (*listed, *others)
    }
    chunks = [others[i : i + 30] for i in range(0, OTHERS, 30)]
    for number, chunk in enumerate(chunks):
        pages[f"/gzdt/{number}/"] = page(rows(chunk), "工作动态")
    menu = "".join(f"<li><a href='/gzdt/{n}/'>工作动态{n}</a></li>" for n in range(len(chunks)))
    pages["/"] = page(
        f"<ul class='nav'><li><a href='/zfxxgk/'>政府信息公开</a></li>{menu}</ul>{rows(others[:12])}"
        "<div class='footer'>主办：示例区人民政府办公室 政府网站标识码：9901010001</div>",
        "示例市示例区人民政府",
    )
    pages["/zfxxgk/"] = page(
        f"<ul><li><a href='/zfxxgk/zn/'>政府信息公开指南</a></li><li><a href='{escape(family.column)}'>政府信息公开年报</a></li></ul>",
        "政府信息公开",
    )
    pages["/zfxxgk/zn/"] = page("<p>指南</p>", "政府信息公开指南")
    return pages | family.lists(family, listed)


def rows(listed: Sequence[Entry], *, tag: str = "ul class='list'") -> str:
    items = "".join(
        f"<li><a href='{e.path}' title='{escape(e.title)}'>{escape(e.title[:22])}…</a><span>{e.day}</span></li>"
        for e in listed
    )
    return f"<{tag}>{items}</{tag.split(maxsplit=1)[0]}>"


def chunked(listed: Sequence[Entry], size: int = _SIZE) -> list[Sequence[Entry]]:
    return [listed[i : i + size] for i in range(0, len(listed), size)]


def column(body: str, head: str = "", **options: str) -> Answer:
    return page(f"{head}<h2>政府信息公开年报</h2>{body}", "政府信息公开年报", **options)


def query(asked: Asked) -> dict[str, str]:
    found = parse_qs(urlsplit(asked.path).query) | parse_qs(asked.form)
    return {name: values[0] for name, values in found.items()}


# ------------------------------------------------------------------ F1


def _trs(family: Family, listed: Sequence[Entry]) -> Pages:
    parts = chunked(listed)
    folder = family.column
    pages: Pages = {}
    for n, part in enumerate(parts):
        relative = "".join(
            f"<li><a href='./{e.path.removeprefix(folder)}'>{e.title}</a><span>{e.day}</span></li>" for e in part
        )
        script = f"<script>createPageHTML({len(parts)}, {n}, 'index', 'html');</script>"
        pages[folder if n == 0 else f"{folder}index_{n}.html"] = column(f"<ul class='list'>{relative}</ul>{script}")
    return pages


# ------------------------------------------------------------------ F1b


def _xxgk_list(family: Family, listed: Sequence[Entry]) -> Pages:
    parts = chunked(listed)
    prefix = family.column.removesuffix(".shtml")
    pages: Pages = {}
    for n, part in enumerate(parts, 1):
        items = "".join(
            f"<li><a href='{e.path}' title='{e.title}'>{e.title[:20]}…</a><span class='time'>[{e.day}]</span></li>"
            for e in part
        )
        name = prefix.rpartition("/")[2]
        script = f"<script>createPageHTML('page_div',{len(parts)}, {n},'{name}','shtml',{len(listed)});</script>"
        body = f"<ul class='pageList'>{items}</ul><div id='page_div'></div>{script}"
        pages[f"{prefix}.shtml" if n == 1 else f"{prefix}_{n}.shtml"] = column(body)
    return pages


# ------------------------------------------------------------------ F2


def _record(entry: Entry) -> str:
    return (
        f'<record><![CDATA[<li><a href="{entry.path}" title="{entry.title}" target="_blank">{entry.title[:20]}…</a>'
        f"<span>{entry.day}</span></li>]]></record>"
    )


def _jpage(family: Family, listed: Sequence[Entry]) -> Pages:
    first = 12
    store = f"<datastore><recordset>{''.join(map(_record, listed[:first]))}</recordset></datastore>"
    settings = f"""<script>$(function(){{ $("#5893612").jpage({{ totalRecord:{len(listed)}, perPage:4,
      proxyUrl:'/module/web/jpage/dataproxy.jsp', requestLimit:45,
      proxyParam:{{'col':1,'appid':1,'webid':3181,'path':'/','columnid':1229232084,'sourceContentType':1,
      'unitid':'5893612','webname':'示例区人民政府','permissiontype':0}} }}); }});</script>"""
    body = f'<div id="5893612"><script type="text/xml">{store}</script></div>{settings}'

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        if sent.get("columnid") != "1229232084" or sent.get("unitid") != "5893612":
            return Answer(b"<datastore></datastore>", content_type="text/xml")
        part = listed[int(sent["startrecord"]) - 1 : int(sent["endrecord"])]
        records = "".join(map(_record, part))
        text = f"<datastore><totalrecord>{len(listed)}</totalrecord><recordset>{records}</recordset></datastore>"
        return Answer(text.encode(), content_type="text/xml;charset=utf-8")

    return {family.column: column(body), "/module/web/jpage/dataproxy.jsp": answer}


# ------------------------------------------------------------------ F3

_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def _build_unit(family: Family, listed: Sequence[Entry]) -> Pages:
    data = "{'parseType':'buildstatic','webId':'3549','pageId':'1229187636','tplSetId':'zfHuDn7p','tagId':'列表'}"
    body = f'<script parseType="buildstatic" url="{_UNIT}" queryData="{data}"></script><div id="pg"></div>'

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        wanted = json.loads(sent.get("paramJson", "{}"))
        number, size = int(wanted.get("pageNo", 1)), int(wanted.get("pageSize", 15))
        part = listed[(number - 1) * size : number * size]
        pager = f"<div class='pagination' count='{len(listed)}' rows='{size}'></div>"
        html = rows(part) + pager if part else ""
        text = json.dumps({"success": True, "data": {"html": html}}, ensure_ascii=False)
        return Answer(text.encode(), content_type="application/json")

    return {family.column: column(body), _UNIT: answer}


# ------------------------------------------------------------------ F4


def _vsb(family: Family, listed: Sequence[Entry]) -> Pages:
    parts = chunked(listed)
    last = len(parts)
    name = family.column.rpartition("/")[2].removesuffix(".htm")
    folder = family.column.rpartition("/")[0]
    pages: Pages = {}
    for n, part in enumerate(parts, 1):
        deep = n > 1
        up = "../../" if deep else "../"
        items = "".join(
            f"<li id='line_u13_{i}'><a href='{up}{e.path.lstrip('/')}' title='{e.title}'>{e.title}</a><span>{e.day}</span></li>"
            for i, e in enumerate(part)
        )
        following = f"{last - n}.htm" if deep else f"{name}/{last - 1}.htm"
        turn = (
            f"<span class='p_next p_fun'><a href='{following}'>下页</a></span>"
            if n < last
            else "<span class='p_next_d p_fun_d'>下页</span>"
        )
        pager = f"<div class='pb_sys_common'><span class='p_t'>共{len(listed)}条</span><span class='p_pages'>{turn}</span><span class='p_t'>{n}/{last}</span></div>"
        path = family.column if n == 1 else f"{folder}/{name}/{last - n + 1}.htm"
        pages[path] = column(f"<ul>{items}</ul>{pager}")
    return pages


# ------------------------------------------------------------------ F5


def _gkmlpt(family: Family, listed: Sequence[Entry]) -> Pages:
    tree = [
        {"id": 4091, "name": "财政预算决算", "children": [], "post_count": 12, "jump_url": ""},
        {"id": 4093, "name": "政府信息公开年报", "children": [], "post_count": len(listed), "jump_url": ""},
    ]
    text = json.dumps(tree, ensure_ascii=False)
    body = f"<div id='app'></div><script>window._CONFIG = {{ DEBUG: false, SID: '755001', TREE: {text}, URL: '/gkmlpt' }}</script>"

    def answer(asked: Asked) -> Answer:
        number = int(query(asked).get("page", "1"))
        part = chunked(listed)[number - 1] if 0 < number <= len(chunked(listed)) else []
        articles = [
            {"id": i, "title": e.title, "url": e.path, "display_publish_time": f"{e.day} 10:00:00"}
            for i, e in enumerate(part)
        ]
        found = {"articles": articles, "classify": {"id": 4093, "post_count": len(listed)}}
        return Answer(json.dumps(found, ensure_ascii=False).encode(), content_type="application/json")

    return {family.column: page(body, "政府信息公开目录"), "/gkmlpt/api/all/4093": answer}


# ------------------------------------------------------------------ F6


def _by_query(parameter: str, pager: Callable[[int, int, int], str]) -> Callable[[Family, Sequence[Entry]], Pages]:
    """A list whose further pages differ in one parameter of the address."""

    def lists(family: Family, listed: Sequence[Entry]) -> Pages:
        parts = chunked(listed)

        def answer(asked: Asked) -> Answer:
            number = int(query(asked).get(parameter, "1"))
            part = parts[number - 1] if 0 < number <= len(parts) else []
            return column(rows(part) + pager(number, len(parts), len(listed)))

        return {family.column.partition("?")[0]: answer}

    return lists


_lonsun = _by_query("pageIndex", lambda n, of, total: f"<div class='pagination'>共 {total} 条 第{n}/{of}页</div>")
_eportal = _by_query(
    "currentPage", lambda n, of, _: f"<div>共{of}页 <a href='javascript:next({n + 1})'>下一页</a></div>"
)


# ------------------------------------------------------------------ F8

_CHANNEL = "cd11df89f5894c1eac37ae37cc11e369"


def _ucap(family: Family, listed: Sequence[Entry]) -> Pages:
    body = f"""<UCAPTITLE>政府信息公开年报</UCAPTITLE><div id="list"></div><script>
    $.ajax({{ url: "/common/search/{_CHANNEL}?_isAgg=true&_isJson=true&_pageSize=10&_template=index&page=1" }});</script>"""

    def answer(asked: Asked) -> Answer:
        number = int(query(asked).get("page", "1"))
        part = chunked(listed)[number - 1] if 0 < number <= len(chunked(listed)) else []
        results = [{"title": e.title, "url": e.path, "publishedTimeStr": f"{e.day} 10:18:49"} for e in part]
        found = {"data": {"page": number, "rows": 10, "total": len(listed), "results": results}}
        return Answer(json.dumps(found, ensure_ascii=False).encode(), content_type="application/json")

    return {family.column: column(body), f"/common/search/{_CHANNEL}": answer}


# ------------------------------------------------------------------ what a page's own script fetches


def _ajax(family: Family, listed: Sequence[Entry]) -> Pages:
    body = """<ul id='list'></ul><script>var channel = '8a80'; var size = 12;
    function load(n) { $.ajax({ url: '/api/content/list?r=' + Math.random(), type: 'post', dataType: 'json',
      data: { channelId: channel, pageNo: n, pageSize: size }, success: function (answer) {
        $.each(answer.data.records, function (i, v) { $('#list').append('<li><a href="/xxgk/content_' + v.id + '.html">' + v.title + '</a></li>'); });
      } }); }
    load(1);</script>"""

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        if asked.method != "POST" or sent.get("channelId") != "8a80":
            return Answer(b'{"code": 500}', content_type="application/json")
        size = int(sent["pageSize"])
        part = listed[(int(sent["pageNo"]) - 1) * size : int(sent["pageNo"]) * size]
        records = [
            {"id": e.path[len("/xxgk/content_") : -len(".html")], "title": e.title, "publishTime": f"{e.day} 09:00"}
            for e in part
        ]
        text = json.dumps({"code": 200, "data": {"records": records, "total": len(listed)}}, ensure_ascii=False)
        return Answer(text.encode(), content_type="application/json", etag=False)

    return {family.column: column(body), "/api/content/list": answer}


# ------------------------------------------------------------------ any other


def _generic(family: Family, listed: Sequence[Entry]) -> Pages:
    parts = chunked(listed)
    pages: Pages = {}
    for n, part in enumerate(parts, 1):
        turn = f"<a href='{family.column}list-{n + 1}.html'>下一页</a>" if n < len(parts) else ""
        path = family.column if n == 1 else f"{family.column}list-{n}.html"
        pages[path] = column(f"{rows(part)}<div class='page'>第{n}页 {turn}</div>")
    return pages


def _hex(n: int) -> str:
    return f"{n * 2654435761 % 2**64:032x}"


FAMILIES = {
    family.name: family
    for family in (
        Family("trs", lambda n, d: f"/zfxxgk/zfxxgknb/{d:%Y%m}/t{d:%Y%m%d}_{61000 + n}.html", "/zfxxgk/zfxxgknb/", _trs),
        Family("xxgk_list", lambda n, d: f"/slq/gknb/{d:%Y%m}/{_hex(n)}.shtml", "/slq/gknb/xxgk_list.shtml", _xxgk_list),
        Family("jpage", lambda n, d: f"/art/{d.year}/{d.month}/{d.day}/art_1229232084_{n}.html", "/col/col1229232084/index.html", _jpage),
        Family("build_unit", lambda n, d: f"/art/{d.year}/art_{_hex(n)}.html", "/col/col1229187636/index.html", _build_unit),
        Family("vsb", lambda n, _: f"/info/4806/{183000 + n}.htm", "/zfxxgk/zfxxgknb.htm", _vsb),
        Family("gkmlpt", lambda n, _: f"/gkmlpt/content/8/8526/post_{8526000 + n}.html", "/gkmlpt/index", _gkmlpt),
        Family("lonsun", lambda n, _: f"/public/21981/{23672000 + n}.html", "/public/column/21981?type=4&catId=6717101&action=list", _lonsun),
        Family("eportal", lambda n, _: f"/sqzf/zfxxgk/nb/{734000 + n}/index.html", "/eportal/ui?pageId=302272", _eportal),
        Family("ucap", lambda n, d: f"/sldq/c112289c/{d:%Y%m}/c01_{1108000 + n}.shtml", "/sldq/c112289/list.shtml", _ucap),
        Family("ajax", lambda n, _: f"/xxgk/content_{3300 + n}.html", "/xxgk/gknb/", _ajax),
        Family("generic", lambda n, _: f"/nb/{_hex(n)}.html", "/nb/", _generic),
    )
}  # fmt: skip
"""By the names of ``crawler.platforms``."""
