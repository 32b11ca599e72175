"""The sections of a report, whatever numbers its headings."""

import pytest

import forms
from crawler.extractors.document import Document, Paragraph
from crawler.extractors.report import sections

NAMES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
KEYS = [section.key for section in forms.form("a2021").sections]


def found(*lines: str) -> dict[str, str]:
    document = Document("text/html", tuple(Paragraph(line) for line in lines))
    return {section.key: section.text for section in sections.split(document, forms.form("a2021"))}


def report(*headings: str) -> list[str]:
    return [line for heading in headings for line in (heading, "本年工作按要求完成。")]


@pytest.mark.parametrize(
    "numbers",
    [
        ("一、", "二、", "三、", "四、", "五、", "六、"),
        ("（一）", "（二）", "（三）", "（四）", "（五）", "（六）"),
        ("1.", "2.", "3.", "4.", "5.", "6."),
        ("第一部分 ", "第二部分 ", "第三部分 ", "第四部分 ", "第五部分 ", "第六部分 "),
        ("Ⅰ、", "Ⅱ、", "Ⅲ、", "Ⅳ、", "Ⅴ、", "Ⅵ、"),
        ("", "", "", "", "", ""),
    ],
)
def test_six_sections_are_found_whatever_numbers_them(numbers: tuple[str, ...]) -> None:
    headings = [number + name for number, name in zip(numbers, NAMES, strict=True)]
    assert found(*report(*headings)) == dict.fromkeys(KEYS, "本年工作按要求完成。")


def test_sections_may_be_called_for_short() -> None:
    short = (
        "一、概述",
        "二、主动公开情况",
        "三、依申请公开情况",
        "四、行政复议、行政诉讼情况",
        "五、问题及改进",
        "六、其他事项",
    )
    assert list(found(*report(*short))) == KEYS


def test_topics_that_are_numbered_as_sections_are_none() -> None:
    topics = (
        "一、总体情况",
        "一、主动公开情况",
        "二、依申请公开情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )
    told = found(*report(*topics))
    assert list(told) == ["overview", "problems", "other_matters"]
    assert "依申请公开情况" in told["overview"]


def test_a_sentence_with_the_words_of_a_heading_is_none() -> None:
    assert (
        found("1.总体情况。", "2.主动公开政府信息情况。", "（一）主动公开政府信息情况", "（二）其他需要报告的事项")
        == {}
    )


def test_other_matters_and_problems_have_other_names() -> None:
    names = [
        *(f"{n}、{name}" for n, name in zip("一二三四", NAMES, strict=False)),
        "五、问题和整改",
        "六、需要报告的其他事项",
    ]
    assert list(found(*report(*names))) == KEYS
