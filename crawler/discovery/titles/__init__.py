"""Is this title an annual report, of which year and of which agency?

A title is read around its core, the words 信息公开 … 年度报告: what stands before names agency and year, what stands
after tells notices, interpretations and templates from the report itself. Titles without year or agency occur, so
what a title leaves open is MAYBE, and the column it stands in decides.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from crawler.discovery.titles import names, wording, years

_LACKS_THE_WORDS = "lacks the words of a report"


class TitleKind(StrEnum):
    """REPORT says so itself, MAYBE needs the help of its column, OTHER is something else."""

    REPORT = "report"
    MAYBE = "maybe"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What a title says; ``reason`` tells in a word why it is OTHER (解读, 通知 …) or no more than MAYBE."""

    kind: TitleKind
    year: int | None = None
    agency: str | None = None
    reason: str = ""

    @property
    def speaks_of_a_report(self) -> bool:
        """Whether it has the words of a report of open-government work and is not known to be something else."""
        return self.kind is not TitleKind.OTHER and self.reason != _LACKS_THE_WORDS


_LONGEST = 500
"""Characters; what is longer is text, and only its beginning may be a title."""
_CORE = re.compile(
    rf"(?:政府)?(?:信息(?:[与和及、]?政务)?公开|(?<=政府)公开信息)(?:(?:{years.YEAR.pattern})|[工作年度的底情况及()-])*?"
    r"(?:年度?工?作?总?结?报告|年报|工作报告|情况的?报告|年度报|告年度报|报告)"
)
_EXTENSION = re.compile(r"\s*\.\s*(?:docx?|wps|pdf|rtf|xlsx?|ofd|zip|rar|s?html?|txt|md)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    r"^(?:(?:标题|题名|题目|名称|文件名):|正文(?=20\d\d|:):?|附件\d*[::.、]?|\(?[\d一二三四五六七八九十]{1,3}\)?[.、:)]|[·•●■◆>*-]+)"
)
_LABEL = re.compile(r"\[[^\]]*\]|【[^】]*】|〔[^〕]*〕")
_PAREN = re.compile(r"\([^()]*\)")
_UNRELATED = "unrelated"
_WORDS = "政府信息公开工作年度报告"
_CUT = re.compile(r"(?:\.{2,}|。{2,}|⋯+)$")


def read_title(text: str) -> TitleFacts:
    """What a title, a link's text or a file's name says about the report behind it."""
    return _read(text[:_LONGEST])


@lru_cache(maxsize=8192)
def _read(text: str) -> TitleFacts:
    title = _squeeze(text)
    plain = title.translate(wording.SIMPLIFIED)
    if not plain:
        return TitleFacts(TitleKind.OTHER, reason="empty")
    core = _core(plain)
    if core is None and (cut := _CUT.search(plain)):
        return _read_cut(title[: cut.start()], plain[: cut.start()])
    if core is None:
        return _read_without_core(title, plain)
    head, tail = plain[: core.start()], plain[core.end() :]
    year = _year(head, core.group(), tail)
    agency = names.before(title[: core.start()]) or names.behind(title[core.end() :]) or names.labelled(text)
    kind, reason = _judged(text, head, core.group(), tail)
    if kind is TitleKind.REPORT and year is None and agency is None:
        kind, reason = TitleKind.MAYBE, "names neither year nor agency"
    return TitleFacts(kind, year, agency, reason)


def _judged(text: str, head: str, core: str, tail: str) -> tuple[TitleKind, str]:
    """What a title is by what stands around its core, and the reason where it is not the report's."""
    if reason := _other_thing(head, core, tail):
        if _may_hold_it(head, tail):
            return TitleKind.MAYBE, "may hold a report or speak of one"
        return TitleKind.OTHER, reason
    doubt = _doubt(head, tail) or _other_subject(head) or _other_label(text)
    return (TitleKind.MAYBE, doubt) if doubt else (TitleKind.REPORT, "")


def _may_hold_it(head: str, tail: str) -> bool:
    """Whether the report may stand below a title that says what is done with it: 关于公布…的通知, …及解读."""
    if wording.WITH_MORE.fullmatch(tail):
        return True
    sent = tail.startswith("的报告") and wording.SUBMITTED.search(head)
    return bool(sent or (wording.OF_THAT.fullmatch(tail) and wording.MADE_KNOWN.search(head)))


def _squeeze(text: str) -> str:
    """The title in one width, without dates, file extensions, labels in square brackets and white space."""
    text = unicodedata.normalize("NFKC", text)
    text = _EXTENSION.sub("", years.without_dates(text))
    without_labels = _LABEL.sub("", text)
    text = without_labels if without_labels.strip() else text.strip(" []【】〔〕")
    text = "".join(text.split())
    if not text.isprintable():
        text = "".join(filter(str.isprintable, text))
    if text.startswith("(") and text.endswith(")") and "(" not in text[1:]:
        text = text[1:-1]
    while (shorter := _ORDINAL.sub("", text)) != text:
        text = shorter
    return text


