"""Printed text → number and state."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extractors.numbers import convert, read, spoken, unit_of_heading
from storage.records import State


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.BLANK),
        ("\xa0\u3000 \u200b", State.BLANK),
        ("-", State.DASH),
        ("——", State.DASH),
        ("— —", State.DASH),
        ("/", State.SLASH),
        ("／", State.SLASH),
        ("\\", State.SLASH),
        ("无", State.NONE_WORD),
        ("暂 无", State.NONE_WORD),
        ("见附件", State.UNREADABLE),
        ("12*", State.UNREADABLE),
        ("12(1)", State.UNREADABLE),
        ("①", State.UNREADABLE),
        ("（注1）", State.UNREADABLE),
        ("12²", State.UNREADABLE),
        ("1 2", State.UNREADABLE),
        ("3\n4", State.UNREADABLE),
        ("1,23", State.UNREADABLE),
        ("约20", State.UNREADABLE),
        ("O", State.UNREADABLE),
        ("٣", State.UNREADABLE),
        ("5月", State.UNREADABLE),
    ],
)
def test_what_is_no_plain_number_keeps_its_own_state(text, state):
    assert read(text) == (state, None, None, False)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("0", "0", None),
        (" 58\n", "58", None),
        ("58※", "58", None),
        ("58注²", "58", None),
        ("58[¹]", "58", None),
        ("5（其中网上2件）", "5", None),
        ("１２", "12", None),
        ("１，２３４", "1234", None),
        ("1,234,567.5", "1234567.5", None),
        ("24252.311082", "24252.311082", None),
        ("251000元", "251000", "元"),
        ("3.5 万元", "3.5", "万元"),
        ("0（件）", "0", "件"),
        ("+19", "19", None),
        ("增加19", "19", None),
        ("－8", "-8", None),
        ("减少 8", "-8", None),
        ("零", "0", None),
        ("12①", "12", None),
        ("12［1］", "12", None),
        ("3件（注）", "3", "件"),
        ("共3件", "3", "件"),
        ("共计 3 件", "3", "件"),
    ],
)
def test_printed_numbers_are_read_exactly(text, number, unit):
    printed = read(text)
    assert (printed.state, printed.number, printed.unit) == (State.REPORTED, Decimal(number), unit)
    assert not printed.whole or Decimal(number) == int(Decimal(number))


@pytest.mark.parametrize(
    ("text", "whole"), [("12", True), (" 12\n", True), ("１２", True), ("12件", False), ("1,200", False)]
)
def test_whether_nothing_but_digits_is_printed_is_said(text, whole):
    assert read(text).whole is whole


@given(st.integers(0, 10**12), st.sampled_from(["{}", " {} ", "{}\n", "\u3000{}", "{}件", "{} 件"]))
def test_a_count_survives_white_space_and_its_unit(count, shape):
    assert read(shape.format(count)).number == count


@given(st.integers(0, 10**12))
def test_thousand_separators_and_full_width_digits_change_nothing(count):
    wide = f"{count:,}".translate({ord(c): ord(c) - 0x20 + 0xFF00 for c in "0123456789,"})
    assert read(f"{count:,}").number == read(wide).number == count


@given(st.text(max_size=12))
def test_a_number_is_never_read_where_no_digit_or_zero_word_is_printed(text):
    printed = read(text)
    if printed.state is State.REPORTED:
        assert any(c in "0123456789０１２３４５６７８９零〇" for c in text)
    else:
        assert printed.number is None


@given(st.text(alphabet="0123456789 ,.", min_size=1, max_size=10))
def test_digits_are_never_joined_over_white_space(text):
    printed = read(text)
    if printed.number is not None:
        assert len(text.split()) == 1


def test_money_is_converted_exactly_and_never_into_counts():
    assert convert(Decimal("251000"), "元", "万元") == Decimal("25.1")
    assert convert(Decimal("0.35"), "亿元", "万元") == Decimal(3500)
    assert convert(Decimal(7), None, "万元") == Decimal(7)
    assert convert(Decimal(7), "件", "条") == convert(Decimal(7), "元", None) == Decimal(7)
    assert str(convert(Decimal("30000000"), "元", "万元")) == "3000"
    assert convert(Decimal(7), "元", "件") is None
    assert convert(Decimal(7), "件", "万元") is None


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("本年收费金额(单位:万元)", "万元"),
        ("采购总金额(元)", "元"),
        ("采购总金额", None),
        ("本年处理决定数量", None),
    ],
)
def test_a_heading_may_name_the_unit(heading, unit):
    assert unit_of_heading(heading) == unit


@pytest.mark.parametrize("unseen", ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\xad"])
def test_characters_that_nobody_sees_are_no_part_of_a_number(unseen: str) -> None:
    printed = read(f"{unseen}1{unseen}2{unseen}")
    assert (printed.state, printed.number) == (State.REPORTED, Decimal(12))


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("十二", "12", None),
        ("二十", "20", None),
        ("两千三百件", "2300", "件"),
        ("共三 件", "3", "件"),
        ("一千零三", "1003", None),
        ("一万零五", "10005", None),
        ("十二万三千", "123000", None),
        ("三万", "30000", None),
        ("〇", "0", None),
    ],
)
def test_a_number_in_words(text, number, unit):
    assert spoken(text) == (State.REPORTED, Decimal(number), unit, False)


_UNSURE_WORDS = ("一", "一件", "一二", "二〇二三", "一百二", "一万三", "万", "百", "十二余", "三、", "约十", "零五", "")


@pytest.mark.parametrize("text", _UNSURE_WORDS)
def test_what_is_no_number_in_words_for_certain(text):
    assert spoken(text) is None
