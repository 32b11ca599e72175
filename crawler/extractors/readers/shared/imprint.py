"""Labelled facts that stand on a page or in a file beside the report: 索引号, 发布机构, 公开日期, 来源."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from crawler.extractors.document import Paragraph, Table

LABELS = re.findall(
    r"\w+",
    """
    索引号 信息索引号 名称 信息名称 标题 文号 发文字号 分类 主题分类 信息分类 体裁分类 关键词 主题词 时效 有效性
    发布机构 发布机关 发布单位 公开机构 公开单位 发文机关 制发机关 责任单位 责任部门 来源 信息来源 文章来源 稿件来源
    公开日期 公开时间 发布日期 发布时间 生成日期 成文日期 发文日期 发稿日期 发稿时间 发表时间 更新时间 日期 时间
    信息时间 上传时间 录入时间 添加时间 稿件日期 公开范围 公开方式 公开形式
    网站标识码 政府网站标识码
    """,
)
_NAMES = frozenset(LABELS)
_BEGINNINGS = frozenset("[【" + "".join(label[0] for label in LABELS))
_ANY = "|".join(sorted(LABELS, key=len, reverse=True))
_LONG = "|".join(sorted((label for label in LABELS if len(label) > 3), key=len, reverse=True))
_LABELLED = re.compile(rf"(?:(?<![\w\u4e00-\u9fff])({_ANY})|({_LONG}))\s*[:：]\s*")
"""A short label counts only where a word begins (时间 in 采集时间 does not), a long one also behind another's value."""
_ENDS = re.compile(r"[|｜【】\[\]]|\s(?=[\u4e00-\u9fff]{2,8}\s*[:：])|$")
_NOT_NAMES = str.maketrans("", "", " []【】:：")
_LONGEST_LABEL = 12
_LONGEST_LINE = 300
_LONGEST_VALUE = 120
_LARGEST_TABLE = 24
"""Rows: boxes of facts are small, and the form's own large table need not be asked."""


def read_labelled(blocks: Iterable[Paragraph | Table]) -> dict[str, str]:
    """Labelled facts, the first of each: label and value in neighbouring cells, in one line, or in two lines."""
    facts: dict[str, str] = {}
    previous = ""
    for block in blocks:
        if isinstance(block, Table):
            previous = ""
            if len(block.rows) <= _LARGEST_TABLE:
                _add(facts, _in_table(block))
            continue
        text = block.text
        label = _label(text) if text[:1] in _BEGINNINGS else ""
        if previous and not label:
            _add(facts, [(previous, text)])
        elif not label and len(text) <= _LONGEST_LINE and ("：" in text or ":" in text):
            _add(facts, _in_line(text))
        previous = label
    return facts


def _add(facts: dict[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    for label, value in pairs:
        if value and len(value) <= _LONGEST_VALUE:
            facts.setdefault(label, value)


def _label(text: str) -> str:
    """The label a text consists of, spaces inside and a closing colon aside; empty when it is none."""
    if len(text) > _LONGEST_LABEL:
        return ""
    name = text.translate(_NOT_NAMES)
    return name if name in _NAMES else ""


def _in_table(table: Table) -> Iterator[tuple[str, str]]:
    for row in table.rows:
        label = ""
        for span in row:
            text = span.text
            previous, label = label, _label(text) if text[:1] in _BEGINNINGS else ""
            if previous and not label:
                yield previous, text
            elif not label and len(text) <= _LONGEST_LINE and ("：" in text or ":" in text):
                yield from _in_line(text)


def _in_line(text: str) -> Iterator[tuple[str, str]]:
    found = list(_LABELLED.finditer(text))
    for match, following in zip_longest(found, found[1:]):
        value = text[match.end() : following.start() if following else len(text)]
        end = _ENDS.search(value)
        yield match.group(1) or match.group(2), value[: end.start() if end else len(value)].strip()
