# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""Columns of plain markup: boxes that show the newest of a longer list, frames, list boxes and offsets."""

from collections.abc import Sequence

from tests.district.answers import Answer, page
from tests.district.families import Entry, Pages, query
from tests.district.server import Asked
from tests.district.shapes.base import AGENCIES, COLUMN, YEARS, chunk, framed, items, lost, news_box, shape


@shape
def boxes_of_years(listed: Sequence[Entry]) -> Pages:
    """A box a year with its newest entries and 更多 in its head."""
    pages: Pages = {}
    boxes = ""
    for year in YEARS:
        own = [e for e in listed if e.year == year]
        boxes += (
            f"<div class='box'><div class='tit'><h3>{year}年</h3><a class='more' href='/col/col{year}7/'>更多</a></div>"
            f"{items(own[:3])}</div>"
        )
        pages[f"/col/col{year}7/"] = framed(items(own))
    return pages | {COLUMN: framed(boxes)}


@shape
def boxes_of_agencies(listed: Sequence[Entry]) -> Pages:
    """A box an agency, in tables, with more>> behind its entries; whole lists below the column."""
    pages: Pages = {}
    boxes = ""
    for n, agency in enumerate(AGENCIES):
        own = [e for e in listed if e.agency.endswith(agency)]
        rows = "".join(f"<tr><td><a href='{e.path}'>{e.title}</a></td><td>{e.day}</td></tr>" for e in own[:1])
        boxes += f"<table><tr><th>{agency}</th></tr>{rows}<tr><td colspan='2'><a href='bm{n}/index.html'>more&gt;&gt;</a></td></tr></table>"
        pages[f"{COLUMN}bm{n}/index.html"] = framed(items(own))
    return pages | {COLUMN: framed(boxes)}


@shape
def box_of_the_newest(listed: Sequence[Entry]) -> Pages:
    """One box of the newest eight, without a year or an agency in its head."""
    more = "<p class='m'><a href='/zfxxgk/list_105.html' title='查看更多'><img src='/images/more.gif'></a></p>"
    return {
        COLUMN: framed(f"<div><h4><span>最新发布</span></h4>{items(listed[:8])}{more}</div>"),
        "/zfxxgk/list_105.html": framed(items(listed)),
    }


@shape
def box_on_the_page_of_disclosure(listed: Sequence[Entry]) -> Pages:
    """The page of disclosure shows the newest of the column in a box among others."""
    other = "<div class='k'><h3>规范性文件</h3><a href='/zfxxgk/gfxwj/'>更多&gt;</a><ul><li><a href='/zfxxgk/gfxwj/content_91.html'>示例区人民政府关于印发规定的通知</a></li></ul></div>"
    box = f"<div class='k'><h3>年报</h3><a href='{COLUMN}'>更多&gt;</a>{items(listed[:4])}</div>"
    return {"/zfxxgk/": page(f"<h2>政府信息公开</h2>{other}{box}", "政府信息公开"), COLUMN: framed(items(listed))}


@lost(8, "unknown_pagination")
def box_whose_rest_no_address_tells(listed: Sequence[Entry]) -> Pages:
    """更多 calls a function that stands in a file of another server."""
    more = "<a href='javascript:void(0)' onclick='showAll()'>更多</a>"
    return {COLUMN: framed(f"<div><h3>年报</h3>{more}{items(listed[:8])}</div>")}


@shape
def frame_beside_news(listed: Sequence[Entry]) -> Pages:
    """The list stands in a frame of a page that shows news beside it."""
    frame = "<iframe src='list.html' width='100%' height='600' frameborder='0'></iframe>"
    return {COLUMN: framed(f"{news_box()}<div class='right'>{frame}</div>"), f"{COLUMN}list.html": page(items(listed))}


@shape
def frame_with_pages(listed: Sequence[Entry]) -> Pages:
    """A frame whose list has pages, beside a frame that counts visits."""

    def answer(asked: Asked) -> Answer:
        number = int(query(asked).get("page", 1))
        turn = f"<a href='?id=5&amp;page={number + 1}'>下一页</a>" if number < 3 else ""
        return page(f"{items(chunk(listed, number))}<div class='page'>第{number}页 共3页 {turn}</div>")

    frames = "<iframe src='/counter.html' width='0' height='0'></iframe><iframe src='/api/list.jsp?id=5' name='list'></iframe>"
    return {COLUMN: framed(news_box() + frames), "/api/list.jsp": answer, "/counter.html": page("<p>1</p>")}


def _by_parameter(listed: Sequence[Entry], name: str, first: int, size: int, pager: str) -> Pages:
    """A column whose part is told by one parameter, counted in pages or in entries."""

    def answer(asked: Asked) -> Answer:
        start = (int(query(asked).get(name) or first) - first) * (1 if size == 1 else size)
        return framed(items(listed[start : start + 10]) + pager)

    return {COLUMN: answer}


@shape
def list_box_that_goes_on(listed: Sequence[Entry]) -> Pages:
    """A list box of pages whose choice becomes part of the address."""
    box = "".join(f"<option value='{n}'>{n}</option>" for n in (1, 2, 3))
    return _by_parameter(
        listed, "page", 1, 10, f"<div>转到<select onchange=\"location.href='?page='+this.value\">{box}</select>页</div>"
    )


