"""Labels as the forms print them and as pages write them."""

import pytest

from crawler.extractors.labels import Spellings, bare, normal


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("商业 企业", "商业企业"),
        ("三、\n本\n年度办理结果", "三、本年度办理结果"),
        ("第二十条　第（一）项", "第二十条第(一)项"),
        ("危及『三安全一稳定』", '危及"三安全一稳定"'),
        ("其它结果", "其他结果"),
        ("本年收费金额〔单位：万元〕", "本年收费金额(单位:万元)"),
        ("行政许可注1", "行政许可"),
        ("备注1", "备注1"),
        ("附注2", "附注2"),
    ],
)
def test_widths_blanks_and_quotation_marks_do_not_matter(written, expected):
    assert normal(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("（三）不予公开", "不予公开"),
        ("1．属于国家秘密", "属于国家秘密"),
        ("１、属于国家秘密", "属于国家秘密"),
        ("其中：主动公开规范性文件数", "主动公开规范性文件数"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
        ("规章（指省级政府规章）", "规章"),
        ("（单位）", "(单位)"),
        ("一、", "一、"),
        ("規章 Rules", "规章"),
        ("總計（Total）", "总计"),
    ],
)
def test_ordinals_and_explanations_are_taken_off_unless_nothing_is_left(written, expected):
    assert bare(written) == expected


def test_one_wrong_character_in_a_long_label_is_forgiven_and_said():
    known = Spellings([("np_petition", ("信访举报投诉类申请",)), ("np_repeat", ("重复申请",))])
    assert known.find("1.信访举报投拆类申请") == (("np_petition",), True)
    assert known.find("信访举报投诉类申请") == (("np_petition",), False)


def test_short_labels_are_never_guessed():
    known = Spellings([("regulations", ("规章",)), ("np_repeat", ("重复申请",))])
    assert known.find("规定")[0] == ()
    assert known.find("重新申请")[0] == ()


def test_two_labels_equally_close_decide_nothing():
    known = Spellings([("a", ("本年处理决定数量甲",)), ("b", ("本年处理决定数量乙",))])
    assert known.find("本年处理决定数量丙")[0] == ()


def test_one_spelling_may_stand_for_several_rows():
    known = Spellings([("group", ("（六）其他处理",)), ("row", ("（六）其他处理",))])
    assert known.exact("(六)其他处理") == ("group", "row")
