# ruff: noqa: E501 – markup is quoted in the lines in which it stands
import json
from urllib.parse import parse_qs, urlsplit

from crawler.platforms import Tally, Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/col/col1229187636/index.html"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def unit(tag, single="'"):
    return (
        f'<script parseType="buildstatic" url="{UNIT}" queryData="{{{single}parseType{single}:{single}buildstatic{single},'
        f"{single}webId{single}:{single}3549{single},{single}pageId{single}:{single}1229187636{single},"
        f'{single}tplSetId{single}:{single}zfHuDn7p{single},{single}tagId{single}:{single}{tag}{single}}}"></script>'
    )


def answer(first, last, pager=""):
    rows = "".join(
        f'<li><a href="/art/2024/art_{n:032x}.html" title="示例区第{n}街道2023年政府信息公开工作年度报告">示例区第{n}街道…</a><b>2024-01-16</b></li>'
        for n in range(first, last)
    )
    return json.dumps({"success": True, "data": {"html": f"<ul>{rows}</ul>{pager}"}}, ensure_ascii=False)


def parameters(ask):
    return {name: values[0] for name, values in parse_qs(urlsplit(ask.url).query).items()}


def test_the_units_of_a_page_are_asked_for_with_all_their_parameters():
    step = read_listing(page(unit("栏目名称") + unit("列表", "&#39;")), URL)
    assert (step.platform, len(step.further)) == ("build_unit", 2)
    fields = parameters(step.further[1])
    assert (fields["webId"], fields["pageId"], fields["tplSetId"], fields["tagId"]) == (
        "3549",
        "1229187636",
        "zfHuDn7p",
        "列表",
    )
    assert json.loads(fields["paramJson"]) == {"pageNo": 1, "pageSize": 15}
    assert step.further[1].url.startswith("https://www.example.gov.cn" + UNIT)


def test_pages_are_turned_by_param_json_up_to_the_total():
    ask = read_listing(page(unit("列表")), URL).further[0]
    step = read_answer(answer(0, 15, '<div class="pagination" count="38" rows="15"></div>'), ask)
    assert (step.expected, len(step.links)) == (38, 15)
    assert [json.loads(parameters(ask)["paramJson"]) for ask in step.further] == [
        {"pageNo": 2, "pageSize": 15},
        {"pageNo": 3, "pageSize": 15},
    ]
    assert " " not in parameters(step.further[0])["paramJson"]


def test_without_a_total_the_walk_goes_on_until_a_page_repeats():
    tally = Tally.begin(URL).take(read_listing(page(unit("列表")), URL))
    for _ in range(20):
        ask, tally = tally.next()
        if ask is None:
            break
        number = min(json.loads(parameters(ask)["paramJson"])["pageNo"], 3)
        tally = tally.take(read_answer(answer(15 * (number - 1), 15 * number), ask))
    assert len(tally.links) == 45
    assert tally.verdict()[0] is Verdict.COMPLETE


def test_all_pages_are_as_long_as_the_first():
    step = read_listing(page(unit("列表") + '<div class="pagination" count="12" rows="5"></div>'), URL)
    second = read_answer(answer(0, 5), step.further[0]).further[0]
    third = read_answer(answer(5, 10), second).further[0]
    assert [json.loads(parameters(ask)["paramJson"]) for ask in (step.further[0], second, third)] == [
        {"pageNo": n, "pageSize": 5} for n in (1, 2, 3)
    ]


def test_units_without_a_list_do_not_end_the_walk():
    tally = Tally.begin(URL).take(read_listing(page(unit("位置") + unit("菜单") + unit("列表")), URL))
    bodies = {
        "位置": json.dumps({"data": {"html": "<a href='/'>首页</a>"}}),
        "菜单": json.dumps({"data": {"html": ""}}),
    }
    for _ in range(20):
        ask, tally = tally.next()
        if ask is None:
            break
        body = bodies.get(parameters(ask)["tagId"], answer(0, 4, '<p count="4" rows="15"></p>'))
        tally = tally.take(read_answer(body, ask))
    assert (len(tally.links), tally.verdict()) == (4, (Verdict.COMPLETE, "4 of 4 links"))


def test_units_that_all_hold_nothing_are_an_empty_list():
    tally = Tally.begin(URL).take(read_listing(page(unit("列表")), URL))
    ask, tally = tally.next()
    assert tally.take(read_answer('{"success": true, "data": {"html": ""}}', ask)).verdict()[0] is Verdict.EMPTY


def test_an_answer_that_is_no_list_leaves_the_walk_incomplete():
    ask = read_listing(page(unit("列表")), URL).further[0]
    assert read_answer('{"success": false, "message": "error"}', ask).verdict is Verdict.INCOMPLETE
    assert read_answer("<html>403</html>", ask).verdict is Verdict.INCOMPLETE
