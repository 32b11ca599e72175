"""Who reports, on which year, and when it came out: pages as sites have them, see ``pages.toml``."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawler.extractors import reading
from storage.records import Context, Role

PAGES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("pages.toml").read_text("utf-8"))["pages"]
FOOTER = (
    "<p>主办：示例市示例区人民政府办公室 承办：示例区大数据中心</p>"
    "<p>版权所有：示例市示例区人民政府 政府网站标识码：9901010001</p>"
)


def body(row: dict[str, Any]) -> str:
    """The text of a report: what stands before its first section, the six sections, and what is signed."""
    if "text" in row:
        return row["text"]
    lines = [
        *row.get("lead", "").split("\n"),
        "一、总体情况",
        row.get("overview", "本机关认真做好主动公开工作，依申请公开办理规范。"),
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        row.get("problems", "工作人员业务能力仍需提高，将加强培训。"),
        "六、其他需要报告的事项",
        "本年度未收取信息处理费。",
        *row.get("sign", "").split("\n"),
    ]
    return "".join(f"<p>{line}</p>" for line in lines if line)


def page(row: dict[str, Any]) -> bytes:
    """A page as a CMS prints it around a report: head, trail, box of facts, heading, line of facts, text, footer."""
    title, trail = row["title"], row.get("crumbs", "")
    metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in row.get("meta", {}).items())
    facts = "".join(f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in row.get("index", {}).items())
    parts = (
        f'<div class="header">{row.get("header", "")}</div>',
        f"<div>当前位置：{' &gt; '.join(f'<a href=/>{name}</a>' for name in trail.split('>'))}</div>" if trail else "",
        f"<table>{facts}</table>" if facts else "",
        f"<h1>{row.get('h1', title)}</h1><div>{row.get('info', '')}</div><div>{body(row)}</div>",
        f'{row.get("attach", "")}<div class="side">{row.get("side", "")}</div>',
        f'<div class="footer">{row.get("foot", FOOTER)}</div>',
    )
    site = row.get("site", "示例区人民政府网")
    head = f'<head><meta charset="utf-8"><title>{title}-{site}</title>{metas}</head>'
    return f"<!DOCTYPE html><html>{head}<body>{''.join(parts)}</body></html>".encode()


@pytest.mark.parametrize("row", PAGES, ids=[row["about"] for row in PAGES])
def test_a_page_tells_who_reports_on_which_year(row: dict[str, Any]) -> None:
    context = Context("shili", "990101", "示例市示例区", Role.REPORT, **row["context"]) if "context" in row else None
    found = reading.read(page(row), url=row.get("url", "http://www.example.gov.cn/x/1.html"), context=context)
    if row["is"].get("refused"):
        assert found.refusal
        return
    (report,) = found.reports
    told = {"agency": report.agency, "year": report.year, "published": report.published}
    assert {name: fact for name, fact in told.items() if fact is not None} == row["is"]
