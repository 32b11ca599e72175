"""Which time a clause speaks of: the whole report year, or another one, a part of it, a comparison, a plan."""

import re

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_SPAN = re.compile(r"(20\d\d)年?[—–~至到-]+(20\d\d)年")
_THIS_YEAR = re.compile(r"本年|今年|本报告期")
_LAST_YEAR = re.compile(
    r"去年(?!.{0,8}结转)|前年(?!.{0,8}结转)|(?<!结转)(?<!结转至)上一?年度?(?!.{0,8}(?:结转|转入))|往年|历年"
)
_WHOLE_YEAR = re.compile(
    r"全年|年内|1月1日(?:起|始)?[至到—–~-]+(?:20\d\d年)?12月(?:31日|底)|12月(?:31日|底)|(?<!\d)1月?[至到—–~-]12月"
)
_PART = re.compile(r"\d月|[上下]半年|季度|目前")
_RATE = r"每[年月周日天]|月均|日均|年均|平均|当[日月天]"
_COMPARED = re.compile(
    r"同比|环比|相比|比(?:上|去|前|20)|较(?:上|去|前|20)|同期|增长|增加|增至|增幅|减少|减至|下降|降至|上升|回落|持平|多于|少于|以来|"
    r"近[两三几\d]年|以往"
)
_NOT_SO = re.compile(rf"计划|拟|预计|力争|争取|目标|打算|预算|下一步|明年将|[一单]个?月|最[多高]|集中[收受]|{_RATE}")
_SO_FAR = re.compile(r"截[至止]|以来|[底末]")
_WITHIN = re.compile(r"全年|本年|今年|年度|20\d\d年")


class Times:
    """The time that a sentence has come to, clause by clause: 2023年，收到 5 件，办结 5 件 is all about 2023."""

    def __init__(self, year: int | None) -> None:
        self._year = year
        self.state = (False, False)
        """Whether it is another year, and whether it is a part of one; what a bracket says ends with the bracket."""

    def move(self, text: str) -> None:
        """Go on to a clause; one that only compares does not change the time."""
        if not ("年" in text or "月" in text or "季度" in text or "目前" in text) or _COMPARED.search(text):
            return
        another_year, part = self.state
        named = {int(found) for found in _YEAR.findall(text)}
        if named:
            span = _SPAN.search(text)
            another_year, part = named != {self._year} or bool(span and span[1] != span[2]), False
        elif _LAST_YEAR.search(text):
            another_year = True
        elif _THIS_YEAR.search(text):
            another_year, part = False, False
        if _WHOLE_YEAR.search(text):
            part = False
        elif _PART.search(text):
            part = True
        self.state = another_year, part

    def is_now(self, text: str, so_far: str) -> bool:
        """Whether a clause is about the whole report year; ``so_far`` is its sentence up to its end."""
        if any(self.state) or _COMPARED.search(text) or _NOT_SO.search(text):
            return False
        return "累计" not in text or bool(_WITHIN.search(so_far) and not _SO_FAR.search(so_far))

    def named(self, text: str) -> str:
        """The clause with 下年 and 上年 for years that are named as where cases were carried to or from."""
        if self._year is None or "结转" not in text or "20" not in text:
            return text
        text = re.sub(rf"(结转|顺延)([至到入]?){self._year + 1}年度?", r"\1\2下年", text)
        text = re.sub(rf"(结转[至到入]?){self._year}年度?", r"\1本年", text)
        text = re.sub(rf"结转{self._year - 1}年度?", "上年结转", text)
        return re.sub(rf"{self._year - 1}年度?(?=结转)", "上年", text)
