# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Lists that are turned, chosen or opened by scripts of kinds that bear no word of a pager."""

import json
from base64 import b64encode

from crawler.platforms import Verdict, read_answer, read_listing
from tests.crawler.platforms.shell import page, rows

URL = "https://www.example.gov.cn/gk/nb.html"
TITLES = [f"示例区第{n}局2023年政府信息公开工作年度报告" for n in range(6)]
ROWS = rows(*((f"/gk/{2000 + n}.html", title, "2024-01-20") for n, title in enumerate(TITLES)))


def _asked(body: str) -> list[str]:
    return [ask.url.removeprefix("https://www.example.gov.cn") for ask in read_listing(page(body), URL).further]


def test_numbers_that_call_one_function_turn_a_list_without_a_word_of_a_pager():
    numbers = "".join(
        f"<td><a href=\"javascript:__doPostBack('Grid1','Page${n}')\">{n}</a></td>"
        if n > 1
        else "<td><span>1</span></td>"
        for n in (1, 2, 3)
    )
    form = f"<form method='post' action='nb.html'><input type='hidden' name='__VIEWSTATE' value='x'>{ROWS}<table><tr>{numbers}</tr></table></form>"
    further = read_listing(page(form), URL).further
    assert [(ask.method, dict(ask.form)["__EVENTARGUMENT"]) for ask in further] == [
        ("POST", "Page$2"),
        ("POST", "Page$3"),
    ]


def test_numbers_that_call_several_functions_or_say_the_same_turn_nothing():
    assert (
        _asked(ROWS + "<p><span>1</span><a href=\"javascript:a('2')\">2</a><a href=\"javascript:b('3')\">3</a></p>")
        == []
    )


def test_a_pager_whose_page_is_all_of_the_name_that_it_opens():
    script = "<script>new Page({id:'p',pageTotal:3,pageAmount:6,dataTotal:18,curPage:1,getPage:function(page){window.location.href=page+'.html';}});</script>"
    step = read_listing(page(ROWS + script), URL)
    assert ([ask.url.rpartition("/")[2] for ask in step.further], step.expected) == (["2.html", "3.html"], 18)


def test_a_pager_with_a_place_for_the_page_in_its_address():
    script = "<script>$('#p').twbsPagination({totalPages: 3, href: '?cid=7&page={{number}}'});</script>"
    assert _asked(ROWS + script) == ["/gk/nb.html?cid=7&page=2", "/gk/nb.html?cid=7&page=3"]


def test_lonsun_turns_by_the_address_that_its_pager_was_given():
    url = "https://www.example.gov.cn/public/column/22010?type=3"
    script = "<script>$('#p').ls('pagination',{pageCount:3,rowCount:18,url:'/site/label/8888?organId=22010&pageIndex={page}'});</script>"
    asked = [ask.url for ask in read_listing(page(ROWS + script), url).further]
    assert asked == [f"https://www.example.gov.cn/site/label/8888?organId=22010&pageIndex={n}" for n in (2, 3)]


def test_a_list_grows_by_the_address_and_page_on_its_button_until_nothing_comes():
    button = "<a class='more' data-url='/gk/more.php?c=3' data-page='2'>加载更多</a><script>$('.more').click(function(){var b=$(this),p=b.data('page');$.get(b.data('url')+'&page='+p,function(h){$('ul').append(h)})});</script>"
    (ask,) = read_listing(page(ROWS + button), URL).further
    assert ask.url.endswith("/gk/more.php?c=3&page=2")
    step = read_answer("<li><a href='/gk/2009.html'>示例区民政局2021年政府信息公开工作年度报告</a></li>", ask)
    assert [following.url.rpartition("?")[2] for following in step.further] == ["c=3&page=3"]
    assert read_answer("", step.further[0]).verdict is Verdict.EMPTY


def test_the_page_on_the_button_is_a_number_and_no_text():
    button = "<a class='more' data-url='/gk/more.php?c=3' data-page='10'>加载更多</a><script>$.get(b.data('url')+'&page='+p)</script>"
    (ask,) = read_listing(page(ROWS + button), URL).further
    assert (ask.url.rpartition("?")[2], ask.page) == ("c=3&page=10", 10)


