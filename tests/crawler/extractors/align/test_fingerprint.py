"""Which form a document follows: by the labels it prints."""

import pytest

import forms
from crawler.extractors.align.fingerprint import decide, recognise
from crawler.extractors.document import Span, Table


@pytest.mark.parametrize("key", [key for key, form in forms.FORMS.items() if form.fingerprint_any])
def test_every_form_is_told_by_its_own_labels(key: str) -> None:
    assert decide(forms.form(key).fingerprint_any) == key


def test_without_telling_labels_there_is_no_form() -> None:
    assert decide([]) is None
    assert decide(["总计", "信息内容", "自然人"]) is None


def test_a_label_of_another_form_rules_a_form_out() -> None:
    for key, form in forms.FORMS.items():
        for label in form.fingerprint_none:
            assert decide([*form.fingerprint_any, label]) != key


def test_the_form_with_most_labels_is_taken_and_of_two_with_as_many_none() -> None:
    old, older = (forms.form(key).fingerprint_any for key in ("c2014", "d2008"))
    alone = [label for label in older if label not in forms.form("c2014").fingerprint_none]
    assert decide([old[1], *alone[:2]]) == "d2008"
    assert decide([*old[1:3], alone[0]]) == "c2014"
    assert decide([old[1], alone[0]]) is None


BOTH = ("本年制发件数", "本年新制作数量")
"""表二 of both forms of today, each of which rules the other out."""
DIVIDED = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"


def test_where_both_forms_stand_the_rows_of_other_results_decide() -> None:
    assert decide([*BOTH, "（六）其他处理", DIVIDED]) == "a2021"
    assert decide([*BOTH, "（六）其他处理"]) == "b2019"
    assert decide([*BOTH, "（六）其他处理", "3.其他"]) == "b2019"
    assert decide(BOTH) is None
    assert decide(["（六）其他处理"]) is None
    assert decide(["本年新制作数量", "（六）其他处理"]) == "b2019"


def test_labels_are_looked_for_in_cells_and_numbers_are_none() -> None:
    label = forms.form("c2014").fingerprint_any[0]
    assert recognise([Table(0, ((Span("12"), Span(label)),))]) == "c2014"
    assert recognise([Table(0, ((Span("12"),),))]) is None
