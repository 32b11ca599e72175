"""The codebook of a release, in English or Chinese: columns, states, the cells of the forms, identities."""

from collections.abc import Iterable, Iterator, Sequence

import forms
from storage.export.descriptor import TITLE
from storage.export.schema import Column, Table, Words

LANGUAGES = ("en", "zh")

_TITLE = Words("Codebook", "数据说明")
_TABLES = Words("The tables", "数据表")
_FORMS = Words("The national forms", "国家统一格式")
_STATUTORY = Words("The statutory tables", "法定表格")
_IDENTITIES = Words("Identities", "勾稽关系")
_STOP, _COLON = Words(".", "。"), Words(": ", "：")
_KEY = Words("A row is told by", "主键")
_COLUMN_HEADS = (Words("column", "列"), Words("name", "名称"), Words("type", "类型"), Words("meaning", "含义"))
_VALUE_HEADS = (Words("value", "取值"), Words("meaning", "含义"))
_FORM_HEADS = (
    Words("format", "代码"),
    Words("name", "名称"),
    Words("authority", "依据"),
    Words("report years", "适用年度"),
    Words("cells", "单元格数"),
)
_LABEL_HEADS = (Words("key", "代码"), Words("label", "标签"), Words("English", "英文"), Words("unit", "单位"))
_ROW_HEADS = (*_LABEL_HEADS[:3], Words("below", "上级"), Words("forms", "适用格式"))
_COLUMNS_OF = Words("Columns", "列")
_ROWS_OF = Words("Rows", "行")
_IDENTITY_HEADS = (
    Words("identity", "代码"),
    Words("strictness", "严格程度"),
    Words("says", "内容"),
    Words("forms", "适用格式"),
)
_STRICTNESS = {
    "hard": Words("must hold", "应当成立"),
    "soft": Words("expected", "一般成立"),
    "bound": Words("plausible", "合理范围"),
}
_EXPRESSIONS = Words(
    "`$c` and `$r` run over columns and rows, `children(denied)` adds up the rows below a heading, `prev.` is the"
    " report of the same agency one year before, and `n.` is a number found in the text.",
    "`$c`、`$r` 依次取各列、各行；`children(denied)` 为某标题下各行之和；`prev.` 指同一机关上一年度的报告；"
    "`n.` 为正文中读出的数字。",
)
_EMPTY = Words("An empty field means that there is nothing; it never means 0.", "空字段表示没有内容，绝不表示 0。")


def codebook(language: str, tables: Sequence[Table]) -> str:
    """As Markdown."""
    book = _Book(language)
    lines = [
        f"# {book.say(_TITLE)}{book.say(_COLON)}{book.say(TITLE)}",
        "",
        book.say(_EMPTY),
        "",
        f"## {book.say(_TABLES)}",
        "",
    ]
    for table in tables:
        lines += book.table(table)
    lines += [f"## {book.say(_FORMS)}", "", *book.national_forms(), f"## {book.say(_STATUTORY)}", ""]
    for statutory in forms.TABLES.values():
        lines += book.statutory(statutory)
    lines += [f"## {book.say(_IDENTITIES)}", "", *book.identities(), book.say(_EXPRESSIONS)]
    return "\n".join(lines) + "\n"


class _Book:
    """The parts of the codebook in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def say(self, words: Words) -> str:
        return words.zh if self._language == "zh" else words.en

    def table(self, table: Table) -> Iterator[str]:
        yield from (f"### `{table.name}`", "", f"{self.say(table.title)}{self.say(_STOP)}", "")
        if table.key:
            yield from (f"{self.say(_KEY)}{self.say(_COLON)}{_code(table.key)}", "")
        rows = [(f"`{c.name}`", self.say(c.title), c.kind.value, self._meaning(c)) for c in table.columns]
        yield from self._grid(_COLUMN_HEADS, rows)
        for column in table.columns:
            if column.among:
                yield from (f"`{column.name}`:", "")
                yield from self._grid(_VALUE_HEADS, [(f"`{v!s}`", self.say(words)) for v, words in column.among])

    def national_forms(self) -> Iterator[str]:
        rows = [
            (
                f"`{form.key}`",
                form.name_zh,
                form.authority,
                f"{form.report_year_from}–{form.report_year_to or ''}",
                len(forms.measures(form.key)),
            )
            for form in forms.FORMS.values()
        ]
        return self._grid(_FORM_HEADS, rows)

    def statutory(self, table: forms.Table) -> Iterator[str]:
        yield from (
            f"### `{table.key}`: {table.title} · {table.title_en}",
            "",
            f"{self.say(_COLUMNS_OF)}{self.say(_COLON)}".rstrip(),
            "",
        )
        columns = [(f"`{c.key}`", c.label, c.label_en, c.unit if c.unit != "mixed" else "") for c in table.columns]
        yield from self._grid(_LABEL_HEADS, columns)
        rows = [
            (f"`{r.key}`", r.label, r.label_en, f"`{r.parent}`" if r.parent else "", _code(r.formats))
            for r in table.rows
        ]
        if rows:
            yield from (f"{self.say(_ROWS_OF)}{self.say(_COLON)}".rstrip(), "", *self._grid(_ROW_HEADS, rows))

    def identities(self) -> Iterator[str]:
        rows = [
            (f"`{i.id}`", self.say(_STRICTNESS[i.severity]), f"`{i.expr}`", _code(i.formats)) for i in forms.IDENTITIES
        ]
        return self._grid(_IDENTITY_HEADS, rows)

    def _meaning(self, column: Column) -> str:
        unit = f" ({self.say(column.unit)})" if column.unit else ""
        return f"{self.say(column.description)}{unit}"

    def _grid(self, heads: Sequence[Words], rows: Iterable[Sequence[object]]) -> Iterator[str]:
        yield _line(map(self.say, heads))
        yield _line("---" for _ in heads)
        yield from map(_line, rows)
        yield ""


def _line(cells: Iterable[object]) -> str:
    return "| " + " | ".join("" if cell is None else str(cell).replace("|", "\\|") for cell in cells) + " |"


def _code(keys: Iterable[str]) -> str:
    return " ".join(f"`{key}`" for key in keys)