def test_tabs_whose_handler_reads_their_attributes():
    tabs = "<ul class='t'><li data-id='D0'>示例区教育局</li><li data-id='D1'>示例区民政局</li></ul>"
    script = "<script>var dept=$('.on').data('id');function getList(page){$.get('/gk/list',{dept:dept,page:page,limit:3},function(r){draw(r)},'json')}$('.t li').on('click',function(){dept=$(this).data('id');getList(1)});</script>"
    (ask,) = read_listing(page(tabs + script), URL).further
    asks = [ask, *ask.others]
    assert [(one.agency, one.url.rpartition("?")[2]) for one in asks] == [
        ("示例区教育局", "dept=D0&page=1&limit=3"),
        ("示例区民政局", "dept=D1&page=1&limit=3"),
    ]


def test_tabs_that_a_plain_script_listens_to():
    tabs = "<div class='t'><a href='javascript:;' data-org='o0'>示例区教育局</a><a href='javascript:;' data-org='o1'>示例区民政局</a></div>"
    script = "<script>function load(org,p){fetch(`/gk/list?org=${org}&page=${p}&size=3`).then(r=>r.json())}document.querySelectorAll('.t a').forEach(function(el){el.addEventListener('click',function(){load(this.dataset.org,1)})});</script>"
    (ask,) = read_listing(page(tabs + script), URL).further
    assert [one.url.rpartition("?")[2] for one in (ask, *ask.others)] == [
        "org=o0&page=1&size=3",
        "org=o1&page=1&size=3",
    ]


def test_an_object_as_a_text_in_a_form_counts_its_pages_from_nought():
    script = "<script>function getData(pageIndex){$.ajax({url:'/rest/getPageInfoList',type:'post',data:{params:JSON.stringify({categoryNum:'009004',pageIndex:pageIndex,pageSize:2})},success:f})}getData(0);</script>"
    (ask,) = read_listing(page("<ul id='l'></ul>" + script), URL).further
    assert json.loads(dict(ask.form)["params"]) == {"categoryNum": "009004", "pageIndex": 0, "pageSize": 2}
    answer = {
        "custom": {
            "count": 4,
            "infodata": [{"title": title, "infourl": f"/{n}.html"} for n, title in enumerate(TITLES[:2])],
        }
    }
    (second,) = read_answer(json.dumps(answer), ask).further
    assert json.loads(dict(second.form)["params"])["pageIndex"] == 1


def test_records_with_an_address_in_base64_and_titles_under_any_name():
    script = "<script>$.ajax({url:'/list.jsp',data:{page:1,size:2}});</script>"
    (ask,) = read_listing(page("<ul></ul>" + script), URL).further
    records = [
        {"t": title, "u": b64encode(f"/gk/t{n}.htm".encode()).decode(), "k": "AbCdEfGh"}
        for n, title in enumerate(TITLES[:2])
    ]
    links = read_answer(json.dumps({"total": 2, "rows": records}), ask).links
    assert [(link.url.rpartition("/")[2], link.title) for link in links] == [
        ("t0.htm", TITLES[0]),
        ("t1.htm", TITLES[1]),
    ]


def _first_link(script: str, record: dict[str, object]) -> str:
    source = f"<script>{script}</script>"
    (ask,) = read_listing(page(f"<div id='list'></div>{source}"), URL).further
    return read_answer(json.dumps({"total": 1, "rows": [record]}), ask).links[0].url


def test_entries_of_a_single_page_lead_to_what_its_route_fetches():
    fetches = "axios.get('/api/page',{params:{pageNum:1,pageSize:9}});"
    by_path = "this.$router.push('/detail/'+x.articleId);axios.get('/api/detail/'+this.$route.params.id)"
    by_field = "this.$router.push({path:'/d',query:{id:row.articleId}});axios.get('/api/get',{params:{infoId:this.$route.query.id}})"
    record = {"articleId": "A7", "title": TITLES[0]}
    assert _first_link(fetches + by_path, record) == "https://www.example.gov.cn/api/detail/A7"
    assert _first_link(fetches + by_field, record) == "https://www.example.gov.cn/api/get?infoId=A7"
