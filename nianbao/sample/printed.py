"""The statutory tables as agencies print them: the words of the two forms, their merged cells, the numbers.

The words stand here once more and are not taken from ``forms``: an agency does not know our vocabulary, and a slip
in it would pass unnoticed on pages that were made from it.
"""

from collections.abc import Iterator, Mapping

from crawler.extractors.document import Span

Numbers = Mapping[tuple[str, str, str], str]
"""(table, row, column) → what is printed there; a cell that is not in it is left empty."""

Row = tuple[Span, ...]
Rows = tuple[Row, ...]

_Block = tuple[str, tuple[tuple[str, str, int], ...], tuple[tuple[str, str], ...]]
"""Heading of a block of 表二, its columns with key, words and width, and its rows with key and words."""

_DECISIONS = (("decisions", "本年处理决定数量", 3),)
_ITEMS = (
    ("items_prev_year", "上一年项目数量", 1),
    ("items_change", "本年增/减", 1),
    ("decisions", "处理决定数量", 1),
)

DISCLOSURE: Mapping[str, tuple[str, tuple[_Block, ...]]] = {
    "a2021": (
        "t2a",
        (
            (
                "第二十条第（一）项",
                (("made", "本年制发件数", 1), ("repealed", "本年废止件数", 1), ("in_force", "现行有效件数", 1)),
                (("regulations", "规章"), ("normative_docs", "行政规范性文件")),
            ),
            ("第二十条第（五）项", _DECISIONS, (("licensing", "行政许可"),)),
            ("第二十条第（六）项", _DECISIONS, (("penalties", "行政处罚"), ("coercion", "行政强制"))),
            (
                "第二十条第（八）项",
                (("fee_amount", "本年收费金额（单位：万元）", 3),),
                (("admin_fees", "行政事业性收费"),),
            ),
        ),
    ),
    "b2019": (
        "t2b",
        (
            (
                "第二十条第（一）项",
                (
                    ("newly_made", "本年新制作数量", 1),
                    ("newly_public", "本年新公开数量", 1),
                    ("public_total", "对外公开总数量", 1),
                ),
                (("regulations", "规章"), ("normative_docs", "规范性文件")),
            ),
            ("第二十条第（五）项", _ITEMS, (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项"))),
            ("第二十条第（六）项", _ITEMS, (("penalties", "行政处罚"), ("coercion", "行政强制"))),
            (
                "第二十条第（八）项",
                (("items_prev_year", "上一年项目数量", 1), ("items_change", "本年增/减", 2)),
                (("admin_fees", "行政事业性收费"),),
            ),
            (
                "第二十条第（九）项",
                (("procurement_items", "采购项目数量", 1), ("procurement_amount", "采购总金额（单位：元）", 2)),
                (("central_procurement", "政府集中采购"),),
            ),
        ),
    ),
}

APPLICANTS = (
    ("natural_person", "自然人"),
    ("lp_business", "商业企业"),
    ("lp_research", "科研机构"),
    ("lp_public_interest", "社会公益组织"),
    ("lp_legal_service", "法律服务机构"),
    ("lp_other", "其他"),
    ("total", "总计"),
)

_BEFORE = (("new_received", "一、本年新收政府信息公开申请数量"), ("carried_in", "二、上年结转政府信息公开申请数量"))
_ANSWERS = (
    ("granted", "（一）予以公开"),
    ("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
)
_REASONS = (
    (
        "（三）不予公开",
        (
            ("denied_state_secret", "1.属于国家秘密"),
            ("denied_law_forbids", "2.其他法律行政法规禁止公开"),
            ("denied_three_security_one_stability", "3.危及“三安全一稳定”"),
            ("denied_third_party", "4.保护第三方合法权益"),
            ("denied_internal_affairs", "5.属于三类内部事务信息"),
            ("denied_process_info", "6.属于四类过程性信息"),
            ("denied_enforcement_file", "7.属于行政执法案卷"),
            ("denied_admin_query", "8.属于行政查询事项"),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("unable_not_held", "1.本机关不掌握相关政府信息"),
            ("unable_needs_creation", "2.没有现成信息需要另行制作"),
            ("unable_still_unclear", "3.补正后申请内容仍不明确"),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("np_petition", "1.信访举报投诉类申请"),
            ("np_repeat", "2.重复申请"),
            ("np_publication", "3.要求提供公开出版物"),
            ("np_excessive", "4.无正当理由大量反复申请"),
            ("np_confirm_or_reissue", "5.要求行政机关确认或重新出具已获取信息"),
        ),
    ),
)
_OTHER = (
    "（六）其他处理",
    (
        ("other_no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        ("other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
        ("other_misc", "3.其他"),
    ),
)
_OTHER_UNDIVIDED = ("other_undivided", "（六）其他处理")
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

SUITS = ("review", "direct", "after_review")
ENDINGS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)


def results(form: str) -> tuple[str, ...]:
    """The rows of 表三 that say how requests were answered, 总计 aside."""
    reasons = tuple(key for _, rows in _REASONS for key, _ in rows)
    other = tuple(key for key, _ in _OTHER[1]) if form == "a2021" else (_OTHER_UNDIVIDED[0],)
    return (*(key for key, _ in _ANSWERS), *reasons, *other)


def tables(numbers: Numbers, form: str) -> tuple[Rows, Rows, Rows]:
    """表二, 表三 and 表四 of a form."""
    return tuple(_disclosure(numbers, form)), tuple(_requests(numbers, form)), tuple(_disputes(numbers))


def _disclosure(numbers: Numbers, form: str) -> Iterator[Row]:
    table, blocks = DISCLOSURE[form]
    for heading, columns, rows in blocks:
        yield (Span(heading, columns=4),)
        yield (Span("信息内容"), *(Span(words, columns=width) for _, words, width in columns))
        for key, words in rows:
            values = (Span(numbers.get((table, key, column), ""), columns=width) for column, _, width in columns)
            yield (Span(words), *values)


def _requests(numbers: Numbers, form: str) -> Iterator[Row]:
    def values(row: str) -> Row:
        return tuple(Span(numbers.get(("t3", row, column), "")) for column, _ in APPLICANTS)

    yield (Span(_CORNER, 3, 3), Span("申请人情况", columns=7))
    yield (Span("自然人", 2), Span("法人或其他组织", columns=5), Span("总计", 2))
    yield tuple(Span(words) for _, words in APPLICANTS[1:-1])
    for key, words in _BEFORE:
        yield (Span(words, columns=3), *values(key))
    groups = (*_REASONS, _OTHER) if form == "a2021" else _REASONS
    height = len(results(form)) + 1
    opened: Row = (Span("三、本年度办理结果", height),)
    for key, words in _ANSWERS:
        yield (*opened, Span(words, columns=2), *values(key))
        opened = ()
    for heading, rows in groups:
        for number, (key, words) in enumerate(rows):
            group = () if number else (Span(heading, len(rows)),)
            yield (*group, Span(words), *values(key))
    if form != "a2021":
        yield (Span(_OTHER_UNDIVIDED[1], columns=2), *values(_OTHER_UNDIVIDED[0]))
    yield (Span("（七）总计", columns=2), *values("results_total"))
    yield (Span("四、结转下年度继续办理", columns=3), *values("carried_out"))


def _disputes(numbers: Numbers) -> Iterator[Row]:
    yield (Span("行政复议", columns=5), Span("行政诉讼", columns=10))
    endings = tuple(words for _, words in ENDINGS)
    yield (
        *(Span(words, 2) for words in endings),
        Span("未经复议直接起诉", columns=5),
        Span("复议后起诉", columns=5),
    )
    yield tuple(Span(words) for words in endings * 2)
    yield tuple(Span(numbers.get(("t4", "value", f"{suit}_{key}"), "")) for suit in SUITS for key, _ in ENDINGS)