@shape
def list_box_that_calls(listed: Sequence[Entry]) -> Pages:
    """A list box whose choice is given to a function of the page."""
    box = "".join(f"<option value='{n}'>第{n}页</option>" for n in (1, 2, 3))
    script = "<script>function jump(n){ window.location.href = '?page=' + n; }</script>"
    return _by_parameter(
        listed, "page", 1, 10, f"{script}<div class='page'><select onchange='jump(this.value)'>{box}</select></div>"
    )


@shape
def list_box_of_names(listed: Sequence[Entry]) -> Pages:
    """A list box whose script reads the choice itself."""
    box = "".join(f"<option value='{n}'>{n}/3</option>" for n in (1, 2, 3))
    script = "<script>$('#pages').change(function(){ location.href = '?page=' + $(this).val(); });</script>"
    return _by_parameter(
        listed, "page", 1, 10, f"<div class='page'>第<select id='pages'>{box}</select>页</div>{script}"
    )


@shape
def list_box_of_offsets(listed: Sequence[Entry]) -> Pages:
    """A list box that counts entries."""
    box = "".join(f"<option value='{n}'>第{n // 10 + 1}页</option>" for n in (0, 10, 20))
    return _by_parameter(
        listed,
        "start",
        0,
        1,
        f"<select onchange=\"window.location='?start='+this.options[this.selectedIndex].value\">{box}</select>",
    )


@shape
def pages_by_offset(listed: Sequence[Entry]) -> Pages:
    """Numbers of pages whose addresses count entries; the pager shows two of them and the total."""
    turns = "共3页 <a href='?start=0'>1</a> <a href='?start=10'>2</a> <a href='?start=20'>3</a>"
    return _by_parameter(listed, "start", 0, 1, f"<div class='page'>{turns}</div>")


@shape
def offsets_without_numbers(listed: Sequence[Entry]) -> Pages:
    """下一页 by offset, on every page the same kind of link, and no total."""

    def answer(asked: Asked) -> Answer:
        start = int(query(asked).get("offset") or 0)
        turn = f"<a href='list.jsp?offset={start + 10}'>下一页</a>" if start < 20 else "<span>下一页</span>"
        return framed(f"{items(listed[start : start + 10])}<div class='page'>{turn}</div>")

    return {COLUMN: answer, f"{COLUMN}list.jsp": answer}


@shape
def boxes_behind_tabs(listed: Sequence[Entry]) -> Pages:
    """Tabs of years over boxes whose 更多 is a box that is clicked."""
    pages: Pages = {}
    heads = "".join(f"<li>{year}年</li>" for year in YEARS)
    boxes = ""
    for year in YEARS:
        own = [e for e in listed if e.year == year]
        boxes += f"<div class='con'>{items(own[:2])}<span class='more' onclick=\"window.open('/nb/{year}/')\">查看更多</span></div>"
        pages[f"/nb/{year}/"] = framed(items(own))
    return pages | {COLUMN: framed(f"<ul class='tabs'>{heads}</ul>{boxes}")}


@shape
def frame_that_a_script_fills(listed: Sequence[Entry]) -> Pages:
    script = "<script>document.getElementById('main').src = 'list.html';</script>"
    return {
        COLUMN: framed(f"{news_box()}<iframe id='main' width='100%'></iframe>{script}"),
        f"{COLUMN}list.html": page(items(listed)),
    }


@shape
def frame_that_waits(listed: Sequence[Entry]) -> Pages:
    """A frame whose address stands aside until it is shown."""
    return {
        COLUMN: framed(f"{news_box()}<iframe src='about:blank' data-src='list.html'></iframe>"),
        f"{COLUMN}list.html": page(items(listed)),
    }


@shape
def list_box_of_a_form(listed: Sequence[Entry]) -> Pages:
    box = "".join(f"<option value='{n}'>{n}</option>" for n in (1, 2, 3))
    return _by_parameter(
        listed,
        "page",
        1,
        10,
        f"<form method='get'><input type='hidden' name='cid' value='5'><select name='page' onchange='this.form.submit()'>{box}</select></form>",
    )


@shape
def box_with_an_arrow(listed: Sequence[Entry]) -> Pages:
    head = "<div class='hd'><b>年报</b><span><a href='/zfxxgk/list_105.html'>&gt;&gt;</a></span></div>"
    return {
        COLUMN: framed(f"{head}<div class='bd'>{items(listed[:8])}</div>"),
        "/zfxxgk/list_105.html": framed(items(listed)),
    }


@shape
def frame_that_a_menu_turns(listed: Sequence[Entry]) -> Pages:
    """Years beside a frame, each of which opens in it."""
    pages: Pages = {f"/nb/{year}.html": page(items([e for e in listed if e.year == year])) for year in YEARS}
    menu = "".join(f"<a href='/nb/{year}.html' target='main'>{year}年</a>" for year in YEARS)
    return pages | {COLUMN: framed(f"{news_box()}{menu}<iframe name='main' src='/nb/2024.html'></iframe>")}
