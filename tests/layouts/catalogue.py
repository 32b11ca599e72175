"""Every layout by name: how the tables are drawn, what is done to them, and as what they are written."""

import re
from functools import partial

from tests.layouts import (
    changes,
    drawings,
    dressed,
    enumerated,
    flattened,
    formats,
    habits,
    pages,
    unforeseen,
    word,
    written,
)
from tests.layouts.changes import both, of
from tests.layouts.layout import Layout, Write
from tests.layouts.statutory import Style


def _text(flatten: flattened.Flatten) -> Write:
    return lambda case: flattened.text(case, flatten)


def _html(**how: object) -> Write:
    return lambda case: pages.html(case, **how)  # type: ignore[arg-type]


def _widths(text: str) -> str:
    return text.translate({ord(str(d)): 0xFF10 + d for d in range(10)} | {ord("."): "．"})


def _unit(text: str) -> str:
    return f"{text}万元" if "." in text else f"{text}件"


SHUFFLED = (
    "total",
    "lp_other",
    "lp_research",
    "lp_business",
    "lp_legal_service",
    "lp_public_interest",
    "natural_person",
)
SWAPPED = (
    "natural_person",
    "lp_legal_service",
    "lp_business",
    "lp_other",
    "lp_research",
    "lp_public_interest",
    "total",
)
SHORT = {
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
    "本年收费金额（单位：万元）": "本年收费金额",
}
OLD = {"行政规范性文件": "规范性文件", "本年制发件数": "本年制发数", "行政强制": "行政强制措施"}

_DRAWN = [
    Layout("as the notice has it"),
    Layout("two heading rows", Style(head="two")),
    Layout("one heading row", Style(head="one")),
    Layout("a corner cell a heading row", Style(corner="rows")),
    Layout("an empty corner", Style(corner="empty")),
    Layout("groups repeated in every row", Style(groups="repeated")),
    Layout("groups in their first row only", Style(groups="first")),
    Layout("no groups", Style(groups="none")),
    Layout("groups as rows with empty cells", Style(groups="own_row")),
    Layout("group cells cut in two", Style(groups="halved")),
    Layout("group and row in one label", Style(groups="glued"), floor=0.5),
    Layout("eight columns with a subtotal", Style(subtotal=True)),
    Layout("columns in another order", Style(order=SWAPPED)),
    Layout("total first", Style(order=SHUFFLED)),
    Layout("another order under one heading row", Style(order=SHUFFLED, head="one")),
    Layout("表二: blanks beside a single value", Style(single="padded")),
    Layout("表二: nothing beside a single value", Style(single="narrow")),
    Layout("表二: articles to the left", Style(articles="column")),
    Layout("表二: no articles", Style(articles="none")),
    Layout("表四: all headings in one row", Style(review="flat")),
    Layout("表四: headings on one level", Style(review="level")),
    Layout("表四: litigation first", Style(dispute_groups=("direct", "after_review", "review"))),
    Layout(
        "表四: litigation first, one row", Style(dispute_groups=("direct", "after_review", "review"), review="flat")
    ),
    Layout("abbreviated labels", Style(relabel=SHORT)),
    Layout("short names of the last rows", Style(relabel={"（七）总计": "合计", "四、结转下年度继续办理": "结转下年"})),
    Layout("disputes as three rows", Style(review="stacked")),
    Layout("old labels in the new form", Style(relabel=OLD)),
]

_WORDED = [
    Layout("office markup", write=_html(markup=pages.office)),
    Layout("labels broken over lines", write=_html(markup=pages.broken)),
    Layout("headings upright, a character a line", write=_html(markup=pages.upright)),
    Layout("ordinals 1、", change=changes.ordinals("{}、")),
    Layout("ordinals (1)", change=changes.ordinals("({})")),
    Layout("ordinals １．", change=changes.ordinals("{}．")),
    Layout("ordinals and a blank", change=changes.ordinals("{} ")),
    Layout("ordinals in circles", change=changes.words(changes.circled)),
    Layout("no ordinals", change=changes.ordinals("")),
    Layout("full-width digits", change=changes.numbers(_widths)),
    Layout("thousand separators", change=changes.numbers(lambda t: f"{int(t):,}" if "." not in t else t)),
    Layout("units in the cells", change=changes.numbers(_unit)),
    Layout("blanks round numbers", change=changes.every_text(lambda t: f"\u3000{t}\u00a0")),
    Layout("blanks inside words", change=changes.words("  ".join)),
    Layout("footnote marks at labels", change=changes.words(lambda t: t + "①" if t[:2] in ("4.", "总计") else t)),
    Layout("labels with explanations", change=changes.explained),
    Layout("headings of sections in the tables", change=changes.blank_title),
    Layout(
        "a note above each table", change=changes.grids(changes.note_row("填表说明：所有数据均为本年度数据，单位：件"))
    ),
    Layout(
        "a note below each table",
        change=changes.grids(changes.note_row("注：1.数据截至12月31日；2.不含下属单位", last=True)),
    ),
]

