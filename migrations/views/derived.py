"""The SQL of ``indicators`` and ``series``: a branch a form, with a row for each thing that the form has."""

from collections.abc import Iterable, Iterator, Sequence

import forms
from migrations.views.common import CURRENT, FAILING, HEAD, SOURCE, Database, number, quoted, with_tables

_DEEPEST = 16
"""Successors of successors that are followed, so that a ring of them ends."""

_CONTINUES_AS = f"""CASE WHEN a.successor_id IS NULL THEN a.name ELSE (
WITH RECURSIVE later(id, name, successor_id, steps) AS (
SELECT s.id, s.name, s.successor_id, 1 FROM agencies s WHERE s.id = a.successor_id
UNION ALL SELECT s.id, s.name, s.successor_id, later.steps + 1
FROM later JOIN agencies s ON s.id = later.successor_id WHERE later.steps < {_DEEPEST})
SELECT later.name FROM later ORDER BY later.steps DESC LIMIT 1) END AS continues_as"""  # noqa: S608


def indicators(database: Database) -> str:
    """Worked out only where every part has a number."""
    inner = " UNION ALL ".join(_indicators(database))
    share = "CAST(x.numerator AS DOUBLE PRECISION) / NULLIF(CAST(x.denominator AS DOUBLE PRECISION), 0)"
    heads = "x.district_code, x.district, x.agency, x.year, x.format, x.scope, x.indicator"
    return f"""SELECT {heads},
CASE WHEN x.unreported > 0 THEN NULL WHEN x.share = 1 THEN {share}
ELSE CAST(x.numerator AS DOUBLE PRECISION) END AS value,
CASE WHEN x.unreported = 0 THEN x.numerator END AS numerator,
CASE WHEN x.unreported = 0 THEN x.denominator END AS denominator, x.unreported,
CASE WHEN x.unreported > 0 THEN 'unreported'
WHEN x.share = 1 AND x.denominator = 0 THEN 'zero_denominator' END AS flag,
x.grade, x.failing, x.source_url FROM ({inner}) x"""  # noqa: S608


def _indicators(database: Database) -> Iterator[str]:
    for form in forms.FORMS:
        found = [indicator for indicator in forms.indicators() if form in indicator.forms]
        told = (
            (indicator.key, 1 if form in indicator.denominator else 0, indicator.compares(form, forms.NEWEST))
            for indicator in found
        )
        above = [_sum(indicator.numerator[form], database) for indicator in found]
        below = [_sum(indicator.denominator.get(form, ()), database) for indicator in found]
        yield f"""SELECT {HEAD}, k.column2 AS indicator, k.column3 AS share, {_case(above)} AS numerator,
{_case(below)} AS denominator, {_case([_unreported(i.parts(form), database) for i in found])} AS unreported,
k.column4 AS grade, {FAILING}, {SOURCE} {_of_form(form, found, told)}"""


def series(database: Database) -> str:
    """The cells of each concept in the report's own form."""
    return " UNION ALL ".join(_series(database))


def _series(database: Database) -> Iterator[str]:
    for form in forms.FORMS:
        found = [concept for concept in forms.concepts() if form in concept.forms]
        told = ((concept.key, _unit(concept, form), *_graded(concept, form)) for concept in found)
        values = [_sum(concept.parts(form), database) for concept in found]
        yield f"""SELECT {HEAD}, {_CONTINUES_AS}, k.column2 AS concept, {_case(values)} AS value, k.column3 AS unit,
{_case([_unreported(concept.parts(form), database) for concept in found])} AS unreported, k.column4 AS grade,
NULLIF(k.column5, '') AS note, {FAILING}, {SOURCE} {_of_form(form, found, told)}"""


def _unit(concept: forms.Derived, form: str) -> str:
    first = concept.parts(form)[0].measure
    return forms.TABLES[first.table].unit(first) or concept.unit


def _graded(concept: forms.Derived, form: str) -> tuple[str, str]:
    """The grade, and what there is to say where it is not exact."""
    grade = concept.compares(form, forms.NEWEST)
    return grade, "" if grade is forms.Grade.EXACT else concept.note or ""


def _case(expressions: Sequence[str]) -> str:
    """The one that belongs to the row of ``k``."""
    whens = " ".join(f"WHEN {number} THEN {expression}" for number, expression in enumerate(expressions, 1))
    return f"CASE k.column1 {whens} END"


def _sum(parts: Sequence[forms.Part], database: Database) -> str:
    """NULL as soon as one part is; NULL without parts."""
    terms = [("- " if part.sign < 0 else "+ ") + number(part.measure, database) for part in parts]
    return f"({' '.join(terms)})" if terms else "CAST(NULL AS NUMERIC)"


def _unreported(parts: Sequence[forms.Part], database: Database) -> str:
    tests = (f"CASE WHEN {number(part.measure, database)} IS NULL THEN 1 ELSE 0 END" for part in parts)
    return "(" + " + ".join(tests) + ")"


def _of_form(form: str, found: Sequence[forms.Derived], told: Iterable[tuple[str | int, ...]]) -> str:
    """The reports of a form, each with every row of ``k``: its number, and what is told of it."""
    rows = (
        ", ".join((str(number), *(str(v) if isinstance(v, int) else quoted(v) for v in values)))
        for number, values in enumerate(told, 1)
    )
    tables = {part.measure.table for derived in found for part in derived.parts(form)}
    listed = ", ".join(f"({row})" for row in rows)
    return f"{with_tables(tables, f'(VALUES {listed}) k CROSS JOIN ')} {CURRENT} AND v.format = '{form}'"
