"""Numbers of one report of the 2021 form: as a department has them, or each another one.

A department's add up as the form demands, and most of them are 0. Where each is another one, a number in a wrong cell
cannot pass for the right one.
"""

import random

import forms
from forms import Measure, RowKind

FORM = "a2021"
Figures = dict[Measure, int]

_SHARE_OF_ZEROS = 0.7
_T3, _T4 = forms.table("t3"), forms.table("t4")
_APPLICANTS = tuple(column.key for column in _T3.columns if column.key != "total")


def distinct(chance: random.Random) -> Figures:
    """Four digits each; nothing adds up."""
    asked = forms.asked(FORM)
    return dict(zip(asked, chance.sample(range(1000, 10_000), len(asked)), strict=True))


def adding_up(chance: random.Random) -> Figures:
    """What a department of a district prints."""
    return {**_disclosure(chance), **_requests(chance), **_disputes(chance)}


def _count(chance: random.Random) -> int:
    return 0 if chance.random() < _SHARE_OF_ZEROS else chance.randint(1, 300)


def _disclosure(chance: random.Random) -> Figures:
    rows = (measure for measure in forms.asked(FORM) if measure.table == "t2a")
    return {m: 0 if m.row in ("regulations", "admin_fees") else _count(chance) for m in rows}


def _requests(chance: random.Random) -> Figures:
    """Per applicant: what was received and carried in equals what was dealt with and carried out."""
    figures: Figures = {}
    results = [row.key for row in _T3.rows_of(FORM) if row.kind is RowKind.LEAF and row.parent in _results()]
    for applicant in _APPLICANTS:
        column = {key: _count(chance) for key in results}
        column["results_total"] = sum(column.values())
        column["carried_out"] = _count(chance)
        taken_on = column["results_total"] + column["carried_out"]
        column["carried_in"] = chance.randint(0, taken_on)
        column["new_received"] = taken_on - column["carried_in"]
        figures |= {Measure("t3", row, applicant): number for row, number in column.items()}
    for row in {measure.row for measure in figures}:
        figures[Measure("t3", row, "total")] = sum(figures[Measure("t3", row, a)] for a in _APPLICANTS)
    return figures


def _results() -> frozenset[str]:
    """The groups of 三、本年度办理结果, itself included."""
    inside = {"results"}
    groups = [row for row in _T3.rows_of(FORM) if row.kind is RowKind.GROUP]
    inside |= {row.key for row in groups if row.parent in inside}
    return frozenset(inside)


def _disputes(chance: random.Random) -> Figures:
    figures: Figures = {}
    for column in _T4.columns:
        part, _, what = column.key.rpartition("_")
        if what == "total":
            continue
        number = _count(chance)
        figures[Measure("t4", "value", column.key)] = number
        total = Measure("t4", "value", f"{part}_total")
        figures[total] = figures.get(total, 0) + number
    return figures
