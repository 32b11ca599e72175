"""Labelled facts that stand on a page or in a file beside the report: 索引号, 发布机构, 公开日期, 来源."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from crawler.extractors.document import Paragraph, Table

LABELS = re.findall(
    r"\w+",
    """
    索引号 信息索引号 名称 信息名称 标题 文号 发文字号 分类 主题分类 信息分类 体裁分类 关键词 主题词 时效 有效性
    发布机构 发布机关 发布单位 公开机构 公开单位 发文机关 制发机关 责任单位 责任部门 来源 信息来源 文章来源 稿件来源
    公开日期 公开时间 发布日期 发布时间 生成日期 成文日期 发文日期 更新时间 日期 时间 公开范围 公开方式 公开形式
    网站标识码 政府网站标识码
    """,
)
_SPACES = re.compile(r"\s+")
_LABELLED = re.compile(rf"(?<![\w\u4e00-\u9fff])({'|'.join(sorted(LABELS, key=len, reverse=True))})\s*[:：]\s*")
_ENDS = re.compile(r"\s{2,}|[|｜【】\[\]]|\s(?=[\u4e00-\u9fff]{2,8}\s*[:：])|$")
_LONGEST_LINE = 300
_LONGEST_VALUE = 120
_NAMES = frozenset(LABELS)


def read_labelled(blocks: Sequence[Paragraph | Table]) -> dict[str, str]:
    """Labelled facts in reading order: label and value in neighbouring cells, in one line, or in two lines."""
    facts: dict[str, str] = {}
    previous = ""
    for block in blocks:
        if isinstance(block, Table):
            pairs = _in_table(block)
            previous = ""
        else:
            pairs = [(previous, block.text)] if previous and not _label(block.text) else _in_line(block.text)
            previous = _label(block.text)
        for label, value in pairs:
            if value and len(value) <= _LONGEST_VALUE:
                facts.setdefault(label, value)
    return facts


def _label(text: str) -> str:
    """The label a text consists of, spaces inside and a closing colon aside; empty when it is none."""
    if len(text) > 20:
        return ""
    name = _SPACES.sub("", text).strip("[]【】:：")
    return name if name in _NAMES else ""


def _in_table(table: Table) -> Iterable[tuple[str, str]]:
    for row in table.rows:
        for span, following in pairwise(row):
            if (label := _label(span.text)) and not _label(following.text):
                yield label, following.text
        for span in row:
            if len(span.text) <= _LONGEST_LINE:
                yield from _in_line(span.text)


def _in_line(text: str) -> Iterable[tuple[str, str]]:
    if len(text) > _LONGEST_LINE:
        return
    found = list(_LABELLED.finditer(text))
    for match, following in zip(found, [*found[1:], None], strict=False):
        value = text[match.end() : following.start() if following else len(text)]
        end = _ENDS.search(value)
        yield match.group(1), value[: end.start() if end else len(value)].strip()
