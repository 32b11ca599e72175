"""Pages of the size of any page that are mazes, and bait for every pattern that reads pages."""

from tests.hostile.catalogue import add

SIZE = 512 * 1024
"""Bytes: the largest page that is read in place."""
_HEAD = (
    "<!DOCTYPE html><html><head><title>示例区示例局2023年政府信息公开工作年度报告</title></head><body>"
    "<h1>示例区示例局2023年政府信息公开工作年度报告</h1>"
)
_PROSE = "<p>一、总体情况</p><p>"
_ENDS = "</p><p>六、其他需要报告的事项</p><p>处理费"
_ROW = "<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数</tr><tr><td>规章<td>1<td>2<td>3</tr>"
_REQUESTS = "<tr><td>一、本年新收政府信息公开申请数量<td>1<td>2<td>3<td>4<td>5<td>6<td>7</tr>"
_REPORT = "<a href=/art/2023/1.html>2023年政府信息公开工作年度报告</a>"
_STRUCK = '<b style="text-decoration:line-through">1'
_HIDDEN = '<b style="display:none">1'


def filled(unit: str, before: str = "", after: str = "") -> bytes:
    """A page of this size that says one thing over and over."""
    room = SIZE - len((_HEAD + before + after).encode())
    return (_HEAD + before + unit * (room // len(unit.encode())) + after).encode()


_CELL = "<table><tr><td>"
_REPEATED = {
    "elements in each other": ("<div>", ""),
    "bold in bold": ("<b>x", ""),
    "twenty thousand in each other, and as many closed": ("<div>" * 20_000 + "</div>" * 19_999, ""),
    "tables in tables": ("<table><tr><td>1", ""),
    "tables in cells of tables": ("<table><tr><td>1<td>2<td>3<tr><td>1<td>2<td>3<tr><td>", ""),
    "hidden in hidden": (_HIDDEN, _CELL),
    "hidden tables in hidden": (_HIDDEN + "<table><td>1", _CELL),
    "struck in struck": (_STRUCK, _CELL),
    "struck one by one": (_STRUCK + "</b>", _CELL),
    "deleted in a cell": ("<del>1</del>", _CELL),
    "raised in raised": ("<sup>1", ""),
    "rows that span two hundred": ("<tr><td rowspan=200>1", "<table>"),
    "spans of a million": ("<tr><td rowspan=1000000 colspan=1000000>1", "<table>"),
    "spans that overlap": ("<tr>" + "<td rowspan=200 colspan=200>1" * 20, "<table>"),
    "cells in one row": ("<td>1", "<table><tr>"),
    "tables that never close": ("<table><tr><td>1<td>2", ""),
    "forms within forms": ("<form><input>", ""),
    "bold and paragraph crossed": ("<b><p>x", ""),
    "bold, slanted, underlined crossed": ("<b><i><u><p></b>x", ""),
    "text thrown out of tables": ("<table><b>x", ""),
    "sections of the form": (_ROW, "<table>"),
    "tables of the form": ("<table>" + _ROW + "</table>", ""),
    "requests in one table": (_REQUESTS, "<table>"),
    "reports one after the other": ("<p>甲局2023年政府信息公开工作年度报告</p><table>" + _REQUESTS + "</table>", ""),
    "headings that may be titles": ("<h2>2023年公开", ""),
    "links in one item of a list": (_REPORT, "<ul><li>"),
    "links in items in items": ("<ul><li>" + _REPORT, ""),
    "clicks in one row": ("<td onclick=\"open('/a/1.html')\">x", "<table><tr>"),
    "frames": ("<iframe src=/x.html></iframe>", ""),
    "comments that open": ("<!--", ""),
    "brackets": ("<", ""),
    "entities": ("&amp;", ""),
    "entities that open": ("&amp", ""),
    "ideographs as entities": ("&#x4e00;", ""),
    "blanks": ("\n ", ""),
    "digits": ("1", _CELL + "a<td>"),
    "a number in groups": ("1,111", _CELL + "a<td>"),
    "ordinals in a cell": ("一、", _CELL),
    "brackets in a cell": ("(a)", _CELL + "总计"),
    "footnotes in a cell": ("*x", _CELL + "总计"),
    "blanks in a cell": (" \u3000", _CELL + "1"),
    "dates": ("2023-01-01 ", "<ul><li><a href=/x.html>x</a>"),
    "totals": ("共 1 / 2 页", ""),
    "labels of the page": ("索引号： 发布日期：", ""),
    "pages of a pager": ("createPageHTML(99999999999, 0, 'index', 'html');", "<script>"),
    "records in a script": ("url:'/a/1.html',title:'某局2023年政府信息公开年度报告',", "<script>"),
    "backslashes in a script": ("\\", "<script>var a='"),
    "records of jpage": ("<record><![CDATA[<a href=/a/1.html>x</a>]]></record>", "<datastore><recordset>"),
    "stores that never close": ("<datastore>", ""),
    "settings of jpage": (".jpage({", "<script>dataproxy.jsp"),
}
for _name, (_unit, _before) in _REPEATED.items():
    add(f"page of {_name}", "html", lambda unit=_unit, before=_before: filled(unit, before))
for _word in (
    "收到申请1件",
    "收到",
    "其中",
    "1件,",
    "未收到",
    "行政复议和行政诉讼",
    "(",
    "截至12月31日",
    "收费",
    "零",
    "不",
    "结转",
    "收取",
):
    add(f"page of prose {_word}", "html", lambda word=_word: filled(word, _PROSE, _ENDS))
    add(f"page of fees {_word}", "html", lambda word=_word: filled(word, _PROSE + "x" + _ENDS))
for _mark in ("[", "(1)", "1.", ".", "信息公开2023年", "信息公开年度", "—", "关于", "|_", "\u3000"):
    add(f"page of a title {_mark!a}", "html", lambda mark=_mark: filled(mark, "<a href=/x.html>", "报告</a>"))
for _name, _attribute in {
    "class": "class='{}'",
    "link": "href='/{}'",
    "title": "href=/x.html title='{}'",
    "click": 'onclick="{}"',
    "style": "style='{}'",
}.items():
    for _mark in ("a ", "../", "'/", "\r\n 时间:", "display:none;"):
        add(
            f"page of one {_name} of {_mark!a}",
            "html",
            lambda form=_attribute, mark=_mark: filled(
                mark.replace("'", "`"), "<a " + form.partition("{}")[0], "'\">x</a>"
            ),
        )
add(
    "page of ten megabytes of elements in each other",
    "html",
    lambda: _HEAD.encode() + b"<div>" * 2_000_000,
    quick=False,
)
add(
    "page of a million spans", "html", lambda: _HEAD.encode() + b"<table>" + b"<tr><td rowspan=9>1" * 10**6, quick=False
)
