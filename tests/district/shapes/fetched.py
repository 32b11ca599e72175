# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Columns whose script fetches the list, from interfaces that say little about it."""

import json
from collections.abc import Callable, Mapping, Sequence

from tests.district.answers import Answer
from tests.district.families import Entry, Pages, query
from tests.district.server import Asked
from tests.district.shapes.base import COLUMN, answered, chunk, framed, items, lost, news_box, shape

SIZE = 8


def records(listed: Sequence[Entry]) -> list[dict[str, str]]:
    return [{"title": e.title, "url": e.path, "publishTime": str(e.day)} for e in listed]


def interface(
    listed: Sequence[Entry],
    name: str,
    *,
    first: int = 1,
    wrap: Callable[[list[dict[str, str]]], object] = lambda r: {"rows": r},
) -> Callable[[Asked], Answer]:
    """An interface that gives a page, tells no total, and has nothing beyond the last."""

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        return answered(
            wrap(records(chunk(listed, int(sent[name]) - first + 1, SIZE))) if name in sent else {"rows": []}
        )

    return answer


@shape
def fetched_without_total(listed: Sequence[Entry]) -> Pages:
    script = f"var page=1; $.ajax({{url:'/api/article/list', data:{{channelId:'105', pageNo: page, pageSize:{SIZE}}}, success: show}});"
    return {
        COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"),
        "/api/article/list": interface(listed, "pageNo"),
    }


@shape
def fetched_by_fetch(listed: Sequence[Entry]) -> Pages:
    script = (
        f"let n = 0; fetch('/api/articles?cid=105&pageIndex=' + n + '&pageSize={SIZE}').then(r => r.json()).then(show);"
    )
    script = script.replace("let n = 0", "let n = 1")
    return {
        COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"),
        "/api/articles": interface(listed, "pageIndex", wrap=lambda r: r),
    }


@shape
def fetched_in_templates(listed: Sequence[Entry]) -> Pages:
    """Addresses in template literals."""
    script = f"const cid = '105'; let current = 1; const size = {SIZE};\nfetch(`/api/list?channel=${{cid}}&page=${{current}}&size=${{size}}`).then(show);"
    return {
        COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"),
        "/api/list": interface(listed, "page", wrap=lambda r: {"data": {"list": r}}),
    }


