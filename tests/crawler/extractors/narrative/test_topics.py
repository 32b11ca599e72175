"""Topics of 总体情况, and prose against tables."""

from decimal import Decimal

import pytest

from crawler.extractors.narrative import compare, split
from storage.records import Cell, Outcome, Section, State, Statement


def topics(text: str) -> list[tuple[str, str]]:
    return [(topic.key, topic.text) for topic in split(Section("overview", "一、总体情况", text))]


@pytest.mark.parametrize(
    "leads",
    [
        ["（一）主动公开。", "（二）依申请公开。", "（三）政府信息管理。", "（四）平台建设。", "（五）监督保障。"],
        ["1.主动公开情况:", "2.依申请公开情况:", "3.政府信息资源的管理情况:", "4.公开平台建设情况:", "5.监督保障情况:"],
        ["第一，主动公开。", "第二，依申请公开。", "第三，政府信息管理。", "第四，平台建设。", "第五，监督保障。"],
        ["主动公开。", "依申请公开。", "政府信息管理。", "平台建设。", "监督保障。"],
        [
            "（一）主动公开\n",
            "（二）依申请公开\n",
            "（三）政府信息管理\n",
            "（四）政府信息公开平台建设\n",
            "（五）监督保障\n",
        ],
    ],
)
def test_the_five_topics_are_found_by_their_names(leads: list[str]) -> None:
    text = "引言。\n" + "\n".join(f"{lead}第{n}段，说明情况。" for n, lead in enumerate(leads))
    assert topics(text) == [
        (key, f"第{n}段，说明情况。")
        for n, key in enumerate(["proactive_work", "request_work", "information_mgmt", "platform", "supervision"])
    ]


def test_a_topic_of_the_agencys_own_ends_the_one_before() -> None:
    assert topics("（一）主动公开。甲。\n（二）政策解读。乙。\n丙。\n（三）监督保障。丁。") == [
        ("proactive_work", "甲。"),
        ("supervision", "丁。"),
    ]


def test_points_within_a_topic_are_no_topics() -> None:
    assert topics("（一）主动公开。甲。\n二是强化平台建设。乙。\n1.加强监督。丙。\n（二）依申请公开。丁。") == [
        ("proactive_work", "甲。\n二是强化平台建设。乙。\n1.加强监督。丙。"),
        ("request_work", "丁。"),
    ]


def test_topics_may_follow_each_other_in_one_paragraph() -> None:
    assert topics("（一）主动公开。甲（一）。乙。（二）依申请公开。丙；（三）丁。（三）监督保障。戊。") == [
        ("proactive_work", "甲（一）。乙。"),
        ("request_work", "丙；（三）丁。"),
        ("supervision", "戊。"),
    ]


def test_text_without_topics_has_none() -> None:
    assert topics("全年平稳有序。\n未发生问题。") == []


def cell(table: str, row: str, column: str, value: int) -> Cell:
    return Cell(table, row, column, Decimal(value), State.REPORTED, str(value))


CELLS = [
    cell("t3", "new_received", "total", 50),
    cell("t3", "carried_in", "total", 8),
    cell("t3", "other_fee_unpaid", "total", 2),
    cell("t4", "value", "review_total", 3),
]


def outcome(identity: str, *statements: tuple[str, int]) -> tuple[Outcome, str]:
    said = [Statement(key, Decimal(value), "") for key, value in statements]
    (found,) = [f for f in compare("a2021", CELLS, said) if f.identity == identity]
    return found.outcome, found.convention


def test_prose_and_table_agree_or_not() -> None:
    assert outcome("X_REVIEW", ("review_total", 3)) == (Outcome.PASS, "")
    assert outcome("X_REVIEW", ("review_total", 4)) == (Outcome.FAIL, "")


def test_received_may_mean_with_what_was_carried_in() -> None:
    assert outcome("X_NEW_RECEIVED", ("new_received", 50)) == (Outcome.PASS, "")
    assert outcome("X_NEW_RECEIVED", ("new_received", 58)) == (Outcome.PASS, "with what was carried in")
    assert outcome("X_NEW_RECEIVED", ("new_received", 57))[0] is Outcome.FAIL


def test_an_unpaid_fee_without_a_word_about_fees_is_told() -> None:
    assert outcome("X_FEE_CONSISTENT", ("processing_fee_mentioned", 0))[0] is Outcome.FAIL
    assert outcome("X_FEE_CONSISTENT", ("processing_fee_mentioned", 1))[0] is Outcome.PASS


def test_silence_is_no_finding() -> None:
    assert compare("a2021", CELLS, []) == ()
    assert compare("unknown", [], [Statement("review_total", Decimal(3), "")]) == ()