_CUT = [
    Layout("表三 in two tables", change=changes.cut_anywhere()),
    Layout("表三 in four tables", change=changes.cut_anywhere(pieces=4)),
    Layout("表三 in ten tables", change=changes.cut_anywhere(pieces=10)),
    Layout("表三 on two pages, headings repeated", change=changes.cut_anywhere(repeat_head=True)),
    Layout(
        "表三 on three pages, all repeated", change=changes.cut_anywhere(repeat_head=True, repeat_groups=True, pieces=3)
    ),
    Layout("表二: a table a block", change=changes.cut_blocks),
    Layout("the table of 2014 in three", change=changes.cut_statistics),
    Layout("all in one table", change=changes.joined),
    Layout("表三 and 表四 in one table", change=changes.joined_last_two),
    Layout("all in one table, one heading row", Style(head="one", single="padded"), change=changes.joined),
    Layout("every table twice", change=changes.twice),
    Layout("inside tables that arrange the page", write=pages.nested),
    Layout("inside tables, office markup", write=lambda case: pages.nested(case, pages.office)),
    Layout("in a table of one cell", write=_html(wrap="<table><tr><td>{}</td></tr></table>")),
    Layout("no cell ever closed", write=_html(close=False)),
]

_SHIFTED = [
    Layout("headings shifted against numbers", change=of(1, changes.shifted_head)),
    Layout("corner too narrow", change=changes.corner_width(2)),
    Layout("corner too wide", change=changes.corner_width(4)),
    Layout("some labels too narrow", change=changes.label_width(2)),
    Layout("some labels much too narrow", change=changes.label_width(1)),
    Layout("some labels too wide", change=changes.label_width(4)),
    Layout("some numbers two columns wide", change=of(1, changes.wide_values)),
    Layout("some numbers two rows high", change=of(1, changes.tall_values)),
    Layout("groups a row too high", change=changes.group_height(1)),
    Layout("groups a row too low", change=changes.group_height(-1)),
    Layout("三 a row too high", change=changes.group_height(1, "三、")),
    Layout("三 a row too low", change=changes.group_height(-1, "三、")),
    Layout("blank column before the numbers", change=changes.column(3)),
    Layout("blank column among the numbers", change=changes.column(4)),
    Layout("blank column at the end", change=changes.column(-1)),
    Layout("blank columns before and after", change=both(changes.column(3), changes.column(-1))),
    Layout("blank rows", change=changes.grids(changes.spacer_rows)),
    Layout("row numbers first", change=changes.column(0, changes.counting("序号"))),
    Layout("row numbers behind labels", change=changes.column(3, changes.counting("序号"))),
    Layout("a column for remarks", change=changes.column(-1, changes.saying("备注", ""))),
    Layout("a column full of remarks", change=changes.column(-1, changes.saying("备注", "见说明"))),
    Layout("a column for the unit", change=changes.column(3, changes.saying("单位", "件"))),
    Layout("blanks merged", change=of(1, changes.merged_blanks)),
    Layout(
        "blanks merged beside a blank column", change=both(changes.column(4), of(1, changes.merged_blanks)), floor=0.3
    ),
    Layout("last cells not there", change=changes.without_last, floor=0.5),
    Layout("middle cells not there", change=changes.without_middle, floor=0.5),
    Layout("blank cells too many", change=of(1, changes.surplus_blanks), floor=0.6),
    Layout("rows left out", change=changes.without_rows),
    Layout("rows that no form has", change=changes.more_rows),
    Layout("tables of other things", change=changes.foreign_tables),
    Layout("表二 of the other form too", change=changes.other_form_too),
    Layout("表四 turned", change=changes.turned(2)),
    Layout("表三 turned", change=changes.turned(1)),
]

