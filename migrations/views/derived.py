"""The SQL of ``indicators`` and ``series``: a branch for each, and for each way in which the forms have it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection

import forms
from migrations.views.common import CURRENT, FAILING, HEAD, SOURCE, number, quoted, with_tables

_DEEPEST = 16
"""Successors of successors that are followed, so that a ring of them ends."""

_CONTINUES_AS = f"""CASE WHEN a.successor_id IS NULL THEN a.name ELSE (
WITH RECURSIVE later(id, name, successor_id, steps) AS (
SELECT s.id, s.name, s.successor_id, 1 FROM agencies s WHERE s.id = a.successor_id
UNION ALL SELECT s.id, s.name, s.successor_id, later.steps + 1
FROM later JOIN agencies s ON s.id = later.successor_id WHERE later.steps < {_DEEPEST})
SELECT later.name FROM later ORDER BY later.steps DESC LIMIT 1) END AS continues_as"""  # noqa: S608


def indicators(connection: Connection) -> str:
    """Worked out only where every part has a number."""
    inner = " UNION ALL ".join(_indicators(connection))
    share = "CAST(x.numerator AS DOUBLE PRECISION) / NULLIF(CAST(x.denominator AS DOUBLE PRECISION), 0)"
    heads = "x.district_code, x.district, x.agency, x.year, x.format, x.scope, x.indicator"
    return f"""SELECT {heads},
CASE WHEN x.unreported > 0 THEN NULL WHEN x.share = 1 THEN {share}
ELSE CAST(x.numerator AS DOUBLE PRECISION) END AS value,
x.numerator, x.denominator, x.unreported,
CASE WHEN x.unreported > 0 THEN 'unreported'
WHEN x.share = 1 AND x.denominator = 0 THEN 'zero_denominator' END AS flag,
x.grade, x.failing, x.source_url FROM ({inner}) x"""  # noqa: S608


def _indicators(connection: Connection) -> Iterator[str]:
    for indicator in forms.INDICATORS:
        for group in _alike(indicator):
            form = group[0]
            below = indicator.denominator.get(form, ())
            yield f"""SELECT {HEAD}, '{indicator.key}' AS indicator, {1 if below else 0} AS share,
{_sum(indicator.numerator[form], connection)} AS numerator,
{_sum(below, connection) if below else "CAST(NULL AS NUMERIC)"} AS denominator,
{_unreported(indicator.parts(form), connection)} AS unreported,
'{indicator.compares(form, forms.NEWEST)}' AS grade, {FAILING}, {SOURCE}
{_of_forms(indicator.parts(form), group)}"""


def series(connection: Connection) -> str:
    """The cells of each concept in the report's own form."""
    return " UNION ALL ".join(_series(connection))


def _series(connection: Connection) -> Iterator[str]:
    for concept in forms.CONCEPTS:
        for group in _alike(concept):
            parts, grade = concept.parts(group[0]), concept.compares(group[0], forms.NEWEST)
            note = None if grade is forms.Grade.EXACT else concept.note
            first = parts[0].measure
            unit = forms.TABLES[first.table].unit(first) or concept.unit
            yield f"""SELECT {HEAD}, {_CONTINUES_AS}, '{concept.key}' AS concept, {_sum(parts, connection)} AS value,
{quoted(unit)} AS unit, {_unreported(parts, connection)} AS unreported, '{grade}' AS grade,
CAST({quoted(note)} AS TEXT) AS note, {FAILING}, {SOURCE} {_of_forms(parts, group)}"""


def _alike(derived: forms.Derived) -> Iterator[list[str]]:
    """Forms that have the same cells for it stand together."""
    in_order = sorted(derived.forms, key=lambda form: (repr((derived.numerator[form], derived.parts(form))), form))
    for _, group in groupby(in_order, key=lambda form: (derived.numerator[form], derived.parts(form))):
        yield list(group)


def _sum(parts: Sequence[forms.Part], connection: Connection) -> str:
    """NULL as soon as one part is."""
    terms = (("- " if part.sign < 0 else "+ ") + number(part.measure, connection) for part in parts)
    return "(" + " ".join(terms) + ")"


def _unreported(parts: Sequence[forms.Part], connection: Connection) -> str:
    tests = (f"CASE WHEN {number(part.measure, connection)} IS NULL THEN 1 ELSE 0 END" for part in parts)
    return "(" + " + ".join(tests) + ")"


def _of_forms(parts: Sequence[forms.Part], group: Sequence[str]) -> str:
    named = ", ".join(f"'{form}'" for form in group)
    return f"{with_tables({part.measure.table for part in parts})} {CURRENT} AND v.format IN ({named})"
