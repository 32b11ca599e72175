"""What a page says of itself beside the report: its site's code, its index number, and whom the report speaks for."""

import re
from collections.abc import Sequence
from itertools import takewhile

from crawler.discovery.titles import read_title
from crawler.extractors.document import Document, Paragraph
from storage.records import Scope, Section

_SITE_CODE = re.compile(r"(?<!\d)(\d{10})(?!\d)")
_IN_FOOTER = re.compile(r"(?:政府)?网站标识码\s*[:：]?\s*(\d{10})(?!\d)")
_SITE_LABELS = ("siteidcode", "政府网站标识码", "网站标识码")
_INDEX_LABELS = ("索引号", "信息索引号")
_WHOLE = r"(?:全[区县市旗]|各(?:有关|工作|职能|级)?(?:部门|单位|行政机关|街道|镇街|乡镇|镇|委办局))"
_SUMMARY = re.compile(
    rf"汇总[^。]{{0,24}}{_WHOLE}|{_WHOLE}[^。]{{0,24}}(?:汇总|汇编|统计范围)|统计范围[^。]{{0,24}}{_WHOLE}"
)
_COVERED = re.compile(rf"涵盖[^。]{{0,40}}{_WHOLE}|综合[^。]{{0,40}}{_WHOLE}[^。]{{0,30}}而成")
_COUNTED = re.compile(r"全[区县市旗](?:各[^。]{2,10})?(?:共|累计|合计)?(?:收到|受理|新收|办理)[^。]{0,12}申请")
"""全区共收到…申请: the numbers of a government that says so are those of all its agencies."""
_GOVERNMENT = re.compile(r"[区县市旗](?:人民政府)?$")
_FIRST = 600
_LEAD = 40


def site_code(document: Document) -> str | None:
    """政府网站标识码: ten digits, of which the first six are the division of the site's owner."""
    for label in _SITE_LABELS:
        if found := _SITE_CODE.search(document.meta.get(label, "")):
            return found[1]
    for block in reversed(document.blocks):
        if isinstance(block, Paragraph) and "标识码" in block.text and (found := _IN_FOOTER.search(block.text)):
            return found[1]
    return None


def district_code(code: str | None) -> str | None:
    """The division that a site's code begins with; None for a whole province, whose sites hold many."""
    return code[:6] if code and not code.startswith("0000", 2) else None


def index_number(document: Document) -> str | None:
    """索引号, as printed."""
    return next((value for label in _INDEX_LABELS if (value := document.meta.get(label, "").strip())), None)


def scope(title: str | None, sections: Sequence[Section], document: Document) -> Scope:
    """A whole district when title or opening say that it was put together from many agencies; else one agency.

    What stands before the first section tells of a government only: others quote there who asked them to report.
    """
    opening = next((section.text[:_FIRST] for section in sections if section.key == "overview"), "")
    government = _GOVERNMENT.search(read_title(title or "").agency or "") is not None
    if government and (("全" in opening and _COUNTED.search(opening)) or _is_of_many(_before(sections, document))):
        return Scope.SUMMARY
    told = ("汇" in opening or "统计范围" in opening) and _SUMMARY.search(opening)
    return Scope.SUMMARY if told or "汇总" in (title or "") else Scope.AGENCY


def _is_of_many(text: str) -> bool:
    return bool(_SUMMARY.search(text) or _COVERED.search(text))


def _before(sections: Sequence[Section], document: Document) -> str:
    """What stands before the first section."""
    first = sections[0].title if sections else None
    texts = (block.text for block in document.blocks[:_LEAD] if isinstance(block, Paragraph))
    return "\n".join(takewhile(lambda text: first is None or text.strip() != first, texts))
