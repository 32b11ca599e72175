# ruff: noqa: E501 – markup is quoted in the lines in which it stands
"""A government page around a listing: navigation, path, menu and footer, which hold links that are no entries."""

from textwrap import dedent

_PAGE = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{column}_示例市示例区人民政府</title>
<meta name="SiteName" content="示例市示例区人民政府"><meta name="ColumnName" content="{column}">{head}</head>
<body>
<div class="header"><ul class="nav">
  <li><a href="/">首页</a></li><li><a href="/zwgk/" title="政务公开">政务公开</a></li>
  <li><a href="/bsfw/index.html">办事服务</a></li><li><a href="javascript:void(0)">登录</a></li>
</ul></div>
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/zfxxgk/">政府信息公开</a> &gt; <a href="./">{column}</a></div>
<div class="left"><ul class="menu">
  <li><a href="/zwgk/zfxxgk/zn/">政府信息公开指南</a></li><li><a href="/zwgk/zfxxgk/zd/">政府信息公开制度</a></li>
  <li><a href="./">{column}</a></li>
</ul></div>
<div class="right">{content}</div>
<div class="footer">主办：示例市示例区人民政府办公室 政府网站标识码：9901010001
  <a href="https://beian.miit.gov.cn/">示ICP备00000001号</a> <a href="/wzdt/">网站地图</a>
  <a href="https://www.gov.cn/">中国政府网</a></div>
</body></html>
"""


def page(content: str, column: str = "政府信息公开年报", head: str = "") -> str:
    """The whole page."""
    return _PAGE.format(content=dedent(content), column=column, head=head)


def rows(*entries: tuple[str, str, str]) -> str:
    """A plain list of (href, title, date)."""
    items = "\n".join(
        f'<li><span class="time">{day}</span><a href="{href}" target="_blank">{title}</a></li>'
        for href, title, day in entries
    )
    return f'<ul class="list">\n{items}\n</ul>'


REPORTS = tuple(
    (f"./202401/t202401{day}_1288{day}.html", f"示例区{agency}2023年政府信息公开工作年度报告", f"2024-01-{day}")
    for day, agency in (("16", "教育局"), ("17", "财政局"), ("18", "民政局"), ("19", "司法局"))
)
"""Four entries as they stand in a static listing."""
