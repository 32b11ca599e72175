"""Counts that 总体情况 states, each by the words right beside its number.

Between words and number only what belongs there may stand: 约, 维持 or a second subject in between is enough for the
number to be left alone.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from crawler.extractors.amounts import read_amount
from crawler.extractors.narrative.clauses import Clause
from crawler.extractors.narrative.doubts import is_doubtful
from crawler.extractors.narrative.wording import pattern


class Rule(NamedTuple):
    """Where a number of ``key`` may stand; without ``cue`` in the clause it need not be tried.

    ``text`` becomes a pattern when it is tried for the first time: a process that reads no report has no need of it.
    """

    key: str
    cue: str
    text: str


_KINDS = "了|的|各类|各种|各项|各级|我[区县市局]|全[区县市]|单位|部门|相关|有关|本级|政务|政府|工作|公共"
_ALL_ANSWERED = r"(?P<all>均|都|全部|皆){办}(?:答复|办结|办复|办理完毕|办理完结)"
_ALL_OF_THEM = rf"{{起}}{{件}}(?:申请)?{_ALL_ANSWERED}"
_RULES = tuple(
    Rule._make(rule)
    for rule in (
        ("proactive_total", "主动", rf"主动(?:向社会)?公开(?:{_KINDS})*信息{{=}}{{条}}"),
        ("proactive_total", "主动", r"主动(?:向社会)?公开了?{条}(?:各类|政务|政府|相关|公共)*信息"),
        ("proactive_total", "公开", rf"{{共}}公开(?:{_KINDS})*(?:政府|政务)(?:{_KINDS})*信息{{=}}{{条}}"),
        ("proactive_total", "主动", r"{共}主动公开了?(?P<bare>){条}"),
        ("proactive_total", "公开", r"(?<!主动)公开(?P<headed>各类|各种)(?:政府|政务)?信息{=}{条}"),
        ("proactive_total", "公开", r"{共}(?P<headed>公开)了?{条}(?:各类|政务|政府|相关|公共)*信息"),
        ("new_received", "申请", r"{收}{人}{请}{=}{申}"),
        ("new_received", "新收", r"新收{人}(?:{请})?{=}{件}"),
        ("new_received", "申请", r"{收}了?{起}{申}{人}{请}{止}"),
        ("new_received", "申请", r"^{今年}?(?:政府信息)?依申请公开(?:申请)?(?:数量|总数|件数|数){=}{申}"),
        ("new_received", "申请", r"(?:依申请公开|信息公开申请)(?:收到|受理|新收){=}{申}"),
        ("carried_in", "转", r"{上年}(?:的|未办结)*(?:结转|转入)(?:[到至]|本年|办理|继续)*{人}(?:申请)?{=}{件}"),
        ("carried_in", "上", r"结转上一?年度?{人}(?:申请)?{=}{件}"),
        ("carried_in", "上", r"{起}{件}(?:为|是|系|由)?上一?年度?(?:结转|转入)"),
        ("answered", "复", r"(?<!公开)(?<!提供)(?<!处理)答复{人}(?:{请})?{=}{件}"),
        ("answered", "复", r"(?:完成|作出){人}{请}的?答复{=}{件}"),
        ("answered", "已", _ALL_OF_THEM),
        ("answered", "均", _ALL_OF_THEM),
        ("answered", "答复", r"对{人}(?:{请})?的?答复总?数{=}{申}"),
        ("answered", "办结", r"办结{人}(?:{请})?{=}{件}"),
        ("carried_out", "年", r"{转}(?:继续|办理|处理|答复|办结|的|申请|政府|信息|公开)*{=}{件}"),
        ("carried_out", "年", r"{起}{件}[^\d无未没全均除、]{0,14}?{转}"),
        ("granted", "公开", r"(?<!不)(?<!部分)(?:予以公开|同意公开|全部公开){答}{=}{件}"),
        ("partial", "部分", r"部分(?:予以|同意)?公开{答}{=}{件}"),
        ("denied", "不", r"不(?:予|同意)公开{答}{=}{件}"),
        ("unable", "无法", r"无法提供{答}{=}{件}"),
        ("not_processed", "不予", r"不予处理{答}{=}{件}"),
        ("other", "其他", r"其他处理{答}{=}{件}"),
        ("granted", "答复", r"(?<!不)同意公开答复{=}{申}"),
        ("partial", "答复", r"(?<!不)同意部分公开答复{=}{申}"),
        ("granted", "公开", r"{起}{件}{作}(?:予以|同意|全部)公开"),
        ("partial", "部分", r"{起}{件}{作}(?:予以)?部分公开"),
        ("denied", "不", r"{起}{件}{作}不(?:予|同意)公开"),
        ("unable", "无法", r"{起}{件}{作}无法提供"),
        ("not_processed", "不予", r"{起}{件}{作}不予处理"),
        ("other", "其他", r"{起}{件}{作}其他处理"),
        ("channel_online", "网", r"(?:网络|网上|互联网){道}{=}{件}"),
        ("channel_online", "线", r"(?:在线|线上){道}{=}{件}"),
        ("channel_letter", "信", r"(?:信函|来信){道}{=}{件}"),
        ("channel_letter", "邮寄", r"邮寄{道}{=}{件}"),
        ("channel_in_person", "面", r"当面{道}{=}{件}"),
        ("channel_in_person", "现场", r"现场{道}{=}{件}"),
        ("review_total", "复议", r"{复议}(?:案件?|申请)?{=}{件}"),
        ("review_total", "复议", r"{起}{件}{涉}{复议}(?!机关|决定|委|机构|结果|维持)"),
        ("litigation_total", "诉讼", r"{诉讼}(?:案件?)?{=}{件}"),
        ("litigation_total", "诉讼", r"{起}{件}{涉}{诉讼}(?!结果|维持)"),
    )
)  # fmt: skip


_THEN_ALL_ANSWERED = rf",(?:目前|现|申请)*{_ALL_ANSWERED}(?:$|[,;])"
"""收到申请 3 件，均按时答复: all that was received, if nothing came from the year before or went to the next."""
_ANY_CUE = re.compile("|".join(dict.fromkeys(re.escape(rule.cue) for rule in _RULES)))


def counts(clause: Clause) -> Iterator[tuple[str, Decimal]]:
    """Every count that the clause states beyond doubt, with its key."""
    text = clause.text
    if not _ANY_CUE.search(text):
        return
    for rule in _RULES:
        if rule.cue in text:
            for match in pattern(rule.text).finditer(text):
                value = _value(match)
                if value is not None and not is_doubtful(rule.key, value, match, clause):
                    yield rule.key, value
                    if rule.key == "new_received" and _are_all_answered(match[0], clause):
                        yield "answered", value


def _are_all_answered(received: str, clause: Clause) -> bool:
    then = clause.sentence.rpartition(received)[2]
    return "转" not in clause.whole and pattern(_THEN_ALL_ANSWERED).match(then) is not None


def _value(match: re.Match[str]) -> Decimal | None:
    found = match.groupdict()
    if found.get("nought"):
        return Decimal(0)
    value = read_amount(found["n"], found["scale"])
    return value if value is not None and value == value.to_integral_value() else None
