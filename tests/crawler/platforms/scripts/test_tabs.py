"""Tabs whose function fetches a list by what it is called with."""

import json

import pytest

from crawler.platforms import Ask, read_answer, read_listing
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/xxgk/nb.html"
FETCH = '<script>function getList(el, y){ $.get("/xxgk/list.json?year=" + y, show); } getList(null, "2024");</script>'
YEARS = ("2024", "2023", "2022")


def _asked(markup: str) -> list[Ask]:
    """All that the tabs ask for, each with the answer of the one before."""
    waiting = list(read_listing(page(markup), URL).further)
    for ask in waiting:
        waiting += ask.others
    return waiting


@pytest.mark.parametrize(
    "tabs",
    [
        "".join(f"""<li><a href="javascript:void(0)" onclick="getList(this, '{y}')">{y}年</a></li>""" for y in YEARS),
        "".join(f"""<a href="javascript:getList(null,{y});">{y}</a>""" for y in YEARS),
        f"<select onchange='getList(0, this.value)'>{''.join(f'<option value={y}>{y}年' for y in YEARS)}</select>",
    ],
    ids=["clicked", "address", "chosen"],
)
def test_each_tab_is_a_list_of_its_own(tabs):
    assert {ask.url.partition("year=")[2] for ask in _asked(f"<ul>{tabs}</ul>{FETCH}")} == set(YEARS)


def test_what_is_called_for_single_entries_is_no_tab():
    entries = "".join(f"""<li><a onclick="getList(this, '{n}')">关于第{n}号通知的说明</a></li>""" for n in range(5))
    assert not _asked(f"<ul>{entries}</ul>{FETCH}")


def test_the_tab_of_an_agency_names_it_for_reports_that_do_not():
    fetch = FETCH.replace("year", "dept")
    names = {"a1": "示例区教育局", "b2": "示例区民政局"}
    tabs = "".join(f"""<li onclick="getList(this, '{code}')">{name}</li>""" for code, name in names.items())
    found = {}
    for ask in _asked(f"<ul>{tabs}</ul>{fetch}"):
        record = {"title": "2023年政府信息公开工作年度报告", "url": f"/d/{ask.url[-2:]}.html"}
        (link,) = read_answer(json.dumps({"rows": [record]}), ask).links
        found[ask.url[-2:]] = link.agency
    assert found == names


NODES = [{"id": f"n{y}", "pId": 0, "name": f"{y}年"} for y in YEARS]


@pytest.mark.parametrize(
    "clicked",
    [
        "onClick: function(e, tree, node){ load(node.id); }",
        "onClick: clicked",
        "click: (obj) => { load(obj.data.id) }",
        "onClick: function(e, t, n){ $.post('/xxgk/list.do', {node: n.id, pageNum: 1}, show) }",
    ],
)
def test_each_node_of_a_tree_is_a_list_of_its_own(clicked):
    tree = f"""<script>var nodes = {json.dumps(NODES)}; var set = {{ {clicked} }}; draw(nodes, set);
        function clicked(e, tree, node) {{ load(node.id); }}
        function load(id) {{ $.post('/xxgk/list.do', {{node: id, pageNum: 1}}, function(r){{
            s += "<a href='/show/" + r.rows[i].id + ".html'>" + r.rows[i].title + "</a>"; }}); }}</script>"""
    asks = _asked(tree)
    assert [(ask.method, dict(ask.form)["node"]) for ask in asks] == [("POST", f"n{y}") for y in YEARS]
    assert {ask.opens for ask in asks} == {"/show/{id}.html"}
    assert not read_listing(page(tree), URL).menu  # what is written for the answer's records is no address of a node
