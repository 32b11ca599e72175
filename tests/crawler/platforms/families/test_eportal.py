# ruff: noqa: E501 – markup is quoted in the lines in which it stands
import pytest

from crawler.platforms import Ask, Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/eportal/ui?pageId=302272&moduleId=b600eb6d22ff4eca8712ae56dd689014"
STATIC = "https://www.example.gov.cn/sqzf/zfxxgk/2023n/index.html"

ENTRIES = """<ul class="conList_ull">
<li><a href="/sqzf/zfxxgk/2023n/734351/index.html" title="示例区统计局2023年政府信息公开工作年度报告">示例区统计局2023年政府信息公开…</a><span>2024-01-16</span></li>
<li><a href="/sqzf/zfxxgk/2023n/734352/index.html" title="示例区民政局2023年政府信息公开工作年度报告">示例区民政局2023年政府信息公开…</a><span>2024-01-17</span></li>
</ul>"""


def test_pages_are_turned_by_current_page_of_the_address():
    step = read_listing(page(ENTRIES + "<div>共3页 <a href='javascript:next(2)'>下一页</a></div>"), URL)
    assert (step.platform, step.pages) == ("eportal", 3)
    assert [ask.url for ask in step.further] == [f"{URL}&currentPage={n}" for n in (2, 3)]
    assert len(step.links) == 2


def test_a_static_page_names_its_list_in_the_pager():
    pager = """<div class="easysite-page-wrap">共 2 页 <a href="javascript:void(0)"
      onclick="queryArticleByCondition(this,'/eportal/ui?pageId=411612&amp;currentPage=2&amp;moduleId=abc&amp;staticRequest=yes')"
      tagname="/eportal/ui?pageId=411612&amp;currentPage=2&amp;moduleId=abc&amp;staticRequest=yes">下一页</a></div>"""
    (ask,) = read_listing(page(ENTRIES + pager), STATIC).further
    assert ask.url == "https://www.example.gov.cn/eportal/ui?pageId=411612&currentPage=2&moduleId=abc&staticRequest=yes"


def test_a_static_page_may_name_the_list_in_hidden_fields():
    pager = '<input type="hidden" name="pageId" value="411612"><a href="javascript:next(2)">2</a><a href="javascript:next(3)">尾页</a>'
    step = read_listing(page(ENTRIES + pager.replace('name="pageId" value=', 'name="pageId" pageId=')), STATIC)
    assert [ask.url for ask in step.further] == [
        f"https://www.example.gov.cn/eportal/ui?pageId=411612&currentPage={n}" for n in (2, 3)
    ]


def test_the_last_page_is_read_like_the_others():
    ask = Ask(f"{URL}&currentPage=3", platform="eportal", base=URL, page=3)
    step = read_answer(page(ENTRIES + "<div>第3/3页</div>"), ask)
    assert (len(step.links), {a.page for a in step.further}) == (2, {1, 2})


@pytest.mark.parametrize(
    "pager", ["<div>共3页 <a href='javascript:next(2)'>下一页</a></div>", "<a href='javascript:next(2)'>下一页</a>"]
)
def test_a_pager_that_names_no_list_is_unknown_pagination(pager):
    assert read_listing(page(ENTRIES + pager), STATIC).verdict is Verdict.UNKNOWN_PAGINATION


def test_one_page_is_complete():
    step = read_listing(page(ENTRIES + "<div>共1页</div>"), URL)
    assert (step.verdict, step.further) == (Verdict.COMPLETE, ())
