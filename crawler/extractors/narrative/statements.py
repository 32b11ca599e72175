"""Numbers that the prose states about the year, each with its sentence; keys as in the narrative fields of the forms.

A number counts only where it stands right beside the words that tell what it is, and only when the prose does not say
another one elsewhere. Comparisons with other years, approximations and parts of a total are left alone.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from crawler.extractors.narrative.amounts import NUMBER, read_amount
from crawler.extractors.narrative.clauses import Clause, clauses
from storage.records import Section, Statement

_CASES = r"(?:件|宗|起|份|人次)"
_ITEMS = r"(?:条|件|篇|项)"
_RECEIVED = r"(?:收到|受理|新收|收办|接收|接到)"
_GAP = r"[^\d零一二两三四五六七八九十]"
"""What may stand between words and their number: no other number."""


def _pattern(text: str) -> re.Pattern[str]:
    parts = {"{N}": NUMBER, "{件}": _CASES, "{条}": _ITEMS, "{~}": _GAP, "{收}": _RECEIVED}
    for name, part in parts.items():
        text = text.replace(name, part)
    return re.compile(text)


_COUNTED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, _pattern(text))
    for key, text in (
        ("proactive_total", r"主动公开{~}{0,16}?信息{~}{0,6}?{N}{条}"),
        (
            "new_received",
            r"(?:收到|受理|新收|收办|接收|接到){~}{0,18}?(?:申请|依申请(?:信息)?公开(?:信息)?){~}{0,5}?{N}{件}",
        ),
        ("new_received", r"{收}(?:了|到)?{N}{件}{~}{0,12}?申请"),
        ("carried_in", r"上(?:一)?年度?结转{~}{0,14}?{N}{件}"),
        ("answered", r"(?<!公开)(?:答复|办结){~}{0,14}?{N}{件}"),
        ("carried_out", r"(?:结转|转|顺延)(?:至|到|入)?(?:下(?:一)?年|次年){~}{0,10}?{N}{件}"),
        ("carried_out", r"{N}{件}{~}{0,16}?(?:结转|转|顺延)(?:至|到|入)?(?:下(?:一)?年|次年)"),
        ("granted", r"(?<!不)(?:予以公开|同意公开)(?:答复)?{~}{0,4}?{N}{件}"),
        ("partial", r"部分公开(?:答复)?{~}{0,4}?{N}{件}"),
        ("denied", r"不予公开(?:答复)?{~}{0,4}?{N}{件}"),
        ("unable", r"无法提供{~}{0,6}?{N}{件}"),
        ("not_processed", r"不予处理{~}{0,4}?{N}{件}"),
        ("other", r"其他处理{~}{0,4}?{N}{件}"),
        ("channel_online", r"(?:网络|网上|互联网|在线)(?:提交|递交)?(?:的)?(?:申请)?{~}{0,4}?{N}{件}"),
        ("channel_letter", r"(?:信函|邮寄|来信)(?:提交|递交)?(?:的)?(?:申请)?{~}{0,4}?{N}{件}"),
        ("channel_in_person", r"(?:当面|现场)(?:提交|递交)?(?:的)?(?:申请)?{~}{0,4}?{N}{件}"),
        ("review_total", r"行政复议{~}{0,8}?{N}{件}"),
        ("review_total", r"{N}{件}{~}{0,14}?行政复议"),
        ("litigation_total", r"诉讼{~}{0,8}?{N}{件}"),
        ("litigation_total", r"{N}{件}{~}{0,14}?行政诉讼"),
    )
)
_COUNT = re.compile(rf"[\d零一二两三四五六七八九十百万亿余多几](?:{_CASES}|{_ITEMS})")
_DENIED = re.compile(r"[未无没]")
_SUBJECT = re.compile(r"申请|诉讼|复议")
_TELLING = re.compile(rf"[\d零一二两三四五六七八九十百万亿余多几]\s*(?:{_CASES}|{_ITEMS})|[未无没].*(?:申请|诉讼|复议)")
"""Most clauses have neither a number of cases nor one of these words, and need not be looked at any closer."""
_NOTHING = r"(?:未|无|没有|没|不存在|尚无)"
_HAPPENED = r"(?:发生|产生|收到|出现|因|被|有)?"
_NONE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("new_received", re.compile(rf"{_NOTHING}(?:收到|接到|接收)[^\d]{{0,16}}?申请(?:的)?(?:情况|事项|件)?$")),
    ("new_received", re.compile(r"^[^\d]{0,8}无依申请公开(?:的)?(?:申请|情况|事项|件)?$")),
    ("review_total", re.compile(rf"{_NOTHING}{_HAPPENED}[^\d]{{0,24}}?行政复议")),
    ("litigation_total", re.compile(rf"{_NOTHING}{_HAPPENED}[^\d]{{0,24}}?诉讼(?:的|案件|情况|事项)*$")),
)
_BOTH = re.compile(
    r"行政复议(?:案件)?(?:和|或|及|与|以及)?(?:被提起)?(?:行政)?诉讼(?:案件|数|的|情况)*"
    rf"(?:均|都|共|总数)?(?:为|是|有)?0{_CASES}"
)
_OTHER_TIMES = re.compile(
    r"去年|同比|相比|比上年|比上一年|较上|较去|增长|增加|减少|下降|上升|回落|累计|历年|以来|近[两三几\d]年"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_NOT_REQUESTS = re.compile(r"建议|提案|留言|来信来访|投诉|举报|问政|诉求|咨询|热线|信箱|信访|网民|工单|审批|窗口|办件")
_REQUESTS = re.compile(r"信息公开|依申请|公开申请|申请公开")
_TOPIC = re.compile(r"依申请|公开申请|申请公开")
"""Offices receive applications of all kinds; these words tell that it is information that was applied for."""
_CARRIED = re.compile(r"结转|转下|转入|顺延|延至")
_PART = re.compile(r"中|同意|予以|不予|部分|无法|其他")
_CHANNELS = re.compile(r"网络|网上|互联网|在线|信函|邮寄|当面|现场|电子邮|传真|来信")

_FEE = re.compile(r"(?:信息)?(?:公开)?(?:信息)?处理费|收费|收取(?:任何)?费用")
_FEE_AMOUNT = _pattern(r"(?:处理费|收费|费用){~}{0,14}?{N}元")
_FEE_CASES = _pattern(r"处理费{~}{0,12}?{N}{件}")
_NO_FEE = re.compile(
    rf"{_NOTHING}[^\d]{{0,28}}?(?:处理费|收费|费用)|(?:处理费|收费|费用)[^\d]{{0,8}}?(?:{_NOTHING}|为零)"
)


class Narrative(NamedTuple):
    """Statements in the order of their keys' first appearance, and sentences about what was left alone."""

    statements: tuple[Statement, ...]
    warnings: tuple[str, ...] = ()


