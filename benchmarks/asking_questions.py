"""What researchers ask, in SQL over the views and over the table that one would make at first, or the Parquet export.

That table has a row a cell with its keys as text. What the panel, the totals and the headlines answer is kept after
each load; the same asked of every report is a scan.
"""

from dataclasses import dataclass

import forms

AT_ONCE, SCAN = 100, 3_000
"""Milliseconds: what a provided question may take, and what a free scan may."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with ``:agency`` and ``:year``; the goal is in ms. ``naive`` is asked of Parquet too.

    ``wide`` is the same asked of the panel of a release.
    """

    name: str
    views: str
    naive: str
    at_most: float
    wide: str = ""


_DENIED = ", ".join(f"'{row.key}'" for row in forms.TABLES["t3"].descendants("denied"))
_LOST = "'direct_corrected', 'after_review_corrected'"
_RECEIVED = (
    "SELECT agency, value FROM naive WHERE tbl = 't3' AND line = 'new_received' AND col = 'total' AND year = :year"
)
_REFUSED = (
    "SELECT substr(district_code, 1, 2) AS province, year,"
    f" sum(CASE WHEN line IN ({_DENIED}) THEN value END) * 1.0"
    " / nullif(sum(CASE WHEN line = 'results_total' THEN value END), 0)"
    " FROM naive WHERE tbl = 't3' AND col = 'total' GROUP BY 1, 2"
)
_LOSERS = (
    f"SELECT district_code, agency, sum(value) AS lost FROM naive WHERE tbl = 't4' AND col IN ({_LOST})"
    " GROUP BY 1, 2 ORDER BY lost DESC LIMIT 100"
)

QUESTIONS = (
    Question(
        "q1 one agency, all years",
        "SELECT * FROM panel WHERE agency = :agency",
        "SELECT year, tbl, line, col, value FROM naive WHERE agency = :agency",
        5,
        "SELECT * FROM panel WHERE agency = :agency",
    ),
    Question(
        "q1 by concept, with its grade",
        "SELECT year, concept, value, grade FROM series WHERE agency = :agency",
        "SELECT year, tbl, line, col, value FROM naive WHERE agency = :agency",
        5,
    ),
    Question(
        "q2 one number of all agencies in a year",
        "SELECT agency, received FROM panel WHERE year = :year",
        _RECEIVED,
        AT_ONCE,
        "SELECT agency, received FROM panel WHERE year = :year",
    ),
    Question(
        "q3 refusal rate by province and year",
        "SELECT substr(district_code, 1, 2) AS province, year, sum(numerator) / nullif(sum(denominator), 0)"
        " FROM headlines WHERE indicator = 'refusal_rate' GROUP BY 1, 2",
        _REFUSED,
        AT_ONCE,
        "SELECT substr(district_code, 1, 2) AS province, year, sum(denied) / sum(answered) FROM panel"
        " WHERE scope = 'agency' AND denied IS NOT NULL AND answered IS NOT NULL GROUP BY ALL",
    ),
    Question(
        "q4 the hundred agencies that lost most suits",
        "SELECT district_code, agency, value FROM totals WHERE concept = 'suits_lost' ORDER BY value DESC LIMIT 100",
        _LOSERS,
        AT_ONCE,
        "SELECT district_code, agency, sum(suits_lost) AS lost FROM panel WHERE scope = 'agency'"
        " GROUP BY ALL ORDER BY lost DESC NULLS LAST LIMIT 100",
    ),
)
SCANS = (
    Question(
        "q2 of every report",
        "SELECT agency, value FROM series WHERE concept = 'received' AND year = :year",
        _RECEIVED,
        SCAN,
    ),
    Question(
        "q3 of every report",
        "SELECT substr(district_code, 1, 2) AS province, year, sum(numerator) * 1.0 / nullif(sum(denominator), 0)"
        " FROM indicators WHERE indicator = 'refusal_rate' AND scope = 'agency' AND flag IS NULL GROUP BY 1, 2",
        _REFUSED,
        SCAN,
    ),
    Question(
        "q4 of every report",
        "SELECT district_code, agency, sum(suits_lost) AS lost FROM panel WHERE scope = 'agency'"
        " GROUP BY 1, 2 ORDER BY lost DESC LIMIT 100",
        _LOSERS,
        SCAN,
    ),
)
