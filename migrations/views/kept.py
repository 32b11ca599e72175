"""The SQL of ``headlines``, ``panel`` and ``totals``, which show what ``storage.sums.headlines`` worked out last.

Agencies and districts are joined from the left, so that a question that does not name them does not look them up.
"""

import forms
from migrations.views.common import Database

_WHOSE = "d.code AS district_code, d.name AS district, a.name AS agency"
_NAMED = "LEFT JOIN agencies a ON a.id = k.agency_id LEFT JOIN districts d ON d.id = a.district_id"


def headlines(database: Database) -> str:  # noqa: ARG001 – as all of them
    """As they were added up last."""
    return """SELECT d.code AS district_code, d.name AS district, h.year AS year, h.indicator AS indicator,
CASE WHEN h.denominator IS NULL THEN h.numerator ELSE h.numerator / NULLIF(h.denominator, 0) END AS value,
h.numerator AS numerator, h.denominator AS denominator, h.counted AS counted, h.left_out AS left_out,
h.failing AS failing FROM district_headlines h JOIN districts d ON d.id = h.district_id"""


def panel(database: Database) -> str:  # noqa: ARG001
    """A report a row."""
    concepts = ", ".join(f"k.{concept.key} AS {concept.key}" for concept in forms.concepts())
    return f"""SELECT {_WHOSE}, k.year AS year, k.format AS format, k.scope AS scope, {concepts}, k.failing AS failing
FROM agency_years k {_NAMED}"""  # noqa: S608 – of constants alone


def totals(database: Database) -> str:  # noqa: ARG001
    """The years of an agency together."""
    return f"""SELECT {_WHOSE}, k.concept AS concept, k.value AS value, k.counted AS counted, k.left_out AS left_out,
k.failing AS failing FROM agency_totals k {_NAMED}"""  # noqa: S608
