# ruff: noqa: E501 – markup is quoted in the lines in which it stands
from datetime import date

from crawler.platforms import Ask, Verdict, read_answer, read_listing
from crawler.platforms.markup.page import ListPage
from crawler.platforms.scripts.written import menu_links
from tests.crawler.platforms.shell import page

URL = "https://www.example.gov.cn/col/col1229232084/index.html"
ROOT = "https://www.example.gov.cn"


def record(number, agency, day="2024-01-16"):
    return (
        f"<record><![CDATA[<li><a href=\"/art/2024/1/16/art_1229232084_{number}.html\" title='示例区{agency}2023年政府信息公开工作年度报告'"
        f' target="_blank">示例区{agency}2023年政府信息公开…</a><span>{day}</span></li>]]></record>'
    )


def store(*records, before="", total=""):
    return f'<script type="text/xml"><datastore>{before}{total}<recordset>{"".join(records)}</recordset></datastore></script>'


def settings(unit="5893612", total=7, per_page=2, column="1229232084"):
    return f"""<script>$(function(){{ $("#{unit}").jpage({{
      totalRecord:{total}, perPage : {per_page}, proxyUrl : '/module/web/jpage/dataproxy.jsp', requestLimit : 45,
      proxyParam : {{'col':1,'appid':1,'webid':3181,'path':'/','columnid':{column},'sourceContentType':1,
        'unitid':'{unit}','webname':'示例区人民政府','permissiontype':0}} }}); }});</script>"""


AGENCIES = ("教育局", "财政局", "民政局", "司法局", "审计局", "统计局", "信访局")


def test_records_in_cdata_are_links_and_the_rest_is_asked_for_in_groups():
    records = [record(n, agency) for n, agency in enumerate(AGENCIES[:3])]
    body = page(f'<div id="5893612">{store(*records)}</div>' + settings())
    step = read_listing(body, URL)
    assert (step.platform, step.expected, len(step.links)) == ("jpage", 7, 3)
    assert step.links[0].url == ROOT + "/art/2024/1/16/art_1229232084_0.html"
    assert step.links[0].title == "示例区教育局2023年政府信息公开工作年度报告"
    assert step.links[0].listed == date(2024, 1, 16)
    assert [ask.url for ask in step.further] == [
        ROOT + "/module/web/jpage/dataproxy.jsp?startrecord=4&endrecord=6&perpage=2",
        ROOT + "/module/web/jpage/dataproxy.jsp?startrecord=7&endrecord=7&perpage=2",
    ]
    fields = dict(step.further[0].form)
    assert step.further[0].method == "POST"
    assert (fields["columnid"], fields["unitid"], fields["webid"], fields["webname"]) == (
        "1229232084", "5893612", "3181", "示例区人民政府",
    )  # fmt: skip


def test_settings_may_be_written_as_json_and_their_fields_be_called_otherwise():
    quoted = """<script>$("#88").jpage({ "totalRecord":4, "perPage":1, "proxyUrl":"/module/web/jpage/dataproxy.jsp",
      "ajaxParam":{ "columnid":"12", "unitid":"88" } });</script>"""
    step = read_listing(page(f'<div id="88">{store(record(1, "教育局"), record(2, "财政局"))}</div>{quoted}'), URL)
    assert [ask.url.partition("?")[2] for ask in step.further] == ["startrecord=3&endrecord=4&perpage=1"]
    assert step.further[0].form == (("columnid", "12"), ("unitid", "88"))


def test_settings_are_known_by_the_total_they_tell_however_the_call_is_written():
    fields = "col:1, webid:'12', columnid:'9', unitid:'31', webname:'示例区人民政府'"
    told = f"{{ {fields}, totalRecord:4, perPage:1, proxyUrl:'/module/web/jpage/dataproxy.jsp' }}"
    lists = f'<div id="31">{store(record(1, "教育局"), record(2, "财政局"))}</div>'
    for script in (
        f"$(function(){{ pager.init('31', {told}); }});",
        f"var options = {told}; if (wide) {{ show({{ size: 3 }}); }}",
        "var totalRecord = 4; var perPage = 1; var url = '/module/web/jpage/dataproxy.jsp?webid=12&columnid=9&unitid=31';",
    ):
        step = read_listing(page(f"{lists}<script>{script}</script>"), URL)
        (ask,) = step.further
        assert (step.expected, ask.method, ask.url.partition("?")[2]) == (
            4,
            "POST",
            "startrecord=3&endrecord=4&perpage=1",
        )
        assert {"webid": "12", "columnid": "9", "unitid": "31"}.items() <= dict(ask.form).items()


