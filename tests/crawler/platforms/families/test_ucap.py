# ruff: noqa: E501 – markup is quoted in the lines in which it stands
import json
from datetime import date

from crawler.platforms import Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/hebdlq/c112289/list.shtml"
CHANNEL = "cd11df89f5894c1eac37ae37cc11e369"

SCRIPT = f"""<div id="list"></div><script>
$.ajax({{ url: "/common/search/{CHANNEL}?_isAgg=true&_isJson=true&_pageSize=15&_template=index&_rangeTimeGte=&_channelName=&page=1", dataType: "json" }});
</script>"""


def answer(*numbers, total):
    rows = [
        {"title": f"示例区第{n}街道2025年<em>政府信息公开</em>工作年度报告", "url": f"//www.example.gov.cn/hebdlq/c112289c/202602/c01_{n}.shtml", "publishedTimeStr": "2026-02-01 10:18:49", "content": "……"}
        for n in numbers
    ]  # fmt: skip
    return json.dumps({"data": {"page": 1, "rows": len(rows), "total": total, "results": rows}}, ensure_ascii=False)


def test_the_channel_is_asked_for_as_json():
    step = read_listing(page(SCRIPT), URL)
    (ask,) = step.further
    assert step.platform == "ucap"
    assert ask.url.startswith(f"https://www.example.gov.cn/common/search/{CHANNEL}?")
    assert "page=1&" in ask.url
    assert "_isJson=true" in ask.url
    assert ask.interface


def test_the_first_answer_tells_the_other_pages_by_the_size_the_server_gives():
    ask = read_listing(page(SCRIPT), URL).further[0]
    step = read_answer(answer(1108994, 1108995, total=5), ask)
    assert [a.page for a in step.further] == [2, 3]
    assert "page=3" in step.further[1].url
    link = step.links[0]
    assert link.url == "https://www.example.gov.cn/hebdlq/c112289c/202602/c01_1108994.shtml"
    assert link.title == "示例区第1108994街道2025年政府信息公开工作年度报告"
    assert link.listed == date(2026, 2, 1)
    assert read_answer(answer(1108996, total=5), step.further[1]).further == ()


def test_path_and_channel_may_stand_apart():
    script = f'<script>var channelId = "{CHANNEL}"; var base = "/searchList/";</script>'
    (ask,) = read_listing(page(script), URL).further
    assert ask.url.startswith(f"https://www.example.gov.cn/searchList/{CHANNEL}?")


def test_a_static_list_of_this_system_is_read_like_any_other():
    body = page(
        "<UCAPCONTENT><ul><li><a href='/hebdlq/c112289c/202602/c01_1.shtml'>示例区教育局2025年政府信息公开工作年度报告</a></li></ul></UCAPCONTENT>"
    )
    step = read_listing(body, URL)
    assert (step.platform, len(step.links), step.verdict) == ("ucap", 1, Verdict.COMPLETE)


def test_a_channel_without_entries_is_empty_and_a_broken_answer_incomplete():
    ask = read_listing(page(SCRIPT), URL).further[0]
    assert read_answer(answer(total=0), ask).verdict is Verdict.EMPTY
    assert read_answer("<html>瑞数</html>", ask).verdict is Verdict.INCOMPLETE


def test_a_channel_may_have_any_number():
    script = """<script>$.getJSON("/common/search/4711?_isJson=true&page=1", show);</script>"""
    (ask,) = read_listing(page(script), URL).further
    assert ask.url.startswith("https://www.example.gov.cn/common/search/4711?")
