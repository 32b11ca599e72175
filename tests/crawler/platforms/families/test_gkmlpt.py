# ruff: noqa: E501 – markup is quoted in the lines in which it stands
import json
from datetime import date

import pytest

from crawler.platforms import Tally, Verdict, read_answer, read_listing

URL = "http://www.example.gov.cn/gmbs/gkmlpt/index"
API = "http://www.example.gov.cn/gmbs/gkmlpt/api/all/"

TREE = [
    {"id": 4090, "name": "法定主动公开内容", "children": [{"id": 4091, "name": "预算/决算", "children": [], "post_count": 12, "jump_url": ""}]},
    {"id": 4093, "name": "政府信息公开年报", "post_count": 0, "jump_url": "", "children": [
        {"id": 4094, "name": "街道年报", "children": [], "post_count": 3, "jump_url": ""},
        {"id": 4095, "name": "历年年报", "children": [], "post_count": 3, "jump_url": "http://www.example.gov.cn/nb/"}]},
]  # fmt: skip


def catalogue(tree=None):
    text = json.dumps(TREE if tree is None else tree, ensure_ascii=False)
    return f"<html><head><title>政府信息公开目录</title></head><body><div id='app'></div><script>window._CONFIG = {{ DEBUG: false, SID: '755001', TREE: {text}, URL: '/gkmlpt' }}</script></body></html>"


def articles(*numbers, total):
    rows = [
        {"id": n, "title": f"示例街道{n % 100 + 2000}年政府信息公开工作年度报告", "url": f"http://www.example.gov.cn/gmbs/gkmlpt/content/8/8526/post_{n}.html", "display_publish_time": "2021-01-25 10:00:00"}
        for n in numbers
    ]  # fmt: skip
    return json.dumps(
        {"articles": rows, "total": total, "classify": {"id": 4093, "post_count": total}}, ensure_ascii=False
    )


def test_the_columns_of_reports_are_found_in_the_tree():
    step = read_listing(catalogue(), URL)
    assert (step.platform, [ask.url for ask in step.further]) == (
        "gkmlpt", [f"{API}4093?page=1&sid=755001", f"{API}4094?page=1&sid=755001"],
    )  # fmt: skip
    assert [link.url for link in step.columns] == ["http://www.example.gov.cn/nb/"]


def test_a_fragment_names_the_column():
    step = read_listing(catalogue(), URL + "#4091")
    assert [ask.url for ask in step.further] == [f"{API}4091?page=1&sid=755001"]


def test_the_first_answer_tells_the_other_pages():
    ask = read_listing(catalogue(), URL).further[0]
    step = read_answer(articles(8526627, 8526628, total=5), ask)
    assert [a.url for a in step.further] == [f"{API}4093?page=2&sid=755001", f"{API}4093?page=3&sid=755001"]
    assert step.links[0].url == "http://www.example.gov.cn/gmbs/gkmlpt/content/8/8526/post_8526627.html"
    assert step.links[0].listed == date(2021, 1, 25)
    assert read_answer(articles(8526629, total=5), step.further[1]).further == ()


def test_an_article_without_address_has_the_one_that_its_number_implies():
    ask = read_listing(catalogue(), URL).further[0]
    body = '{"articles": [{"id": 8526627, "title": "公开年报", "date": 1611540000}], "total": 1}'
    link = read_answer(body, ask).links[0]
    assert link.url == "http://www.example.gov.cn/gmbs/gkmlpt/content/8/8526/post_8526627.html"
    assert link.listed == date(2021, 1, 25)


def test_several_columns_are_complete_when_each_is():
    tally = Tally.begin(URL).take(read_listing(catalogue(), URL))
    first, tally = tally.next()
    tally = tally.take(read_answer(articles(1, 2, total=2), first))
    second, tally = tally.next()
    tally = tally.take(read_answer(articles(3, 4, total=3), second))
    assert tally.expected == 5
    third, tally = tally.next()
    tally = tally.take(read_answer('{"articles": [], "total": 3}', third))
    assert tally.verdict() == (Verdict.INCOMPLETE, "4 of 5 links")


def test_a_catalogue_without_such_a_column_is_no_silence():
    step = read_listing(catalogue(TREE[:1]), URL)
    assert (step.verdict, step.reason) == (Verdict.INCOMPLETE, "the catalogue names no column of annual reports")


@pytest.mark.parametrize("body", ["", "<html>404</html>", "[]", '{"articles": null}'])
def test_a_broken_answer_gives_no_links_and_is_not_complete(body):
    ask = read_listing(catalogue(), URL).further[0]
    step = read_answer(body, ask)
    assert (step.links, step.verdict) in [((), Verdict.INCOMPLETE), ((), Verdict.EMPTY)]


def test_a_tree_that_is_cut_off_still_names_its_columns():
    body = catalogue()
    step = read_listing(body[: body.index('"历年年报"')], URL)
    assert f"{API}4093?page=1&sid=755001" in [ask.url for ask in step.further]


def test_a_catalogue_asks_for_reports_whatever_column_it_is():
    assert read_listing(catalogue(), URL).reports
    assert not read_listing(catalogue([{"id": 1, "name": "预算/决算", "children": []}]), URL).reports


def test_a_node_below_the_reports_that_is_an_agency_names_it_on_every_page():
    node = {"id": 4096, "name": "示例区教育局", "children": [], "jump_url": ""}
    (ask,) = read_listing(
        catalogue([{"id": 1, "name": "政府信息公开年报", "jump_url": "/nb/", "children": [node]}]), URL
    ).further
    row = {"id": 8526627, "title": "2023年政府信息公开工作年度报告", "publisher": "示例区人民政府办公室"}
    step = read_answer(json.dumps({"articles": [row], "total": 2}), ask)
    assert [link.agency for link in step.links] == ["示例区教育局"]
    assert [further.agency for further in step.further] == ["示例区教育局"]
