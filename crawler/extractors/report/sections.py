"""The six sections of a report: 一、总体情况 to 六、其他需要报告的事项, each with the prose below its heading.

Headings are found by what they say; their numerals are often wrong (a restarted 一、 for the second section) and the
sub-topics of 总体情况 are numbered 一、二、三 on some pages.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from crawler.extractors.document import Document, Paragraph
from crawler.extractors.labels import Spellings, normal
from crawler.extractors.report import numbering
from forms import Form
from storage.records import Section

_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十][、.,:)部]|\([一二三四五六七八九十]\)|[一二三四五六](?=[\u4e00-\u9fff]))"
)
_FURNITURE = re.compile(
    r"^(?:[主承]办(?:单位)?(?::|$)|版权所有|政府网站标识码|网站(?:标识码|地图)|\S{0,2}ICP备|\S?公网安备|附件(?:下载)?(?:[:\d]|$)|"
    r"扫一扫|(?:\[|【)?(?:打印|关闭|收藏|分享)|责任编辑|(?:上|下)一[篇条]|相关(?:附件|文档|阅读|链接)|"
    r".{4,60}\.(?:docx?|wps|pdf|rtf|xlsx?|ofd|zip|rar)$)",
    re.IGNORECASE,
)
_OPENS = frozenset("第一二三四五六七八九十")
_MAY_BE_FURNITURE = frozenset("主承版政网附扫打关收分责上下相[【［〔")
_LONGEST = 48
_CUES = {
    "overview": re.compile(r"^(?:总体(?:工作)?情况|概述|基本情况)"),
    "proactive": re.compile(r"^(?:行政机关)?主动公开(?:政府)?信息(?:的)?情况"),
    "requests": re.compile(r"^(?:行政机关)?(?:收到和)?(?:处理|办理)(?:政府)?信息公开申请"),
    "review_litigation": re.compile(r"^(?:因)?(?:政府)?信息公开(?:工作)?(?:被申请|引起的?)?(?:行政)?复议"),
    "problems": re.compile(
        r"^(?:政府信息公开工作)?(?:(?:存在|工作中存在)的?(?:主要)?(?:问题|困难)|(?:主要)?问题[及和与](?:改进|整改|下一步))"
    ),
    "other_matters": re.compile(
        r"^(?:其他(?:需要|应当)?(?:报告|说明)的?|(?:需要|应当)(?:报告|说明)的其他|其他)(?:事项|情况)"
    ),
}


class Heading(NamedTuple):
    """A paragraph that opens a section: where it stands among the blocks, which section, and its words."""

    block: int
    key: str
    title: str


def split(document: Document, form: Form) -> tuple[Section, ...]:
    """The sections in the order of the form; one that is not found is not there.

    A table of contents repeats the headings with nothing between them: of two headings of one section the one that
    is followed by text counts.
    """
    headings = _in_order(_headings(document, form), document)
    ends = [*(heading.block for heading in headings), len(document.blocks)][1:]
    return tuple(
        Section(heading.key, heading.title, _text(document, heading, end))
        for heading, end in zip(headings, ends, strict=True)
    )


def places(document: Document, form: Form) -> dict[str, tuple[int, int]]:
    """For every section found the block of its heading and the block where the next section begins."""
    headings = _in_order(_headings(document, form), document)
    ends = [*(heading.block for heading in headings), len(document.blocks)][1:]
    return {heading.key: (heading.block, end) for heading, end in zip(headings, ends, strict=True)}


def _headings(document: Document, form: Form) -> list[Heading]:
    known = _spellings(form)
    found: list[Heading] = []
    for i, block in enumerate(document.blocks):
        if not isinstance(block, Paragraph):
            continue
        first = block.text[:1]
        if "\u4e00" <= first <= "\u9fff" and first not in _OPENS and not block.heading:
            continue  # most paragraphs begin with an ideograph that is no numeral, and need not be normalised
        if heading := _heading(i, block, known):
            found.append(heading)
    order = [section.key for section in form.sections]
    named = {heading.key for heading in found}
    if len(named) == len(order):
        return found
    otherwise = numbering.find(document, known, order, _CUES)
    if len({heading.key for heading in otherwise}) <= len(named):
        return found
    return [Heading(*heading[:3]) for heading in otherwise]


@lru_cache(maxsize=8)
def _spellings(form: Form) -> Spellings:
    return Spellings((s.key, (s.label, *s.aliases)) for s in form.sections)


def _heading(i: int, block: Paragraph, known: Spellings) -> Heading | None:
    label = normal(block.text[: 2 * _LONGEST])
    ordinal = _ORDINAL.match(label)
    if ordinal is None and not block.heading:
        return None
    words = label[ordinal.end() :] if ordinal else label
    if len(label) <= _LONGEST and not words.endswith(("。", ";")):
        keys, _ = known.find(words)
        key = keys[0] if keys else next((k for k, cue in _CUES.items() if cue.match(words)), None)
        if key and not label.startswith("("):
            return Heading(i, key, block.text.strip())
    return None


def _in_order(headings: Sequence[Heading], document: Document) -> list[Heading]:
    """One heading a section, in the order they stand: of several with the same key the one with most text after it."""
    best: dict[str, tuple[int, Heading]] = {}
    for n, heading in enumerate(headings):
        end = headings[n + 1].block if n + 1 < len(headings) else len(document.blocks)
        size = end - heading.block
        if heading.key not in best or size > best[heading.key][0] + 1:
            best[heading.key] = size, heading
    return sorted((heading for _, heading in best.values()), key=lambda heading: heading.block)


def _text(document: Document, heading: Heading, end: int) -> str:
    """The prose up to the next heading, or to where the site's own furniture begins."""
    lines: list[str] = []
    for block in document.blocks[heading.block + 1 : end]:
        if isinstance(block, Paragraph) and (text := block.text.strip()):
            if _may_be_furniture(text) and _FURNITURE.match(normal(text[:64])):
                break
            lines.append(text)
    return "\n".join(lines)


def _may_be_furniture(text: str) -> bool:
    """Quick to answer for prose, which need not be normalised then."""
    first = text[0]
    if first in _MAY_BE_FURNITURE or not "\u4e00" <= first <= "\u9fff":
        return True
    return text.find("备", 0, 12) >= 0 or text.find(".", 0, 64) >= 0 or text.find("．", 0, 64) >= 0