_LONGEST = 120
Said = tuple[str, Decimal, str]
"""Key, value, sentence."""


def read(sections: Sequence[Section], year: int | None) -> Narrative:
    """The numbers of 总体情况 and of 其他需要报告的事项. ``year``: sentences about others are left alone."""
    said: list[Said] = []
    for section in sections:
        if section.key == "overview":
            for clause in clauses(section.text, _TELLING):
                said += _counted(clause, year)
        elif section.key == "other_matters":
            said += _fees(section.text, year)
    return _agreed(said)


def _counted(clause: Clause, year: int | None) -> Iterator[Said]:
    text = clause.text
    counts, denies = _COUNT.search(text), _DENIED.search(text) and _SUBJECT.search(text)
    if not (counts or denies) or _is_of_another_time(clause, year):
        return
    if _BOTH.search(text):
        yield "review_total", Decimal(0), clause.sentence
        yield "litigation_total", Decimal(0), clause.sentence
        return
    for key, pattern in _COUNTED if counts else ():
        match = pattern.search(text)
        if match and not match["about"] and _fits(key, match, clause):
            value = read_amount(match["n"], match["scale"])
            if value is not None and value == value.to_integral_value():
                yield key, value, clause.sentence
    for key, pattern in _NONE if denies else ():
        if pattern.search(text) and not any(character.isdigit() for character in _YEAR.sub("", text)):
            yield key, Decimal(0), clause.sentence


