"""信息处理费 in 其他需要报告的事项: what was collected, in how many cases, and whether it is spoken of at all."""

import re
from collections.abc import Iterator
from decimal import Decimal

from crawler.extractors.amounts import read_amount
from crawler.extractors.narrative.clauses import Clause, clauses, plain
from crawler.extractors.narrative.wording import pattern

_FEE = re.compile(r"处理费|收费|收取[^,。]{0,8}费")
_OTHER_FEES = re.compile(r"行政事业性|涉企|停车|学费|教育收费|违规|违法|乱收费|水费|收费公示|收费目录|医疗|高速|物业")
_MONEY = (
    r"(?:本年度?|全年|20\d\d年度?|收费|收入|实际|收取|收缴|缴纳|征收|金额|总金额|总额|合计|共计|总计|共|计|为|是|人民币|"
    r":|情况|数额|的|了|均)*+"
)
_COLLECTED = pattern(rf"(?:实际收取|实收){_MONEY}{{元}}")
_AMOUNT = pattern(rf"(?:处理费|收费|收取(?:任何|相关|的)?费用?)(?:\d+[件笔宗]、?)?{_MONEY}{{元}}")
_AMOUNT_FIRST = pattern(r"(?:收取|收缴|征收)了?{元}的?(?:政府)?(?:信息)?(?:公开)?(?:信息)?处理费")
_AMOUNT_ALONE = pattern(rf"^(?:共计?|计|合计|累计|实际|收取|总?金额|总额)(?:收取|收费|收缴|费用)*{_MONEY}{{元}}$")
"""What a clause behind that of the fee may say: 收取信息处理费 3 件，金额 2150 元."""
_COLLECTION = ("实际收取", "实收")
_CASES_FIRST = pattern(
    r"{起}{笔}(?:依?申请公开|政府信息公开|信息公开)*(?:申请)?(?:产生|涉及|收取|缴纳|收缴)了?(?:政府)?(?:信息|公开)*处理费"
)
_CASES = pattern(rf"处理费(?:的?件数)?{_MONEY}{{笔}}")
_NOTICES = pattern(rf"收费通知书?(?:的?件数)?{_MONEY}{{笔}}")
_NOTICES_FIRST = pattern(r"发出{笔}(?:信息处理费)?收费通知")
_NOT_ALL_PAID = re.compile(r"其中|逾期|未缴|未按|(?:缴费|缴纳|收取)\d+件|\d件[^,]{0,4}缴")
_UNPAID = re.compile(r"未(?:缴|支付|交费)|拒[绝不]?缴")
_NONE = pattern(
    r"{不}{收过}(?:(?:信息|公开)*处理费|收费|收取费用|费用|费)(?:的|用|收取|收费|产生|发生|情况|事项|事宜|行为|情形|现象|问题)*$"
)
_SAID_OF_NONE = re.compile(
    r"(?:处理费|收费)(?:收取|收入|收费|缴纳|情况|金额|数额|的|为|是|:|均|总|实际)*"
    r"(?:无|未收取|未发生|未产生|没有|没有收取|没有发生|零|0元?)(?:情况)?$"
)
_HEADING = re.compile(r"处理费(?:的)?(?:收取|收费|缴纳)*(?:的)?(?:情况)?$")
_BARE = re.compile(
    r"^(?:20\d\d年度?|本年度?|全年|我[局区县市镇乡委办]|本[局级机关单位]+|,)*(?:无|未收取|没有收取|未发生|0元)$"
)
_DOUBTFUL = re.compile(r"减免|免收|免除|应收|应缴|退|标准|欠|每件|每页|其中|约|近|超|分别")

Said = tuple[str, Decimal, str]
"""Key, value, sentence."""
_LONGEST = 120


def fees(text: str, year: int | None) -> Iterator[Said]:
    """What the section says of the fee, in 元. Nothing for a section without words."""
    if not text.strip():
        return
    told = next(filter(_speaks_of_it, re.split("[。;；\n]", text)), None) if "费" in text else None
    yield "processing_fee_mentioned", Decimal(bool(told)), plain(told or text)[:_LONGEST]
    if told:
        said = [told for clause in clauses(text, _may_tell, year) for told in _stated(clause)]
        yield from said
        if "收费通知" in text and not any(key == "processing_fee_cases" for key, *_ in said):
            for clause in clauses(text, _may_tell, year):
                yield from _notified(clause)
        yield from _below_its_heading(text)


def _speaks_of_it(sentence: str) -> bool:
    words = plain(sentence)
    return "处理费" in words or bool(_FEE.search(words) and not _OTHER_FEES.search(words))


def _may_tell(text: str) -> bool:
    return "费" in text or "实际收取" in text or "实收" in text or "元" in text


def _stated(clause: Clause) -> Iterator[Said]:
    text = clause.text
    if "其中" in clause.before or _OTHER_FEES.search(text if "处理费" in text else clause.sentence):
        return
    if "实际收取" in clause.sentence or "实收" in clause.sentence:
        amount = _COLLECTED.search(text)
        collected = clause.before[max(0, *map(clause.before.rfind, _COLLECTION)) :]
        if amount is None and collected.startswith(_COLLECTION) and not _DOUBTFUL.search(collected):
            amount = _AMOUNT_ALONE.search(text)
    else:
        amount = _AMOUNT.search(text) or _AMOUNT_FIRST.search(text)
        if _UNPAID.search(clause.sentence):
            amount = None
        elif amount is None and "处理费" in clause.before and not _DOUBTFUL.search(clause.before):
            amount = _AMOUNT_ALONE.search(text)
    if amount and not _DOUBTFUL.search(text):
        value = read_amount(amount["n"], amount["scale"])
        if value is not None:
            yield "processing_fee", value, clause.sentence
    elif _NONE.search(text) or _SAID_OF_NONE.search(text):
        yield "processing_fee", Decimal(0), clause.sentence
    yield from _cases(_CASES.search(text) or _CASES_FIRST.search(text), clause)


def _notified(clause: Clause) -> Iterator[Said]:
    """The notices that were sent, where nothing is said of how many were paid."""
    if not _NOT_ALL_PAID.search(clause.whole):
        yield from _cases(_NOTICES.search(clause.text) or _NOTICES_FIRST.search(clause.text), clause)


def _cases(found: re.Match[str] | None, clause: Clause) -> Iterator[Said]:
    if found and not _DOUBTFUL.search(clause.text):
        value = read_amount(found["n"], found["scale"])
        if value is not None:
            yield "processing_fee_cases", value, clause.sentence


def _below_its_heading(text: str) -> Iterator[Said]:
    """信息处理费收取情况 as a line of its own, and 无 below it."""
    above = ""
    for line in re.split(r"[\n。]+", text):
        words = plain(line)
        if words and _HEADING.search(above) and _BARE.match(words):
            yield "processing_fee", Decimal(0), f"{above}:{words}"
        above = words or above
