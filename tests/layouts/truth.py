"""What a made-up report says: a text for every cell of a form, in four states of emptiness.

Numbers satisfy every identity of the form and, apart from totals, no two cells print the same one: a number that
lands in another cell can never pass for the right one.
"""

import random
from collections.abc import Callable
from decimal import Decimal

import forms
from forms import Measure, RowKind

Truth = dict[Measure, str]
FORMS = ("a2021", "b2019", "c2014")
STATES = ("full", "sparse", "marks", "bare")
_MARKS = ("", "0", "-", "/", "无", "—")


def make(form: str, state: str, seed: int = 0) -> Truth:
    """``full``: a number everywhere. ``sparse``: first and last columns only. ``marks``: numbers, zeros, dashes and
    blanks mixed. ``bare``: hardly any number at all."""
    chance = random.Random(f"{form}/{state}/{seed}")
    numbers = _Numbers(chance)
    truth: Truth = {}
    for table in forms.form(form).tables:
        truth |= _MAKERS[table](form, numbers)
    return _EMPTIED[state](truth, chance)


class _Numbers:
    """Distinct numbers of three and four digits."""

    def __init__(self, chance: random.Random) -> None:
        self._pool = iter(chance.sample(range(100, 9000), 400))

    def __call__(self) -> int:
        return next(self._pool)


def _disclosure(table: str) -> Callable[[str, _Numbers], Truth]:
    def fill(form: str, number: _Numbers) -> Truth:
        of = forms.table(table)
        truth = {}
        for measure in of.measures(form):
            row, column = of.row(measure.row), of.column(measure.column)
            if row is not None and not row.extension:
                whole = number()
                truth[measure] = f"{whole}.{number():04d}" if column.scale else str(whole)
        return truth

    return fill


def _requests(form: str, number: _Numbers) -> Truth:
    table = forms.table("t3")
    parts = [column.key for column in table.columns if not column.derived]
    rows = [row.key for row in table.rows_of(form) if row.kind is RowKind.LEAF]
    outcomes = [row.key for row in table.descendants("results", form)]
    value: dict[tuple[str, str], int] = {(row, column): number() for row in rows for column in parts}
    for column in parts:
        value["results_total", column] = sum(value[row, column] for row in outcomes)
        out = value["results_total", column] + value["carried_out", column]
        value["carried_in", column] = out - value["new_received", column]
    for row in [*rows, "results_total"]:
        value[row, "total"] = sum(value[row, column] for column in parts)
    return {
        Measure("t3", row.key, column.key): str(value[row.key, column.key])
        for row in table.rows_of(form)
        if row.kind is not RowKind.GROUP
        for column in table.columns
    }


def _disputes(_: str, number: _Numbers) -> Truth:
    truth: Truth = {}
    total = 0
    for column in forms.table("t4").columns:
        if column.derived:
            truth[Measure("t4", "value", column.key)], total = str(total), 0
        else:
            one = number()
            total += one
            truth[Measure("t4", "value", column.key)] = str(one)
    return truth


def _statistics(form: str, number: _Numbers) -> Truth:
    table = forms.table("s14")
    value: dict[str, str] = {}
    for row in reversed(table.rows_of(form)):
        if row.kind is RowKind.SUBTOTAL:
            value[row.key] = str(sum(int(value[r.key]) for r in table.rows if r.parent == row.key))
        elif row.kind is not RowKind.GROUP:
            value[row.key] = f"{number()}.{number()}" if row.scale else str(number())
    value["answered"] = str(sum(int(value[r.key]) for r in table.rows if r.parent == "answered"))
    value["closed_extended"] = str(int(value["answered"]) - int(value["closed_on_time"]))
    value["closed"] = value["answered"]
    return {m: value[m.row] for m in table.measures(form)}


_MAKERS: dict[str, Callable[[str, _Numbers], Truth]] = {
    "t2a": _disclosure("t2a"),
    "t2b": _disclosure("t2b"),
    "t3": _requests,
    "t4": _disputes,
    "s14": _statistics,
}


def _full(truth: Truth, _: random.Random) -> Truth:
    return truth


def _sparse(truth: Truth, _: random.Random) -> Truth:
    """Natural persons and totals only, the first column of 表二 and every second row of the old table."""
    kept = {"natural_person", "total", "made", "newly_made", "items_prev_year", "decisions", "procurement_items"}
    emptied: Truth = {}
    for n, (measure, text) in enumerate(truth.items()):
        if measure.table == "t4":
            keep = measure.column.endswith(("pending", "total"))
        elif measure.table == "s14":
            keep = n % 2 == 0
        else:
            keep = measure.column in kept
        emptied[measure] = text if keep else ""
    for measure in emptied:
        if measure.table == "t3" and measure.column == "total":
            emptied[measure] = emptied[measure._replace(column="natural_person")]
        elif measure.table == "t4" and measure.column.endswith("total"):
            emptied[measure] = emptied[measure._replace(column=measure.column.replace("total", "pending"))]
    return emptied


def _marks(truth: Truth, chance: random.Random) -> Truth:
    return {m: text if chance.random() < 0.4 else chance.choice(_MARKS) for m, text in truth.items()}


def _bare(truth: Truth, chance: random.Random) -> Truth:
    return {m: text if chance.random() < 0.04 else "" for m, text in truth.items()}


_EMPTIED = {"full": _full, "sparse": _sparse, "marks": _marks, "bare": _bare}


def meaning(text: str) -> tuple[str, Decimal | None]:
    """What a printed text of the truth means: the name of its state and the number, if it is one."""
    plain = {"": "blank", "-": "dash", "—": "dash", "/": "slash", "无": "none_word"}.get(text)
    return (plain, None) if plain else ("reported", Decimal(text))
