"""Report pages as departments paste them from Word, the same ones every time.

The markup imitates what office programs and content systems leave behind (a style on every cell, a span round every
run, ``<o:p>``); the words are the form's own labels and sentences of ours that say nothing.
"""

import random
from collections.abc import Callable, Iterator
from enum import Enum
from html import escape

import forms
from benchmarks import figures
from benchmarks.figures import FORM, Figures
from forms import Measure, Row, RowKind

_STYLE = (
    "border-top:none;border-left:1.0000pt solid windowtext;mso-border-left-alt:0.5000pt solid windowtext;"
    "padding:3.7500pt 3.7500pt;"
)
_PARAGRAPH = "mso-pagination:widow-orphan;text-align:center;"
_FONT = "font-family:仿宋_GB2312;font-size:14.0pt;"
_SENTENCES = (
    "本机关高度重视政府信息公开工作，主要负责同志多次听取汇报，研究部署年度重点任务。",
    "严格落实“先审查、后公开”原则，进一步明确信息发布的审核程序和责任分工。",
    "围绕群众关心的就业、教育、医疗、住房等领域，主动做好政策发布和解读。",
    "不断完善依申请公开办理流程，规范登记、审核、答复、存档各个环节。",
    "组织开展业务培训，工作人员的法治意识和服务水平得到提升。",
    "依托门户网站和政务新媒体及时回应社会关切，听取意见建议。",
    "定期对栏目进行检查，发现问题及时整改，确保内容准确、链接有效。",
    "下一步将继续健全工作机制，加强统筹协调，推动公开工作走深走实。",
)
_MENU = (
    "首页",
    "政务公开",
    "政务服务",
    "互动交流",
    "走进我区",
    "数据开放",
    "领导之窗",
    "机构职能",
    "政策文件",
    "财政信息",
)


class Weight(Enum):
    """How much markup surrounds a text: (copies of the cell style, runs a text is cut into)."""

    LIGHT = (0, 1)
    MIDDLE = (1, 1)
    HEAVY = (3, 3)


class Layout(Enum):
    """How the tables stand on the page."""

    PLAIN = "in the article"
    NESTED = "in the cells of a table that arranges the page"
    UNCLOSED = "in the article, no cell and no row ever closed"


Draw = Callable[[random.Random], Figures]


def generate(
    count: int,
    *,
    weight: Weight = Weight.MIDDLE,
    layout: Layout = Layout.PLAIN,
    draw: Draw = figures.adding_up,
) -> list[str]:
    """``count`` pages of one kind; with the defaults some 140 KB each."""
    return [_page(random.Random(str(number)), number, weight, layout, draw) for number in range(count)]


def _page(chance: random.Random, number: int, weight: Weight, layout: Layout, draw: Draw) -> str:
    agency, year = f"示例市第{number + 1}区示例局", 2021 + number % 4
    title = f"{agency}{year}年政府信息公开工作年度报告"
    article = "".join(_article(chance, title, weight, draw(chance)))
    if layout is Layout.UNCLOSED:
        for tag in ("</td>", "</tr>", "</tbody>"):
            article = article.replace(tag, "")
    if layout is Layout.NESTED:
        menu = "".join(f"<tr><td><a href='/c{n}/'>{word}</a></td></tr>" for n, word in enumerate(_MENU))
        article = f"<table width=1000><tr><td><table>{menu}</table></td><td>{article}</td></tr></table>"
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>{title}_示例市人民政府</title>"
        f"<meta name='ArticleTitle' content='{title}'><meta name='PubDate' content='{year + 1}-01-20 09:30'>"
        f"<meta name='ContentSource' content='{agency}'><meta name='SiteIDCode' content='1101990001'>{_HEAD}</head>"
        f"<body>{_links('/menu', 60)}<div class='main'><h1>{title}</h1><div class='info'><span>来源：{agency}</span>"
        f" <span>发布日期：{year + 1}-01-20</span></div><div class='TRS_Editor'>{article}</div></div>"
        f"{_links('/friends', 80)}<div class='footer'><p>主办：示例市人民政府办公室</p>"
        f"<p>政府网站标识码：1101990001</p></div></body></html>\n"
    )


_HEAD = "".join(f"<link rel='stylesheet' href='/assets/style{n}.css'>" for n in range(12)) + (
    "<script>"
    + "function show(name){var node=document.getElementById(name);if(node){node.style.top='0'}}\n" * 50
    + "</script>"
)


def _links(folder: str, count: int) -> str:
    items = (
        f"<li class='item'><a href='{folder}/{n}/index.html' target='_blank' title='{_MENU[n % 10]}'>"
        f"{_MENU[n % 10]}</a></li>\n"
        for n in range(count)
    )
    return f"<div class='list'><ul>{''.join(items)}</ul></div>"


