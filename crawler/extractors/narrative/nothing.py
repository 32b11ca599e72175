"""Clauses that plainly say that there was nothing: 未收到政府信息公开申请, 未发生行政复议、行政诉讼."""

import re
from collections.abc import Iterator

from crawler.extractors.narrative.clauses import Clause
from crawler.extractors.narrative.wording import pattern

_RECEIVED = pattern(r"{不}(?:收到|接到|受理|接收到?|发生|产生|出现|有)?(?!的){人}{请}(?:公开)?(?:政府)?(?:信息)?{尾}")
_CARRIED_IN = pattern(r"{不}上一?年度?(?:的)?结转(?:的)?{人}(?:申请)?{尾}|^上一?年度?{人}(?:申请)?{不}结转{尾}")
_CARRIED_OUT = pattern(r"{不}(?:需)?(?:申请)?{转}(?:继续|办理|处理|答复|的|申请)*{尾}")
_REVIEW = pattern(r"{不}{因}{复议}{尾}")
_SUIT = pattern(r"{不}{因}{诉讼}{尾}")
_BOTH = pattern(r"{不}{因}{复议诉讼}{尾}")
_BOTH_ARE_ZERO = pattern(
    r"{复议诉讼}(?:案件|数量|数|的|情况)*(?:均|都|各|共|总数)*(?:为|是|有|发生)?(?:0|零|〇)(?:件|起|宗|例)?$"
)
_YEAR = re.compile(r"20\d\d年|\d{1,2}月\d{1,2}日")
_CONDITION = re.compile(r"如|若|避免|防止|杜绝|确保|部分|多数|个别|其余|有的|其中|较|比")
_ONE_CHANNEL = re.compile(r"网络|网上|网站|互联网|在线|线上|邮箱|信函|邮寄|当面|现场|传真|来信|窗口")
_OF_INFORMATION = re.compile(r"信息公开|依申请|公开申请|申请公开|公开(?:政府)?信息")
_IN_ANY_WAY = re.compile(
    r"(?<=[收接]到)(?:过|以|通过)?[^,\d]{1,48}(?:等(?:各种|多种|其他|任何)?|[和及与](?:各种|其他|任何))"
    r"(?:形式|方式|渠道|途径)(?:提交|提出)?的?"
)
_COUNT = re.compile(r"[1-9]")
_NOT = re.compile(r"[未没无不零〇0]")


def nothing(clause: Clause) -> Iterator[str]:
    """The keys of which the clause says that there was none."""
    text = _IN_ANY_WAY.sub("", clause.text)
    if not _NOT.search(text) or _COUNT.search(_YEAR.sub("", text)) or _CONDITION.search(text):
        return
    if "复议" in text or "诉讼" in text:
        yield from _disputes(text)
        return
    if "申请" in text and _RECEIVED.search(text) and _is_about_information(text, clause):
        yield "new_received"
    if "上" in text and _CARRIED_IN.search(text):
        yield "carried_in"
    if "年" in text and _CARRIED_OUT.search(text):
        yield "carried_out"


def _is_about_information(text: str, clause: Clause) -> bool:
    return not _ONE_CHANNEL.search(text) and bool(_OF_INFORMATION.search(clause.sentence + clause.head))


def _disputes(text: str) -> Iterator[str]:
    if _BOTH.search(text) or _BOTH_ARE_ZERO.search(text):
        yield "review_total"
        yield "litigation_total"
    elif _REVIEW.search(text):
        yield "review_total"
    elif _SUIT.search(text):
        yield "litigation_total"
