# ruff: noqa: E501 – markup is quoted in the lines in which it stands
from crawler.platforms import Ask, Tally, Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/public/column/21981?type=4&catId=6717101&action=list"


def entries(count, start=0):
    return "<ul class='xxgk_list'>" + "".join(
        f'<li><a href="https://www.example.gov.cn/public/21981/2367{n:04d}.html" title="示例区第{n}街道2023年政府信息公开工作年度报告">示例区第{n}街道…</a><span>2024-01-16</span></li>'
        for n in range(start, start + count)
    ) + "</ul>"  # fmt: skip


def indexes(step):
    return [ask.url.rpartition("pageIndex=")[2] for ask in step.further]


def test_pages_are_turned_by_page_index_up_to_the_total():
    step = read_listing(page(entries(3) + "<div class='pagination'>共 8 条 第1/3页</div>"), URL)
    assert (step.platform, step.pages, step.expected) == ("lonsun", 3, 8)
    assert indexes(step) == ["2", "3"]
    assert step.further[0].url == URL + "&pageIndex=2"


def test_the_total_may_stand_in_the_settings_of_a_script_pager():
    script = "<script>Ls.pagination('#page', {pageIndex: 1, pageSize: 15, pageCount: '4', total: '52'});</script>"
    step = read_listing(page(entries(15) + script), URL)
    assert (indexes(step), step.expected) == (["2", "3", "4"], 52)


def test_without_a_total_a_full_page_is_followed_by_the_next_until_nothing_is_new():
    tally = Tally.begin(URL).take(read_listing(page(entries(15)), URL))
    for number in range(20):
        ask, tally = tally.next()
        if ask is None:
            break
        tally = tally.take(read_answer(page(entries(15, start=15 if number == 0 else 0)), ask))
    assert len(tally.links) == 30
    assert len(tally.steps) == 4
    assert tally.verdict()[0] is Verdict.COMPLETE


def test_a_short_list_without_a_pager_is_complete():
    step = read_listing(page(entries(4)), URL)
    assert (step.further, step.verdict, len(step.links)) == ((), Verdict.COMPLETE, 4)


def test_the_last_page_has_the_pages_before_it_only():
    ask = Ask(URL + "&pageIndex=3", platform="lonsun", base=URL, page=3)
    step = read_answer(page(entries(2) + "<div class='pagination'>共 8 条 第3/3页</div>"), ask)
    assert [ask.url for ask in step.further] == [URL, URL + "&pageIndex=2"]


def test_pages_that_the_pager_does_not_show_yet_are_counted_by_its_total():
    pager = "".join(f"<a href='?type=4&pageIndex={n}'>{n}</a>" for n in (2, 3))
    step = read_listing(page(entries(5) + f"<div>共23条 <span>1</span> {pager} …</div>"), URL)
    assert (indexes(step), step.expected) == (["2", "3", "4", "5"], 23)


def test_a_page_that_says_it_has_nothing_is_empty():
    step = read_listing(page("<div class='xxgk_list'>暂无相关信息</div>"), URL)
    assert step.verdict is Verdict.EMPTY


def test_a_page_that_only_links_to_such_columns_is_read_for_what_it_has():
    body = page('<ul><li><a href="/public/column/21981?type=4&catId=1&action=list">区教育局</a></li></ul>')
    step = read_listing(body, "https://www.example.gov.cn/zwgk/nb/")
    assert (step.platform, step.links, step.further) == ("lonsun", (), ())
    assert [link.title for link in step.columns] == ["区教育局"]
