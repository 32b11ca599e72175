# ruff: noqa: E501 – markup is quoted in the lines in which it stands
from datetime import date

from crawler.platforms import Ask, Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/slqzf/gknb/xxgk_list.shtml"
FOLDER = URL.rpartition("/")[0] + "/"

LIST = """
<ul class="pageList">
  <li><a href="/slqzf/gknb/202401/a21f0123456789abcdef0123456789ab.shtml" title="示例区教育局2023年政府信息公开工作年度报告">示例区教育局2023年政府信息公开工作…</a>
      <span class="time">[2024-01-20]</span></li>
  <li><a href="/slqzf/gknb/202401/b21f0123456789abcdef0123456789ab.shtml" title="示例区民政局2023年政府信息公开工作年度报告">示例区民政局2023年政府信息公开工作...</a>
      <span class="time">2024/1/9</span></li>
</ul><div id="page_div"></div>
"""


def script(arguments):
    return f"<script>createPageHTML({arguments});</script>"


def test_pages_are_counted_from_one_and_titles_are_taken_in_full():
    step = read_listing(page(LIST + script("'page_div',3, 1,'xxgk_list','shtml',25")), URL)
    assert (step.platform, step.pages, step.expected) == ("xxgk_list", 3, 25)
    assert [ask.url for ask in step.further] == [FOLDER + "xxgk_list_2.shtml", FOLDER + "xxgk_list_3.shtml"]
    assert [(link.title, link.listed) for link in step.links] == [
        ("示例区教育局2023年政府信息公开工作年度报告", date(2024, 1, 20)),
        ("示例区民政局2023年政府信息公开工作年度报告", date(2024, 1, 9)),
    ]


def test_the_dialect_that_counts_from_zero_is_told_by_its_current_page():
    step = read_listing(page(LIST + script("'page',3,0,'list','shtml',25")), URL)
    assert [ask.url for ask in step.further] == [FOLDER + "list_1.shtml", FOLDER + "list_2.shtml"]


def test_the_last_page_names_the_pages_before_it_only():
    ask = Ask(FOLDER + "xxgk_list_2.shtml", platform="xxgk_list", base=URL, page=2)
    step = read_answer(page(LIST + script("'page_div',2, 2,'xxgk_list','shtml',12")), ask)
    assert [ask.url for ask in step.further] == [URL]
    assert len(step.links) == 2


def test_one_page_that_counts_more_entries_than_it_shows_is_incomplete():
    step = read_listing(page(LIST + script("'page_div',1, 1,'xxgk_list','shtml',5")), URL)
    assert (step.verdict, step.reason) == (Verdict.INCOMPLETE, "the page shows 2 of 5 links")


def test_a_list_with_one_page_and_no_entries_is_empty():
    step = read_listing(page("<ul></ul>" + script("'page_div',1, 1,'xxgk_list','shtml',0")), URL)
    assert step.verdict is Verdict.EMPTY


def test_a_container_without_entries_leads_to_its_sub_columns():
    body = page(
        '<ul><li><a href="/slqzf/gknb/qjyj/xxgk_list.shtml">区教育局</a></li>'
        '<li><a href="/slqzf/gknb/2023n/xxgk_list.shtml">2023年</a></li></ul>'
    )
    step = read_listing(body, FOLDER + "xxgk_lists.shtml")
    assert (step.links, step.verdict) == ((), Verdict.COMPLETE)
    assert {link.title for link in step.columns} >= {"区教育局", "2023年"}


INTERFACE = """<script>
  var channel_id = "c0ffee00112233445566778899aabbcc";
  $.post("/szinf/xxgk/interfacesWebZcwj/loadData?pageSize=15", {"pageIndex": 1, "channel_id": channel_id});
</script>"""


def test_a_container_leads_to_columns_beside_its_folder_and_to_none_of_other_agencies():
    own, other = "/jyj/gknb/xxgk_list.shtml", "/czj/gknb/xxgk_list.shtml"
    body = page(f"<a href='{own}'>信息公开年报</a><a href='{other}'>信息公开年报</a>")
    step = read_listing(body, "https://www.example.gov.cn/jyj/zfxxgknb/xxgk_lists.shtml")
    assert [link.url for link in step.columns] == ["https://www.example.gov.cn" + own]
    assert step.verdict is Verdict.COMPLETE
    plain = read_listing(body, "https://www.example.gov.cn/jyj/zfxxgknb/index.html")
    assert (plain.columns, plain.verdict) == ((), Verdict.INCOMPLETE)


def test_a_list_filled_by_load_data_is_asked_for_by_post():
    step = read_listing(page("<ul id='list'></ul>" + INTERFACE), URL)
    (ask,) = step.further
    assert (ask.method, ask.interface) == ("POST", True)
    assert ask.form == (("pageIndex", "1"), ("channel_id", "c0ffee00112233445566778899aabbcc"))
    body = (
        '{"data": {"allRow": 31, "totalPage": 3, "list": [{"TITLE": "示例区教育局2023年政府信息公开工作年度报告",'
        ' "URL": "http://www.example.gov.cn/a/202401/1.shtml", "PUBLISHED_TIME_FORMAT": "2024-01-20"}]}}'
    )
    first = read_answer(body, ask)
    assert (first.expected, first.pages, len(first.links)) == (31, 3, 1)
    assert [dict(ask.form)["pageIndex"] for ask in first.further] == ["2", "3"]
    assert all(dict(ask.form)["channel_id"].startswith("c0ffee") for ask in first.further)
    assert read_answer(body, first.further[0]).further == ()


def test_an_interface_that_answers_with_an_error_leaves_the_walk_incomplete():
    ask = read_listing(page(INTERFACE), URL).further[0]
    assert read_answer("error", ask).verdict is Verdict.INCOMPLETE
    assert read_answer('{"data": {"allRow": 31, "list": []}}', ask).verdict is Verdict.INCOMPLETE