def _article(chance: random.Random, title: str, weight: Weight, numbers: Figures) -> Iterator[str]:
    tables = {
        "proactive": _table(_disclosure(numbers), weight),
        "requests": _table(_requests(numbers), weight),
        "review_litigation": _table(_disputes(numbers), weight),
    }
    yield _paragraph(title, weight)
    for section in forms.form(FORM).sections:
        yield _paragraph(f"{section.ordinal}、{section.label}", weight)
        if section.key in tables:
            yield tables[section.key]
            continue
        for _ in range({"overview": 24, "problems": 8}.get(section.key, 2)):
            yield _paragraph("".join(chance.choices(_SENTENCES, k=4)), weight)


Cell = tuple[str, int, int]
"""A text with the rows and columns it covers."""


def _disclosure(numbers: Figures) -> Iterator[list[Cell]]:
    table = forms.table("t2a")
    for block in table.blocks:
        width = 3 // len(block.columns)
        yield [(block.label, 1, 4)]
        yield [("信息内容", 1, 1), *((table.column(key).label, 1, width) for key in block.columns)]
        for row in table.rows_of(FORM):
            if row.parent == block.key:
                yield [
                    (row.label, 1, 1),
                    *((str(numbers[Measure("t2a", row.key, key)]), 1, width) for key in block.columns),
                ]


def _requests(numbers: Figures) -> Iterator[list[Cell]]:
    table = forms.table("t3")
    labels = {group.key: group.label for group in table.groups}
    yield [(table.corner_note, 3, 3), (labels["applicants"], 1, 7)]
    yield [("自然人", 2, 1), (labels["legal_person"], 1, 5), ("总计", 2, 1)]
    yield [(column.label, 1, 1) for column in table.columns if column.parent == "legal_person"]
    rows = table.rows_of(FORM)
    opened: list[Cell] = []
    for row in rows:
        if row.kind is RowKind.GROUP:
            opened.append((row.label, _height(row, rows), 1))
            continue
        printed = (str(numbers[Measure("t3", row.key, column.key)]) for column in table.columns)
        yield [*opened, (row.label, 1, 3 - _depth(row, rows)), *((number, 1, 1) for number in printed)]
        opened = []


def _disputes(numbers: Figures) -> Iterator[list[Cell]]:
    table = forms.table("t4")
    review = [column.label for column in table.columns if column.parent == "review"]
    yield [("行政复议", 1, 5), ("行政诉讼", 1, 10)]
    yield [*((label, 2, 1) for label in review), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)]
    yield [(column.label, 1, 1) for column in table.columns if column.parent != "review"]
    yield [(str(numbers[Measure("t4", "value", column.key)]), 1, 1) for column in table.columns]


def _height(group: Row, rows: tuple[Row, ...]) -> int:
    """How many printed rows a group covers; （七）总计 stands in 三、本年度办理结果 without belonging to it."""
    below = sum(_height(row, rows) if row.kind is RowKind.GROUP else 1 for row in rows if row.parent == group.key)
    return below + (group.key == "results")


def _depth(row: Row, rows: tuple[Row, ...]) -> int:
    if row.kind is RowKind.TOTAL:
        return 1
    parent = next((other for other in rows if other.key == row.parent), None)
    return 0 if parent is None else 1 + _depth(parent, rows)


def _table(rows: Iterator[list[Cell]], weight: Weight) -> str:
    lines = ("<tr>" + "".join(_cell(*cell, weight) for cell in row) + "</tr>\n" for row in rows)
    return f"<table class='MsoNormalTable' border='1' cellspacing='0'><tbody>{''.join(lines)}</tbody></table>\n"


def _cell(text: str, rows: int, columns: int, weight: Weight) -> str:
    spans = (f" rowspan='{rows}'" if rows > 1 else "") + (f" colspan='{columns}'" if columns > 1 else "")
    style = f" style='width:48.2pt;{_STYLE * weight.value[0]}'" if weight.value[0] else ""
    return f"<td width='64' valign='center'{spans}{style}>{_paragraph(text, weight)}</td>"


def _paragraph(text: str, weight: Weight) -> str:
    pieces = weight.value[1]
    size = -(-len(text) // pieces)
    runs = "".join(f'<span style="{_FONT}">{escape(text[at : at + size])}</span>' for at in range(0, len(text), size))
    style = f' style="{_PARAGRAPH}"' if weight.value[0] else ""
    return f'<p class="MsoNormal"{style}>{runs}<span><o:p></o:p></span></p>'