@shape
def fetched_by_offset(listed: Sequence[Entry]) -> Pages:
    script = f"axios.get('/api/list', {{ params: {{ channel: 105, offset: (this.page - 1) * {SIZE}, limit: {SIZE} }} }}).then(show)"

    def answer(asked: Asked) -> Answer:
        start = int(query(asked).get("offset") or 0)
        return answered({"items": records(listed[start : start + SIZE])})

    return {COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"), "/api/list": answer}


@shape
def fetched_until_it_repeats(listed: Sequence[Entry]) -> Pages:
    """Beyond its end the interface gives the last page again."""

    def answer(asked: Asked) -> Answer:
        return answered(records(chunk(listed, min(int(query(asked)["page"]), 4), SIZE)))

    script = f"$.getJSON('/data/list.json', {{page: no, rows: {SIZE}}}, show);"
    return {COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"), "/data/list.json": answer}


@shape
def fetched_until_it_fails(listed: Sequence[Entry]) -> Pages:
    """Beyond its end the interface answers with an error."""

    def answer(asked: Asked) -> Answer:
        found = chunk(listed, int(query(asked)["page"]), SIZE)
        return (
            answered(records(found))
            if found
            else Answer(b'{"status":404}', status=404, content_type="application/json")
        )

    script = f"$.get('/data/list?cid=105&rows={SIZE}&page=' + page, show);"
    return {COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"), "/data/list": answer}


@shape
def fetched_beside_news(listed: Sequence[Entry]) -> Pages:
    """The page has a list of its own, of news, and another script fetches friendly links."""
    script = (
        f"$.get('/api/links/list', show); $.ajax({{url:'/api/list', data:{{cid:105, pageNo:1, pageSize:{SIZE}}}}});"
    )
    links = answered(
        {"rows": [{"title": "示例市人民政府", "url": "/"}, {"title": "示例市统计信息网", "url": "/gzdt/"}]}
    )
    return {
        COLUMN: framed(f"{news_box()}<ul id='list'></ul><script>{script}</script>"),
        "/api/list": interface(listed, "pageNo"),
        "/api/links/list": links,
    }


@shape
def fetched_by_more(listed: Sequence[Entry]) -> Pages:
    """The first page stands in the markup, a button fetches the others."""
    script = f"var page = 1; function more(){{ page++; $.ajax({{url:'/api/list', data:{{cid:105, pageNo:page, pageSize:{SIZE}}}, success: add}}); }}"
    button = "<button class='load' onclick='more()'>加载更多</button>"
    return {
        COLUMN: framed(f"{items(listed[:SIZE])}{button}<script>{script}</script>"),
        "/api/list": interface(listed, "pageNo"),
    }


@shape
def fetched_by_a_pager(listed: Sequence[Entry]) -> Pages:
    """The first page stands in the markup, a pager of a library fetches the others."""
    script = f"layui.laypage.render({{elem:'pages', count:{len(listed)}, limit:{SIZE}, jump:function(obj, first){{ if(!first) $.get('/api/list', {{cid:105, pageNo:obj.curr, pageSize:obj.limit}}, show); }} }});"

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        return answered(records(chunk(listed, int(sent["pageNo"]), int(sent["pageSize"]))))

    return {
        COLUMN: framed(f"{items(listed[:SIZE])}<div id='pages'></div><script>{script}</script>"),
        "/api/list": answer,
    }


def _by_body(listed: Sequence[Entry], name: str, wanted: Mapping[str, object]) -> Callable[[Asked], Answer]:
    """An interface that takes a body of JSON only."""

    def answer(asked: Asked) -> Answer:
        if asked.method != "POST" or "application/json" not in asked.headers.get("content-type", ""):
            return Answer(b'{"code": 415}', status=415, content_type="application/json")
        sent = json.loads(asked.form)
        if {key: sent.get(key) for key in wanted} != wanted:
            return answered({"code": 400, "message": "bad request"})
        return answered({"code": 200, "data": {"list": records(chunk(listed, sent[name], sent.get("pageSize", SIZE)))}})

    return answer


@shape
def asked_with_json(listed: Sequence[Entry]) -> Pages:
    script = "$.ajax({url:'/api/list', type:'POST', contentType:'application/json;charset=UTF-8', data: JSON.stringify({channelId:'105', pageNum:1, pageSize:10}), success: show});"
    return {
        COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"),
        "/api/list": _by_body(listed, "pageNum", {"channelId": "105", "pageSize": 10}),
    }


@shape
def asked_with_json_by_fetch(listed: Sequence[Entry]) -> Pages:
    script = "var cid = 105;\nfetch('/api/list', { method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({ cid: cid, page: page, pageSize: 10 }) }).then(show);"
    return {
        COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"),
        "/api/list": _by_body(listed, "page", {"cid": 105}),
    }


@shape
def asked_with_json_by_axios(listed: Sequence[Entry]) -> Pages:
    """axios sends JSON unless told otherwise; the fields are said before the call."""
    script = "var params = { cid: 105, pageNo: 1, pageSize: 10 };\naxios.post('/api/list', params).then(show);"
    return {
        COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"),
        "/api/list": _by_body(listed, "pageNo", {"cid": 105}),
    }


@shape
def fetched_from_numbered_files(listed: Sequence[Entry]) -> Pages:
    """Every page of the list is a file of its own."""
    script = "var page = 1; $.getJSON('data/list_' + page + '.json', show);"
    files = {f"{COLUMN}data/list_{n}.json": answered(records(chunk(listed, n, SIZE))) for n in range(1, 5)}
    return {COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"), **files}


@shape
def fetched_as_markup(listed: Sequence[Entry]) -> Pages:
    """The answer holds a piece of a page."""

    def answer(asked: Asked) -> Answer:
        part = chunk(listed, int(query(asked)["pageIndex"]), SIZE)
        return answered({"success": True, "html": items(part) if part else "", "list": list(range(len(part)))})

    script = "$.post('/xxgk/more.do', {channel: 105, pageIndex: 1}, function(r){ $('#list').append(r.html) });"
    return {COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"), "/xxgk/more.do": answer}


@shape
def fetched_by_a_function_of_its_own(listed: Sequence[Entry]) -> Pages:
    """The address is a variable, the page a parameter of the function that fetches."""
    script = f"var url = '/api/list'; function load(pageNo) {{ $.ajax({{ url: url + '?cid=105&pageSize={SIZE}&pageNo=' + pageNo, dataType: 'json', success: show }}); }} load(1);"
    return {COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"), "/api/list": interface(listed, "pageNo")}


@shape
def fetched_below_a_base(listed: Sequence[Entry]) -> Pages:
    """An instance of axios with an address that goes before."""
    script = f"const http = axios.create({{ baseURL: '/prod-api', timeout: 5000 }}); http.get('/report/list', {{ params: {{ pageNum: 1, pageSize: {SIZE} }} }}).then(show);"
    return {
        COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"),
        "/prod-api/report/list": interface(listed, "pageNum"),
    }


@shape
def fetched_by_a_table_of_layui(listed: Sequence[Entry]) -> Pages:
    script = "layui.use('table', function(){ var table = layui.table; table.render({ elem: '#t', url: '/api/list', where: {cid: 105}, page: true, limit: 10, cols: [[{field: 'title'}]] }); });"

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        found = records(chunk(listed, int(sent["page"]), int(sent["limit"]))) if sent.get("cid") == "105" else []
        return answered({"code": 0, "msg": "", "count": len(listed), "data": found})

    return {COLUMN: framed(f"<table id='t'></table><script>{script}</script>"), "/api/list": answer}


@shape
def fetched_by_a_table_of_bootstrap(listed: Sequence[Entry]) -> Pages:
    script = "$('#t').bootstrapTable({ url: '/api/list', method: 'get', pagination: true, sidePagination: 'server', pageSize: 10, columns: [{field: 'title'}] });"

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        start = int(sent["offset"])
        return answered({"total": len(listed), "rows": records(listed[start : start + int(sent["limit"])])})

    return {COLUMN: framed(f"<table id='t'></table><script>{script}</script>"), "/api/list": answer}


@shape
def fetched_by_a_data_grid(listed: Sequence[Entry]) -> Pages:
    script = "$('#t').datagrid({ url: '/api/list', queryParams: { cid: '105' }, pagination: true, pageSize: 10, columns: [[{field: 'title'}]] });"

    def answer(asked: Asked) -> Answer:
        sent = query(asked)
        found = (
            records(chunk(listed, int(sent["page"]), int(sent["rows"])))
            if asked.method == "POST" and sent.get("cid") == "105"
            else []
        )
        return answered({"total": len(listed), "rows": found})

    return {COLUMN: framed(f"<table id='t'></table><script>{script}</script>"), "/api/list": answer}


@lost(0, "incomplete")
def fetched_from_where_nothing_tells(listed: Sequence[Entry]) -> Pages:
    """A box of news, and a call whose address and key another server's script knows."""
    script = "$.post(api.root + '/article/list', { cid: 105, pageNo: 1, sign: sign() }, show);"
    return {COLUMN: framed(f"{news_box()}<ul id='list'></ul><script>{script}</script>")}


@shape
def fetched_in_a_callback(listed: Sequence[Entry]) -> Pages:
    """JSONP: what comes behind the last page is a few bytes."""

    def answer(asked: Asked) -> Answer:
        found = answered({"list": records(chunk(listed, int(query(asked)["page"]), SIZE))})
        return Answer(b"cb(" + found.body + b")", content_type="text/html", etag=False)

    script = "$.ajax({ url: '/api/list', dataType: 'jsonp', data: { callback: 'cb', page: page }, success: show });"
    return {COLUMN: framed(f"<ul id='list'></ul><script>{script}</script>"), "/api/list": answer}
