"""The SQL of ``reports``, ``cells`` and ``findings``."""

from collections.abc import Iterator

import forms
from migrations.views.common import CURRENT, FAILING, FROM, HEAD, SOURCE, WHOSE, Database, captured, held, numeric

_SHOWN = 'identity, bind, outcome, "left", "right"'


def reports(database: Database) -> str:
    """One row a report."""
    return f"""SELECT {WHOSE}, a.kind AS kind, a.division_code AS division_code,
(SELECT p.name FROM agencies p WHERE p.id = a.parent_id) AS parent, v.format AS format,
v.title AS title, v.published AS published, {SOURCE}, v.media_type AS media_type, v.sha256 AS sha256,
{captured(database)}, r.status AS status, v.number AS version, v.scope AS scope
{FROM} {CURRENT}"""  # noqa: S608 – of constants alone


def revisions(database: Database) -> str:
    """Every version, beside the one before it from the same page."""
    return f"""SELECT {HEAD}, v.number AS version,
CASE WHEN v.number = 1 THEN 'first_seen' WHEN b.number IS NULL THEN 'republished'
WHEN b.sha256 = v.sha256 THEN 'reread' ELSE 'revised' END AS what, b.number AS before,
CASE WHEN v.current THEN 1 ELSE 0 END AS shown, v.title AS title, v.published AS published, {SOURCE},
v.sha256 AS sha256, {captured(database)}, v.extractor AS extractor, {FAILING} {FROM}
LEFT JOIN versions b ON b.report_id = v.report_id AND b.number = (SELECT max(p.number) FROM versions p
WHERE p.report_id = v.report_id AND p.url_id = v.url_id AND p.number < v.number)
WHERE r.status <> 'misread'"""  # noqa: S608 – of constants alone


def findings(database: Database) -> str:
    """Of the version itself, and of what documents do not agree on."""
    found = f"""SELECT version_id, {_SHOWN} FROM version_findings UNION ALL
SELECT w.id AS version_id, {_SHOWN} FROM cross_findings x JOIN versions w ON w.report_id = x.report_id AND w.current
WHERE x.until IS NULL"""  # noqa: S608
    left, right = (numeric(f'CAST(f."{side}" AS NUMERIC)', database) for side in ("left", "right"))
    return f"""SELECT {WHOSE}, f.identity AS identity, f.bind AS bind, f.outcome AS outcome,
{left} AS "left", {right} AS "right", j.verdict AS verdict,
j.reason AS reason, {SOURCE} {FROM} JOIN ({found}) f ON f.version_id = v.id
LEFT JOIN judgements j ON j.report_id = r.id AND j.identity = f.identity AND j.bind = f.bind {CURRENT}"""


def cells(database: Database) -> str:
    """Every cell that the version's form asks for, with what its wide row or its mark says."""
    return " UNION ALL ".join(_tables(database))


def _tables(database: Database) -> Iterator[str]:
    for key, table in forms.TABLES.items():
        whens = " ".join(f"WHEN {database.numbers[m]} THEN {held(m, database)}" for m in table.measures())
        number = f"CASE q.measure_id {whens} END"
        value = numeric(f"CAST(COALESCE(k.value, {number}) AS NUMERIC)", database)
        yield f"""SELECT {WHOSE}, v.format AS format, m."table" AS "table", m."row" AS "row", m."column" AS "column",
{value} AS value,
COALESCE(k.state, CASE WHEN {number} IS NOT NULL THEN 'reported' END, {key}.rest_state, 'missing') AS state,
CASE WHEN k.state IS NOT NULL THEN k.raw WHEN {number} IS NOT NULL THEN CAST({number} AS TEXT)
ELSE {key}.rest_raw END AS raw,
{SOURCE}, v.sha256 AS sha256, {captured(database)}, v.extractor AS extractor, v.scope AS scope
{FROM} JOIN form_measures q ON q.format = v.format JOIN measures m ON m.id = q.measure_id AND m."table" = '{key}'
LEFT JOIN numbers_{key} {key} ON {key}.version_id = v.id
LEFT JOIN marks k ON k.version_id = v.id AND k.measure_id = q.measure_id
{CURRENT} AND NOT (q.optional AND k.state IS NULL AND {number} IS NULL)"""
