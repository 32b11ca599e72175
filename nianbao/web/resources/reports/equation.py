"""An identity on one binding, taken apart: which cells stand on its left and which on its right."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import forms
from forms import Column, Measure, Row

_SIDES = re.compile(r"^(?P<left>.+?)\s*(?P<sign>==|>=|<=)\s*(?P<right>.+)$")
_TERM = re.compile(
    r"\s*(?P<sign>[+-]?)\s*(?:(?P<times>\d+)\s*\*\s*)?(?P<prev>prev\.)?"
    r"(?:children\((?P<group>\w+)\)\[(?P<of>\w+)\]|n\.(?P<said>\w+)"
    r"|(?P<table>\w+)\.(?P<row>\w+)\[(?P<column>\w+)\]|(?P<number>\d+))\s*"
)
_SIGNS = {"==": "=", ">=": "≥", "<=": "≤"}


@dataclass(frozen=True, slots=True)
class Term:
    """A cell, several that are added (``cells``, each ``table.row.column``), what the prose states, or a number.

    ``before``: of last year's report. ``statement`` is the key of what the prose states.
    """

    factor: int
    label_zh: str
    label_en: str
    cells: tuple[str, ...] = ()
    before: bool = False
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Equation:
    """``left`` should stand in this relation (=, ≤, ≥) to ``right``. ``bound_zh`` names the column or row it is about.

    Sides are empty where the identity could not be checked at all.
    """

    left: tuple[Term, ...]
    sign: str
    right: tuple[Term, ...]
    bound_zh: str = ""
    bound_en: str = ""


def kept(bind: Mapping[str, str]) -> str:
    """A binding as the database keeps it."""
    return json.dumps(dict(bind), sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=4096)
def equation(identity: str, bind: str, form: str) -> Equation:
    """Of a finding as it is stored; ``bind`` is its JSON. One that the forms do not know any more has no sides."""
    try:
        return _equation(identity, json.loads(bind), form)
    except (KeyError, ValueError):
        return Equation((), "", ())


def _equation(identity: str, bound: Mapping[str, str], form: str) -> Equation:
    known = next((i for i in forms.IDENTITIES if i.id == identity), None)
    if known is None:
        return _of_cell(bound)
    filled = known.expr
    for name, value in bound.items():
        filled = filled.replace(f"${name}", value)
    first, _, other = filled.partition(" or ")
    sides = _SIDES.match(first)
    if sides is None or "$" in filled:
        return Equation((), "", ())
    if other:
        return Equation(tuple(_terms(sides["left"], form)), "/", tuple(_terms(other.partition(" ")[0], form)))
    left, right = (tuple(_terms(sides[side], form)) for side in ("left", "right"))
    return Equation(left, _SIGNS[sides["sign"]], right, *_labels(bound, left, right))


def _of_cell(bound: Mapping[str, str]) -> Equation:
    """A check of one cell against what other documents say of it."""
    term = _cell(Measure(bound["table"], bound["row"], bound["column"]), 1)
    return Equation((term,), "=", (), term.label_zh, term.label_en)


def _terms(text: str, form: str) -> Iterator[Term]:
    place = 0
    while place < len(text):
        match = _TERM.match(text, place)
        if match is None:
            raise ValueError(f"forms/identities.toml: {text[place:]!r} is no term")
        yield _term(match, form)
        place = match.end()


def _term(match: re.Match[str], form: str) -> Term:
    factor = int(match["times"] or 1) * (-1 if match["sign"] == "-" else 1)
    if match["number"]:
        return Term(factor, match["number"], match["number"])
    if match["said"]:
        return Term(factor, "", "", statement=match["said"])
    if match["group"]:
        return _group(match["group"], match["of"], form, factor)
    measure = Measure(match["table"], match["row"], match["column"])
    return _cell(measure, factor, before=match["prev"] is not None)


def _cell(measure: Measure, factor: int, *, before: bool = False) -> Term:
    labels = forms.label_zh(measure), forms.label_en(measure)
    return Term(factor, *labels, (".".join(measure),), before)


def _group(group: str, column: str, form: str, factor: int) -> Term:
    """All leaf rows below a heading."""
    table = next(t for t in forms.TABLES.values() if t.row(group))
    row = table.row(group)
    cells = tuple(f"{table.key}.{each.key}.{column}" for each in table.descendants(group, form))
    return Term(factor, row.label if row else group, row.label_en if row else group, cells)


def _labels(bound: Mapping[str, str], *sides: tuple[Term, ...]) -> tuple[str, str]:
    """Of the column (c) or the row (r) that the identity is bound to."""
    cell = next((cell for side in sides for term in side for cell in term.cells), None)
    if cell is None or not bound:
        return "", ""
    table = forms.table(cell.partition(".")[0])
    row = table.row(bound.get("r", ""))
    parts: list[Row | Column] = [] if row is None else [row]
    if "c" in bound:
        parts.append(table.column(bound["c"]))
    return " / ".join(part.label for part in parts), " / ".join(part.label_en for part in parts)
