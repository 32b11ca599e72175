"""Labels that say the same in another language, behind the Chinese or before it: they are the labels that they were."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from crawler.extractors import reading
from crawler.extractors.labels import bare, untranslated
from tests.layouts import formats
from tests.layouts.boxes import Grid
from tests.layouts.case import draw
from tests.layouts.statutory import Style
from tests.layouts.truth import make

ENGLISH = "Number of requests accepted in this year"
WORDS = re.compile(r"[\u4e00-\u9fff]{2}")

Translate = Callable[[str], str]

WAYS: dict[str, Translate] = {
    "behind": lambda label: f"{label} {ENGLISH}",
    "behind a stroke": lambda label: f"{label} / {ENGLISH}",
    "behind, numbered again": lambda label: f"{label} (1) {ENGLISH}",
}


def translated(grid: Grid, way: Translate) -> Grid:
    return [[replace(box, text=way(box.text)) if WORDS.search(box.text) else box for box in row] for row in grid]


@pytest.mark.parametrize("form", ["a2021", "b2019", "c2014"])
@pytest.mark.parametrize("way", WAYS)
def test_every_cell_of_a_bilingual_report_is_read(form: str, way: str) -> None:
    truth = make(form, "full", 11)
    case = draw(form, truth, Style()).each(lambda grid: translated(grid, WAYS[way]))
    (report,) = reading.read(formats.html_as_doc(case)).reports
    found = {(cell.table, cell.row, cell.column): cell.value for cell in report.cells}
    assert report.format == form
    assert all(str(found[tuple(measure)]) == text for measure, text in truth.items())


@pytest.mark.parametrize(
    ("label", "own"),
    [
        ("1.属于国家秘密 1. State secrets", "属于国家秘密"),
        ("New requests 本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"),
        ("（七）总计 (VII) Total", "总计"),
        ('3.危及“三安全一稳定” Endangering "three securities"', '危及"三安全一稳定"'),
        ("规章 규장", "规章"),
        ("行政许可 مەمۇرىي ئىجازەت", "行政许可"),
        ("行政处罚 སྲིད་འཛིན་ཆད་པ།", "行政处罚"),
        ("ᠳᠦᠷᠢᠮ 规章", "规章"),
        ("H5页面", "H5页面"),
        ("A类", "A类"),
    ],
)
def test_the_label_itself(label: str, own: str) -> None:
    assert bare(label) == own


def test_its_ordinal_stays_where_that_tells() -> None:
    assert untranslated("（七）总计 Total") == "(七)总计"
