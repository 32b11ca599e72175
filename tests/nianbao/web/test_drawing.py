"""Charts and remarks: where another form begins, and names that are no markup."""

import json
import re
from decimal import Decimal

from forms import Grade
from nianbao.web.drawing.figures import EMPTY, Plotted, borders, figure, plotted, shown
from nianbao.web.resources.numbers.points import NO_REPORT, Number, Standing
from nianbao.web.templating import environment
from nianbao.web.words import Language
from storage.records import State

SHARE = Number(
    Decimal("0.125"), Standing.REPORTED, Decimal(3), Decimal(24), "ratio", ("a2021",), Grade.EXACT, small=True
)
DASHED = Number(None, Standing.UNREPORTED, unit="件", forms=("a2021",), grade=Grade.EXACT, without=(State.DASH,))


def test_a_share_says_of_what_and_nothing_is_never_nought() -> None:
    assert (figure(SHARE), figure(DASHED), figure(NO_REPORT)) == ("12.5%", EMPTY, EMPTY)
    assert shown(Language.EN, SHARE).remark == "3 of 24; share in fewer than 30; form of 2021"
    assert "a dash" in shown(Language.EN, DASHED).remark
    points = [Plotted(2023, SHARE, shown(Language.EN, SHARE), joined=False)]
    points.append(Plotted(2024, DASHED, shown(Language.EN, DASHED), joined=False))
    assert plotted("甲", points)["values"] == [12.5, None]


def test_what_counts_something_else_says_in_which_unit() -> None:
    older = Number(Decimal(3), Standing.REPORTED, unit="项", forms=("b2019",), grade=Grade.BROKEN)
    assert "单位：项" in shown(Language.ZH, older).remark
    assert "apart" in shown(Language.ZH, older).css.split()


def test_a_border_stands_before_the_first_year_of_a_form_also_after_a_gap() -> None:
    forms = {2017: {"c2014"}, 2018: set[str](), 2019: {"b2019"}, 2020: {"b2019", "a2021"}, 2021: {"a2021"}}
    assert [edge["year"] for edge in borders(Language.ZH, forms)] == [2019, 2020, 2021]
    assert borders(Language.ZH, {2021: {"a2021"}, 2023: {"a2021"}}) == []


def test_a_name_in_a_chart_is_never_markup() -> None:
    hostile = "</script><script>alert(1)</script>"
    chart = {"title": hostile, "unit": "件", "lines": [{"name": hostile}], "borders": []}
    macro = environment(Language.ZH).from_string(
        '{% from "asking/numbers.html" import charts with context %}{{ charts([chart], "c") }}'
    )
    page = macro.render(chart=chart)

    assert page.count("<script") == 1
    (data,) = re.findall(r'id="c-0">(.*?)</script>', page, re.DOTALL)
    assert json.loads(data)["title"] == hostile
