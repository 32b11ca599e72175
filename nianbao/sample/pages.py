"""The website around the articles: head, navigation, listings, footer; the markup is that of a TRS site."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape


@dataclass(frozen=True, slots=True)
class Host:
    """A website: its name, its ten-digit 政府网站标识码, and the offices that run it, which are no report's agency."""

    name: str
    code: str
    operator: str
    contractor: str
    navigation: tuple[tuple[str, str], ...] = ()
    """Words and addresses of the main menu."""


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says: ``body`` is markup, ``files`` are the attachments as (words of the link, address)."""

    title: str
    published: date
    source: str
    column: str
    body: str
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a listing."""

    title: str
    address: str
    published: date


def article(host: Host, text: Article, *, charset: str = "utf-8", path: Sequence[tuple[str, str]] = ()) -> str:
    """The page of one article; ``charset`` is what the page calls itself."""
    facts = {
        "ArticleTitle": text.title,
        "PubDate": f"{text.published} 09:30",
        "ContentSource": text.source,
        "ColumnName": text.column,
    }
    files = "".join(
        f'<li><a href="{escape(url)}" target="_blank">{escape(words)}</a></li>' for words, url in text.files
    )
    attachments = f'<div class="attachment"><strong>附件：</strong><ul>{files}</ul></div>' if files else ""
    main = f"""<div class="article">
<h1 class="title">{escape(text.title)}</h1>
<div class="info"><span>来源：{escape(text.source)}</span> <span>发布日期：{text.published}</span>
<span>字号：<a href="javascript:;">大</a> <a href="javascript:;">小</a></span></div>
<div class="TRS_Editor">
{text.body}
</div>
{attachments}
</div>"""
    return page(host, f"{text.title}_{text.column}_{host.name}", main, facts=facts, charset=charset, path=path)


def listing(
    host: Host,
    column: str,
    items: Iterable[Item],
    pages: tuple[int, int],
    *,
    path: Sequence[tuple[str, str]] = (),
    columns: Sequence[tuple[str, str]] = (),
) -> str:
    """One page of a column; ``pages`` is how many there are and which this is, from 0, as the site's script counts."""
    side = "".join(f'<li><a href="{url}">{words}</a></li>' for words, url in columns)
    lines = "\n".join(map(_line, items))
    total, current = pages
    main = f"""<div class="side"><ul>{side}</ul></div>
<div class="list">
<ul>
{lines}
</ul>
<div class="pages"><script type="text/javascript">createPageHTML({total}, {current}, "index", "html");</script></div>
</div>"""
    return page(host, f"{column}_{host.name}", main, facts={"ColumnName": column, "ColumnType": column}, path=path)


def _line(item: Item) -> str:
    """Long titles are cut in the text of the link and stand in full in its title, as such sites do."""
    words = item.title if len(item.title) <= 30 else item.title[:28] + "..."
    return (
        f'<li><a href="{item.address}" target="_blank" title="{escape(item.title)}">{escape(words)}</a>'
        f"<span>{item.published}</span></li>"
    )


def page(
    host: Host,
    title: str,
    main: str,
    *,
    facts: dict[str, str] | None = None,
    charset: str = "utf-8",
    path: Sequence[tuple[str, str]] = (),
) -> str:
    """A page of the site: head, menu, breadcrumbs, ``main``, footer."""
    metas = "\n".join(
        f'<meta name="{name}" content="{escape(value)}">'
        for name, value in {"SiteName": host.name, "SiteIDCode": host.code, **(facts or {})}.items()
    )
    menu = "".join(f'<li><a href="{url}">{words}</a></li>' for words, url in host.navigation)
    crumbs = " &gt; ".join(f'<a href="{url}">{words}</a>' for words, url in path)
    place = f'<div class="place">您当前所在的位置：{crumbs}</div>' if crumbs else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
{metas}
<title>{escape(title)}</title>
<link rel="stylesheet" href="/images/style.css">
<script type="text/javascript" src="/images/page.js"></script>
</head>
<body>
<div class="header"><a class="name" href="/">{host.name}</a>
<form action="/search/" method="get"><input name="q" placeholder="请输入关键字"><button>搜索</button></form>
<ul class="menu">{menu}</ul></div>
{place}
{main}
<div class="footer">
<p>主办：{host.operator} 承办：{host.contractor}</p>
<p>政府网站标识码：{host.code} 备案号：示ICP备00000000号</p>
<p><a href="javascript:;">网站地图</a> <a href="javascript:;">联系我们</a></p>
</div>
</body>
</html>
"""