def _is_of_another_time(clause: Clause, year: int | None) -> bool:
    if _OTHER_TIMES.search(clause.text):
        return True
    named = {int(found) for found in _YEAR.findall(clause.text)}
    return bool(named) and year not in named


def _fits(key: str, match: re.Match[str], clause: Clause) -> bool:  # noqa: PLR0911 – one return a doubt
    """Whether nothing around the words makes something else of the number."""
    text, words = clause.text, match.group()
    if "其中" in clause.before + text[: match.end()] and key in ("proactive_total", "new_received", "answered"):
        return False
    if key == "new_received":
        of_information = _REQUESTS.search(clause.sentence) or _TOPIC.search(clause.head)
        return bool(of_information) and not _CHANNELS.search(words) and not _NOT_REQUESTS.search(text)
    if key == "answered":
        about_requests = "申请" in clause.sentence and not _NOT_REQUESTS.search(text)
        return about_requests and not (_CARRIED.search(text) or _CHANNELS.search(words) or _PART.search(words))
    if key.startswith("channel_"):
        return "申请" in clause.sentence and not _NOT_REQUESTS.search(text)
    if key in ("granted", "partial"):
        both = "予以公开" in text and "部分公开" in text
        return not both
    if key == "review_total":
        return "诉讼" not in words
    if key == "litigation_total":
        return ("复议" in clause.sentence or "信息公开" in clause.sentence) and "复议" not in words
    return True


def _fees(text: str, year: int | None) -> Iterator[Said]:
    """信息处理费, in 元: what was collected, in how many cases, and whether the section speaks of it at all."""
    if not text.strip():
        return
    mentions = [clause for clause in clauses(text, _FEE) if _FEE.search(clause.text)]
    first = mentions[0].sentence if mentions else " ".join(text.split())[:_LONGEST]
    yield "processing_fee_mentioned", Decimal(bool(mentions)), first
    for clause in mentions:
        if _is_of_another_time(clause, year):
            continue
        amount = _FEE_AMOUNT.search(clause.text)
        if amount and not amount["about"]:
            value = read_amount(amount["n"], amount["scale"])
            if value is not None:
                yield "processing_fee", value, clause.sentence
        elif not amount and _NO_FEE.search(clause.text):
            yield "processing_fee", Decimal(0), clause.sentence
        if (cases := _FEE_CASES.search(clause.text)) and not cases["about"]:
            value = read_amount(cases["n"], cases["scale"])
            if value is not None:
                yield "processing_fee_cases", value, clause.sentence


def _agreed(said: Sequence[Said]) -> Narrative:
    """A number that the prose states twice and differently is nobody's, unless one says that it is the whole."""
    statements: list[Statement] = []
    warnings: list[str] = []
    for key in dict.fromkeys(key for key, *_ in said):
        of_key = [(value, sentence) for other, value, sentence in said if other == key]
        values = {value for value, _ in of_key}
        if len(values) > 1:
            whole = [(value, sentence) for value, sentence in of_key if re.search(r"全年|全区|共|总", sentence)]
            if len({value for value, _ in whole}) != 1:
                told = ", ".join(format(value, "f") for value in sorted(values))
                warnings.append(f"the prose states {key} as {told}; none was taken")
                continue
            of_key = whole
        statements.append(Statement(key, of_key[0][0], of_key[0][1]))
    return Narrative(tuple(statements), tuple(warnings))
