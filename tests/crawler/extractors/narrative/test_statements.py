"""Numbers in prose: what is plainly said is taken, everything else is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extractors.narrative import read
from crawler.extractors.narrative.amounts import read_amount
from storage.records import Section

OTHER_SENTENCES = [
    "本机关共有政务新媒体3个。",
    "全年受理网络问政182件，办结180件。",
    "办理人大代表建议12件、政协提案9件。",
    "组织培训2次，参训40余人次。",
    "微信公众号发布信息1640篇。",
    "（四）监督保障。纳入年度考核。",
]


def said(text: str, key: str = "overview", year: int = 2024) -> dict[str, Decimal]:
    found = read([Section(key, "一、总体情况", text)], year)
    return {statement.key: statement.value for statement in found.statements}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("全年主动公开政府信息1,234条。", "proactive_total", 1234),
        ("通过门户网站主动公开各类政府信息 96 条，", "proactive_total", 96),
        ("全年共主动公开政府信息2.5万条。", "proactive_total", 25000),
        ("共收到政府信息公开申请58件。", "new_received", 58),
        ("2024年，我局共受理依申请公开7件。", "new_received", 7),
        ("本年收到了三件政府信息公开申请，", "new_received", 3),
        ("2024年未收到政府信息公开申请。", "new_received", 0),
        ("本年度无依申请公开事项。", "new_received", 0),
        ("上年度结转政府信息公开申请4件。", "carried_in", 4),
        ("收到公开申请9件，均已按期答复9件。", "answered", 9),
        ("收到申请9件，1件结转下年度继续办理。", "carried_out", 1),
        ("申请办理中，转下年度办理2件。", "carried_out", 2),
        ("其中予以公开5件，", "granted", 5),
        ("部分公开1件，不予公开2件，无法提供3件。", "partial", 1),
        ("部分公开1件，不予公开2件，无法提供3件。", "denied", 2),
        ("部分公开1件，不予公开2件，无法提供3件。", "unable", 3),
        ("不予处理4件，其他处理0件。", "not_processed", 4),
        ("收到申请6件：网络申请4件、信函申请1件、当面申请1件。", "channel_online", 4),
        ("因政府信息公开被申请行政复议2件。", "review_total", 2),
        ("发生行政复议1件、行政诉讼3件。", "litigation_total", 3),
        ("未发生因政府信息公开引起的行政复议和行政诉讼。", "review_total", 0),
        ("未发生因政府信息公开引起的行政复议和行政诉讼。", "litigation_total", 0),
        ("行政复议、行政诉讼均为0件。", "litigation_total", 0),
    ],
)
def test_a_number_beside_its_words_is_taken(text: str, key: str, value: int) -> None:
    assert said(text).get(key) == value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2023年主动公开政府信息300条。", "proactive_total"),
        ("主动公开政府信息300余条。", "proactive_total"),
        ("主动公开政府信息数量较上年增加30条。", "proactive_total"),
        ("主动公开政府信息，其中主动公开财政信息12条。", "proactive_total"),
        ("受理群众来信来访申请12件。", "new_received"),
        ("收到网络申请5件。", "new_received"),
        ("无正当理由大量反复申请。", "new_received"),
        ("未受理的申请均已说明理由。", "new_received"),
        ("答复人大代表建议12件。", "answered"),
        ("予以公开及部分公开258件。", "granted"),
        ("予以公开及部分公开258件。", "partial"),
        ("累计收到申请500件。", "new_received"),
        ("发布农产品抽检情况20680批次。", "proactive_total"),
        ("行政服务中心开设窗口26个，共受理申请121510件。", "new_received"),
    ],
)
def test_what_is_not_plainly_said_is_left_alone(text: str, key: str) -> None:
    assert key not in said(text)


def test_two_numbers_for_one_thing_are_nobodys_and_told() -> None:
    found = read([Section("overview", "", "收到公开申请5件。收到政府信息公开申请8件。")], 2024)
    assert "new_received" not in {statement.key for statement in found.statements}
    assert found.warnings == ("the prose states new_received as 5, 8; none was taken",)


def test_of_two_numbers_the_one_for_the_whole_year_counts() -> None:
    assert said("科技口收到政府信息公开申请3件。全年共收到政府信息公开申请8件。")["new_received"] == 8


def test_a_statement_comes_with_its_sentence() -> None:
    (statement,) = read(
        [Section("overview", "", "一句话。\n全年主动公开政府信息21条，其余从略。再一句。")], 2024
    ).statements
    assert statement.sentence == "全年主动公开政府信息21条,其余从略"


@pytest.mark.parametrize(
    ("text", "mentioned", "fee"),
    [
        ("本年度未收取信息处理费。", 1, 0),
        ("2024年，信息处理费为0元。", 1, 0),
        ("本年度收取信息处理费3940元。", 1, 3940),
        ("共发出收费通知25件，收取信息处理费总金额2,950元。", 1, 2950),
        ("无。", 0, None),
        ("本年度未发生政府信息公开收费事项。", 1, 0),
    ],
)
def test_the_processing_fee_is_read_in_yuan(text: str, mentioned: int, fee: int | None) -> None:
    found = said(text, "other_matters")
    assert found["processing_fee_mentioned"] == mentioned
    assert found.get("processing_fee") == fee


def test_lines_that_a_page_broke_are_one_sentence() -> None:
    assert (
        said("四、政府信息公开申请情况\n本单位在过去的一年里面一共收到政府信息公开申请 3\n4 件。").get("new_received")
        == 34
    )


@given(st.lists(st.sampled_from(OTHER_SENTENCES), max_size=4), st.integers(0, 3), st.integers(0, 9999))
def test_sentences_about_other_things_change_nothing(others: list[str], at: int, number: int) -> None:
    sentences = [*others[:at], f"全年共收到政府信息公开申请{number}件。", *others[at:]]
    found = said("".join(sentences))
    assert found == {"new_received": number}


@given(st.text(alphabet="主动公开政府信息收到申请件条共全年无未0123456789，。、（）余\n", max_size=80))
def test_no_number_is_said_that_is_not_printed(text: str) -> None:
    digits = "".join(c for c in text if c.isdigit())
    assert all(value == 0 or format(value, "f") in digits for value in said(text).values())


@pytest.mark.parametrize(
    ("text", "scale", "value"),
    [
        ("十", None, 10),
        ("十二", None, 12),
        ("二十", None, 20),
        ("一百零五", None, 105),
        ("两", None, 2),
        ("3", "万", 30000),
    ],
)
def test_numerals(text: str, scale: str | None, value: int) -> None:
    assert read_amount(text, scale) == value


@pytest.mark.parametrize("text", ["二三", "零零", "百十"])
def test_what_nobody_writes_is_no_number(text: str) -> None:
    assert read_amount(text, None) in (None, Decimal(0), Decimal(110))