def _core(plain: str) -> re.Match[str] | None:
    """The last core: in 政府信息公开年报_某局2023年政府信息公开年度报告 the first one names the column."""
    found = None
    for found in _CORE.finditer(plain):
        if _year(plain[: found.start()], found.group(), "") is not None:
            break
    return found


def _other_thing(head: str, core: str, tail: str) -> str:
    """Why a title with a core is still not a report's; empty when it is."""
    for patterns, text in ((wording.BEFORE_THE_REPORT, head), (wording.AFTER_THE_REPORT, tail)):
        for pattern, reason in patterns:
            if pattern.search(text):
                return reason
    if match := wording.OTHER_INFORMATION.search(head) or wording.OTHER_BODIES.search(
        years.YEAR.sub("", head).strip("年度")
    ):
        return f"{match.group()}信息公开"
    if match := wording.SCHOOL_YEAR.search(head) or wording.PART_OF_A_YEAR.search(head + core):
        return match.group()
    return ""


def _doubt(head: str, tail: str) -> str:
    """Why a title with a core may still not be the report; empty when there is no doubt."""
    if years.SPAN.search(head + tail):
        return "names several years"
    rest = _PAREN.sub("", tail)
    if wording.ANNOUNCED.search(rest):
        return "may hold a report or speak of one"
    if rest[:1] not in tuple("-—–_|") and len(wording.HARMLESS.sub("", rest)) > 1:
        return "goes on after the words of a report"
    return ""


def _other_subject(head: str) -> str:
    found = names.subject(head)
    return f"may be on another subject: {found}" if found else ""


def _other_label(text: str) -> str:
    """Whether brackets name the column of something else: 【图解】 before the title of a report."""
    found = next((label for label in names.labels(text) if wording.EXPLAINED.search(label)), "")
    return f"may be what its label says: {found}" if found else ""


def _read_without_core(title: str, plain: str) -> TitleFacts:
    """A title without the words of a report: OTHER when it names something else, MAYBE while it may still be one."""
    year = _year(plain, "", "")
    if wording.EXPLAINED.search(plain):
        return TitleFacts(TitleKind.OTHER, year, reason="解读")
    hint = wording.HINT.search(plain)
    agency = names.before(title[: hint.start()] if hint else title)
    known = bool(agency and len(agency) <= 30 and wording.ORGAN.search(agency.translate(wording.SIMPLIFIED)))
    rest = plain.replace(agency.translate(wording.SIMPLIFIED), "") if known and agency else plain
    for pattern, reason in (*wording.BEFORE_THE_REPORT, *wording.AFTER_THE_REPORT, *wording.OTHER_SUBJECTS):
        if pattern.search(rest):
            return TitleFacts(TitleKind.OTHER, year, reason=reason)
    if match := wording.PART_OF_A_YEAR.search(rest):
        return TitleFacts(TitleKind.OTHER, year, reason=match.group())
    if hint or known or _is_little_more_than(year, plain):
        return TitleFacts(TitleKind.MAYBE, year, agency, _LACKS_THE_WORDS)
    return TitleFacts(TitleKind.OTHER, year, reason=_UNRELATED)


def _read_cut(title: str, plain: str) -> TitleFacts:
    """A title that its list cuts short: a report's may go on in other words, and the page behind it tells."""
    begun = next((n for n in range(len(_WORDS) - 1, 2, -1) if plain.endswith(_WORDS[:n])), 0)
    head = plain[: len(plain) - begun]
    year, agency = _year(head, "", ""), names.before(title[: len(head)])
    if not begun or (year is None and agency is None):
        facts = _read_without_core(title, plain)
        return replace(facts, kind=TitleKind.MAYBE, reason=_LACKS_THE_WORDS) if facts.reason == _UNRELATED else facts
    if reason := _other_thing(head, "", ""):
        return TitleFacts(TitleKind.OTHER, year, agency, reason)
    return TitleFacts(TitleKind.MAYBE, year, agency, "is cut short within the words of a report")


def _is_little_more_than(year: int | None, plain: str) -> bool:
    """2023年, 2023年度 and the like: the column says the rest."""
    return year is not None and len(years.YEAR.sub("", plain).strip("年度()")) <= 2


def _year(head: str, core: str, tail: str) -> int | None:
    """The year inside the core, else the last before it, else the first after it; of several side by side none."""
    if years.SPAN.search(head + core) or (not years.YEAR.search(head + core) and years.SPAN.search(tail)):
        return None
    for text, last in ((core, False), (head, True), (tail, False)):
        if found := years.YEAR.findall(text):
            return years.number(found[-1 if last else 0])
    return None