_FLAT = [
    Layout("text: own cells", write=_text(flattened.own_cells), floor=0.2),
    Layout("text: filled up", write=_text(flattened.padded), floor=0.2),
    Layout("text: printed only", write=_text(flattened.printed_only), floor=0),
    Layout("text: printed only, filled up", write=_text(flattened.printed_then_padded), floor=0),
    Layout("text: last blanks gone", write=_text(flattened.trimmed), floor=0),
    Layout("text: Markdown", write=_text(flattened.markdown), floor=0.2),
    Layout("text: Markdown, merged cells repeated", write=_text(flattened.markdown_repeated), floor=0.2),
    Layout("text: a cell a line", write=_text(flattened.one_cell_a_line), floor=0),
    Layout("text: tabs", write=_text(flattened.spaced), floor=0),
    Layout("text: nothing between cells", write=_text(flattened.jammed), floor=0),
    Layout("text: labels, then numbers", write=_text(flattened.labels_apart), floor=0),
    Layout("text: numbers before labels", write=_text(flattened.values_first), floor=0),
    Layout("text: filled up, another order", Style(order=SHUFFLED), write=_text(flattened.padded), floor=0.2),
    Layout("text: filled up, subtotal", Style(subtotal=True), write=_text(flattened.padded), floor=0.2),
    Layout("text: filled up, groups repeated", Style(groups="repeated"), write=_text(flattened.padded), floor=0.2),
    Layout("text: filled up, blank column", change=changes.column(4), write=_text(flattened.padded), floor=0),
    Layout(
        "text: filled up, row numbers",
        change=changes.column(0, changes.counting("序号")),
        write=_text(flattened.padded),
        floor=0.2,
    ),
    Layout(
        "text: filled up, in four tables",
        change=changes.cut_anywhere(pieces=4),
        write=_text(flattened.padded),
        floor=0.2,
    ),
    Layout("text: printed only, subtotal", Style(subtotal=True), write=_text(flattened.printed_only), floor=0),
    Layout("text: Markdown, another order", Style(order=SWAPPED), write=_text(flattened.markdown), floor=0.2),
    Layout(
        "text: Markdown repeated, another order",
        Style(order=SHUFFLED),
        write=_text(flattened.markdown_repeated),
        floor=0.2,
    ),
    Layout(
        "text: a cell a line, another order", Style(order=SHUFFLED), write=_text(flattened.one_cell_a_line), floor=0
    ),
    Layout(
        "text: Markdown, merged blanks", change=of(1, changes.merged_blanks), write=_text(flattened.own_cells), floor=0
    ),
    Layout("text: middle cells not there", change=changes.without_middle, write=_text(flattened.padded), floor=0),
]

_WORD = [
    Layout("Word", write=word.write),
    Layout("Word: in four tables", change=changes.cut_anywhere(pieces=4), write=word.write),
    Layout("Word: all in one table", change=changes.joined, write=word.write),
    Layout("Word: blank column among the numbers", change=changes.column(4), write=word.write),
    Layout("Word: total first", Style(order=SHUFFLED), write=word.write),
]

_OFFICE: list[tuple[str, Write]] = [
    ("RTF in code page 936", formats.rtf),
    ("RTF in Unicode", partial(formats.rtf, unicode=True)),
    ("HTML named .doc", formats.html_as_doc),
    ("MHTML", formats.mhtml),
    ("Word 2003 XML", formats.wordml),
    ("flat package", formats.flat_package),
    ("OpenDocument", formats.odt),
    ("workbook", formats.xlsx),
    ("PDF", formats.pdf),
    ("PDF, wide pages", partial(formats.pdf, wide=True)),
]

_FORMATS = [
    *(Layout(name, write=write) for name, write in _OFFICE),
    *(Layout(f"{name}: 表三 in four tables", change=changes.cut_anywhere(pieces=4), write=w) for name, w in _OFFICE),
    *(Layout(f"{name}: blank column", change=changes.column(4), write=write) for name, write in _OFFICE),
    *(Layout(f"{name}: total first", Style(order=SHUFFLED), write=write) for name, write in _OFFICE),
    Layout("zip around a .docx", write=lambda case: formats.zipped({"年报/报告.docx": word.write(case)})),
    Layout("zip around a PDF and a note", write=lambda c: formats.zipped({"a.txt": b"see b", "b.pdf": formats.pdf(c)})),
]

_ILLEGIBLE = frozenset(
    re.findall(r"\w+", "mark digit picture below footnote script signs without none off class two only turned")
)
"""What stands beside a number so that it cannot be told: such cells are declared unreadable."""
_DRESSED = [
    Layout(
        f"{kind}: {name}", write=write(dress), floor=0.0 if _ILLEGIBLE & set(name.replace("'", " ").split()) else 1.0
    )
    for kind, write, dresses in (
        ("page", dressed.html, dressed.HTML),
        ("style sheet", dressed.sheeted, dressed.SHEETED),
        ("Word", dressed.docx, dressed.WORD),
        ("Word 2003 XML", dressed.wordml, dressed.WORDML),
        ("RTF", dressed.rtf, dressed.RTF),
        ("OpenDocument", dressed.odt, dressed.ODT),
    )
    for name, dress in dresses.items()
]

_BESIDE = [
    Layout("表三 of the year before, below", change=changes.year_before()),
    Layout("表三 of the year before, above", change=changes.year_before(above=True)),
    Layout("表三 of the year before, named in its first row", change=changes.year_before(in_table=True)),
    Layout("表三 of the year before, without a caption", change=changes.year_before(captioned=False), floor=0.1),
    Layout("表四 with the numbers of its columns", change=changes.column_numbers),
    Layout("表四 with a second row of numbers", change=changes.second_row, floor=0.6),
    Layout("a hidden column among the numbers", write=pages.hidden_column),
]

LAYOUTS = {
    layout.name: layout
    for layout in (
        *_DRAWN,
        *_WORDED,
        *_CUT,
        *_SHIFTED,
        *_FLAT,
        *_WORD,
        *_FORMATS,
        *_DRESSED,
        *_BESIDE,
        *habits.LAYOUTS,
        *unforeseen.LAYOUTS,
        *enumerated.LAYOUTS,
        *drawings.LAYOUTS,
        *written.LAYOUTS,
    )
}