def test_the_name_of_the_site_and_the_address_of_the_interface_are_no_entry_of_a_menu():
    markup = ListPage(page(f'<div id="5893612">{store(record(1, "教育局"))}</div>{settings()}'), URL)
    assert menu_links(markup) == ()
    drawn = "<script>add({ name: '示例区教育局', url: '/jyj/xxgk/' }); add({ name: '示例区财政局', url: '/czj/xxgk/' });</script>"
    assert [link.url for link in menu_links(ListPage(page(drawn), URL))] == [ROOT + "/jyj/xxgk/", ROOT + "/czj/xxgk/"]


def test_the_answer_is_read_like_the_page():
    ask = Ask(
        ROOT + "/module/web/jpage/dataproxy.jsp?startrecord=4&endrecord=6&perpage=2", "POST", (), "jpage", True, URL
    )
    records = record(4, "审计局", "2024-01-\n20")
    body = f"<datastore><totalrecord>7</totalrecord><recordset>{records}</recordset></datastore>"
    step = read_answer(body, ask)
    assert (step.expected, step.further) == (7, ())
    assert step.links[0].url == ROOT + "/art/2024/1/16/art_1229232084_4.html"
    assert step.links[0].listed == date(2024, 1, 20)


def test_of_several_units_the_one_with_reports_is_the_list():
    news = "".join(
        f'<record><![CDATA[<li><a href="/art/2024/3/1/art_9_{n}.html">我区召开第{n}次会议</a></li>]]></record>'
        for n in range(9)
    )
    body = page(
        f'<div id="111">{store(news)}</div><div id="222">{store(record(1, "教育局"))}</div>'
        + settings("111", 90, column="9")
        + settings("222", 3)
    )
    step = read_listing(body, URL)
    assert [link.title for link in step.links] == ["示例区教育局2023年政府信息公开工作年度报告"]
    assert step.expected == 3
    assert {dict(ask.form)["unitid"] for ask in step.further} == {"222"}


def test_a_next_group_with_encrypted_parameters_is_followed_as_it_stands():
    following = "/module/web/jpage/dataproxy.jsp?page=1&amp;webid=1&amp;path=/&amp;columnid=J0xy%3D&amp;unitid=QmFz&amp;permissiontype=0"
    group = f'<nextgroup><![CDATA[<a href="{following}"></a>]]></nextgroup>'
    step = read_listing(page(store(record(1, "教育局"), before=group)), URL)
    (ask,) = step.further
    assert (ask.method, ask.url) == ("GET", ROOT + following.replace("&amp;", "&"))
    after = following.replace("page=1", "page=2")
    answer = f'<datastore><nextgroup><![CDATA[<a href="{after}"></a>]]></nextgroup><recordset>{record(2, "民政局")}</recordset></datastore>'
    step = read_answer(answer, ask)
    assert "page=2" in step.further[0].url
    last = f"<datastore><recordset>{record(3, '信访局')}</recordset></datastore>"
    assert read_answer(last, step.further[0]).further == ()


def test_an_empty_answer_where_more_was_announced_leaves_the_walk_incomplete():
    ask = Ask(ROOT + "/module/web/jpage/dataproxy.jsp?page=1&columnid=x", platform="jpage", interface=True, base=URL)
    assert read_answer("<?xml version='1.0' encoding='UTF-8'?><datastore/>", ask).verdict is Verdict.INCOMPLETE


def test_a_unit_without_records_is_an_empty_list():
    step = read_listing(page(f'<div id="5893612">{store()}</div>' + settings(total=0)), URL)
    assert step.verdict is Verdict.EMPTY


def test_records_that_are_fewer_than_their_total_without_a_way_to_the_others_are_unknown_pagination():
    step = read_listing(page(store(record(1, "教育局"), total="<totalrecord>40</totalrecord>")), URL)
    assert (step.verdict, step.expected) == (Verdict.UNKNOWN_PAGINATION, 40)


def test_a_broken_store_gives_the_records_that_are_whole():
    body = page(store(record(1, "教育局"), record(2, "民政局"))).replace("]]></record></recordset>", "")
    step = read_listing(body, URL)
    assert [link.title for link in step.links] == ["示例区教育局2023年政府信息公开工作年度报告"]
