"""A case as a page of a site."""

import re
from collections.abc import Callable
from html import escape

from tests.layouts.boxes import Box, Grid
from tests.layouts.case import Case

Markup = Callable[[str], str]


def plain(text: str) -> str:
    return escape(text)


def office(text: str) -> str:
    """A paragraph and two runs in every cell, as Word leaves them; a blank is a no-break space."""
    half = len(text) // 2
    runs = "".join(f"<span lang=EN-US style='font-size:12.0pt'>{escape(t)}</span>" for t in (text[:half], text[half:]))
    return f"<p class=MsoNormal align=center style='text-align:center'>{runs}<o:p>&nbsp;</o:p></p>"


def broken(text: str) -> str:
    """Words cut by line breaks, numbers left whole."""
    if text and not any(c.isdigit() for c in text[1:]) and len(text) > 3:
        half = len(text) // 2
        return f"{escape(text[:half])}<br/>\n  {escape(text[half:])}"
    return escape(text)


def upright(text: str) -> str:
    """One character a paragraph in short headings: 结/果/维/持."""
    if 1 < len(text) <= 4 and not text[0].isdigit():
        return "".join(f"<p>{escape(c)}</p>" for c in text)
    return f"&nbsp;{escape(text)}&nbsp;"


def table(grid: Grid, markup: Markup = plain, *, close: bool = True) -> str:
    end = ("</td>", "</tr>") if close else ("", "")
    rows = []
    for row in grid:
        cells = "".join(f"<td{_spans(box)}>{markup(box.text)}{end[0]}" for box in row)
        rows.append(f"<tr>{cells}{end[1]}\n")
    return f"<table border=1><tbody>{''.join(rows)}</tbody></table>\n"


def _spans(box: Box) -> str:
    rows = f" rowspan={box.rows}" if box.rows > 1 else ""
    return rows + (f' colspan="{box.columns}"' if box.columns > 1 else "")


def html(case: Case, markup: Markup = plain, *, close: bool = True, wrap: str = "{}") -> bytes:
    """The whole page; ``wrap`` goes round every table."""
    body = [
        f"<p>{escape(block)}</p>\n" if isinstance(block, str) else wrap.format(table(block, markup, close=close))
        for block in case.blocks()
    ]
    return page(case, "".join(body))


def page(case: Case, article: str) -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{case.title}</title>"
        f"<meta name=ArticleTitle content='{case.title}'></head><body><ul><li><a href=/>首页</a></ul>"
        f"<div class=article>{article}</div><p>主办：示例区人民政府办公室</p></body></html>"
    ).encode()


def nested(case: Case, markup: Markup = plain) -> bytes:
    """The article in a table that arranges the page, as sites of 2010 have it."""
    inner = html(case, markup).decode()
    start, end = inner.index("<div class=article>"), inner.index("</div>")
    menu = "<table><tr><td><a href=/1>机构职能</a></td></tr><tr><td><a href=/2>政策文件</a></td></tr></table>"
    framed = f"<table width=1000><tr><td>{menu}</td><td>{inner[start:end]}</div></td></tr></table>"
    return (inner[:start] + framed + inner[end + len("</div>") :]).encode()


def hidden_column(case: Case) -> bytes:
    """Behind every number one of another year, in a cell that is not shown."""
    source = html(case).decode()
    return re.sub(r"(>[\d.]+</td>)", r"\1<td style='display:none'>7</td>", source).encode()
