# ruff: noqa: E501 – markup is quoted in the lines in which it stands
from datetime import date

from crawler.platforms import Ask, Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page

URL = "http://www.example.gov.cn/zwgk/zfxxgknb.htm"
FOLDER = "http://www.example.gov.cn/zwgk/"


def entries(*numbers, up="../"):
    return "<ul>" + "".join(
        f'<li id="line_u13_{n}"><a href="{up}info/4806/1832{n}.htm">示例区第{n}镇2023年政府信息公开工作年度报告</a><span>2024-01-{n}</span></li>'
        for n in numbers
    ) + "</ul>"  # fmt: skip


PAGER = """<div class="pb_sys_common"><span class="p_t">共52条</span> <span class="p_pages"><span class="p_first_d p_fun_d">首页</span>
<span class="p_prev_d p_fun_d">上页</span><span class="p_no_d">1</span><span class="p_no"><a href="zfxxgknb/10.htm">2</a></span>
<span class="p_dot">...</span><span class="p_no"><a href="zfxxgknb/1.htm">11</a></span>
<span class="p_next p_fun"><a href="zfxxgknb/10.htm">下页</a></span><span class="p_last p_fun"><a href="zfxxgknb/1.htm">尾页</a></span></span>
<span class="p_t">1/11</span></div>"""


def test_pages_are_counted_down():
    step = read_listing(page(entries(16, 17) + PAGER), URL)
    assert (step.platform, step.pages, step.expected) == ("vsb", 11, 52)
    assert [ask.url for ask in step.further] == [f"{FOLDER}zfxxgknb/{n}.htm" for n in range(10, 0, -1)]
    assert step.links[0].url == "http://www.example.gov.cn/info/4806/183216.htm"
    assert step.links[0].listed == date(2024, 1, 16)


def test_a_numbering_that_does_not_count_down_is_followed_a_page_at_a_time():
    step = read_listing(page(entries(16) + PAGER.replace("zfxxgknb/10.htm", "zfxxgknb/2.htm")), URL)
    assert [ask.url for ask in step.further] == [f"{FOLDER}zfxxgknb/2.htm"]


def test_the_last_page_leads_nowhere_else():
    pager = '<span class="p_t">共3条</span><span class="p_pages"><span class="p_next_d p_fun_d">下页</span></span><span class="p_t">2/2</span>'
    ask = Ask(f"{FOLDER}zfxxgknb/1.htm", platform="vsb", base=URL, page=2)
    step = read_answer(page(entries(18, up="../../") + pager), ask)
    assert (step.further, len(step.links)) == ((), 1)
    assert step.links[0].url == "http://www.example.gov.cn/info/4806/183218.htm"


def test_one_page_that_counts_no_more_than_it_shows_is_complete():
    step = read_listing(page(entries(16, 17) + '<span class="p_t">共2条</span><span class="p_t">1/1</span>'), URL)
    assert (step.verdict, step.further, step.pages) == (Verdict.COMPLETE, (), 1)


def test_a_pager_whose_links_are_gone_is_unknown_pagination():
    step = read_listing(page(entries(16) + '<span class="p_pages"></span><span class="p_t">共52条 1/11页</span>'), URL)
    assert step.verdict is Verdict.UNKNOWN_PAGINATION
    assert "11" in step.reason
