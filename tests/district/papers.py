"""Pages that a district publishes: a report with its third table, and lists paged in two ways."""

from collections.abc import Iterable
from html import escape

import forms
from forms import Row, RowKind
from tests.district.answers import Answer, page

_FORM = "a2021"


def report(agency: str, year: int, received: int = 3, *, more: str = "", **options) -> Answer:
    """A report whose 新收 of 自然人 is ``received``; all granted, so the table balances. ``more``: markup below."""
    title = f"{agency}{year}年政府信息公开工作年度报告"
    body = (
        f"<h1>{title}</h1><div id='zoom'><p>一、总体情况</p><p>{agency}按照要求编制本报告。</p>"
        f"<p>三、收到和处理政府信息公开申请情况</p>{_requests(received)}"
        f"<p>五、存在的主要问题及改进情况</p><p>无。</p><p>六、其他需要报告的事项</p><p>无。</p></div>{more}"
    )
    return page(body, title, **options)


def listing(links: Iterable[tuple[str, str]], *, turn: str = "", title: str = "政府信息公开年报", **options) -> Answer:
    """A list of (href, title) with what turns its pages below."""
    items = "".join(
        f"<li><a href='{href}' title='{escape(text)}'>{escape(text)}</a><span>2025-01-20</span></li>"
        for href, text in links
    )
    return page(f"<h2>{title}</h2><ul class='list'>{items}</ul>{turn}", title, **options)


def _requests(received: int) -> str:
    table = forms.table("t3")
    rows = table.rows_of(_FORM)
    heads = {column.key: column.label for column in table.columns}
    lines = [
        f"<td rowspan='3' colspan='3'>{table.corner_note}</td><td colspan='7'>申请人情况</td>",
        "<td rowspan='2'>自然人</td><td colspan='5'>法人或其他组织</td><td rowspan='2'>总计</td>",
        "".join(f"<td>{heads[column.key]}</td>" for column in table.columns if column.parent == "legal_person"),
    ]
    opened = ""
    for row in rows:
        if row.kind is RowKind.GROUP:
            opened += f"<td rowspan='{_height(row, rows)}'>{row.label}</td>"
            continue
        number = received if row.key in {"new_received", "granted", "results_total"} else 0
        cells = "".join(
            f"<td>{number if column.key in {'natural_person', 'total'} else 0}</td>" for column in table.columns
        )
        lines.append(f"{opened}<td colspan='{3 - _depth(row, rows)}'>{row.label}</td>{cells}")
        opened = ""
    return f"<table border='1'>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _height(group: Row, rows: tuple[Row, ...]) -> int:
    below = sum(_height(row, rows) if row.kind is RowKind.GROUP else 1 for row in rows if row.parent == group.key)
    return below + (group.key == "results")


def _depth(row: Row, rows: tuple[Row, ...]) -> int:
    if row.kind is RowKind.TOTAL:
        return 1
    parent = next((other for other in rows if other.key == row.parent), None)
    return 0 if parent is None else 1 + _depth(parent, rows)
