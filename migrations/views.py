"""The views ``reports``, ``cells`` and ``findings``, in SQL of both databases.

Decimals are cast to numbers: SQLite keeps them as text, and to it any text is larger than any number.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, text

import forms
from storage.models import column_name

_HEAD = "d.code AS district_code, d.name AS district, a.name AS agency, r.year AS year"
_FROM = """FROM versions v JOIN annual_reports r ON r.id = v.report_id JOIN agencies a ON a.id = r.agency_id
JOIN districts d ON d.id = a.district_id JOIN urls u ON u.id = v.url_id JOIN captures c ON c.id = v.capture_id"""

_REPORTS = f"""CREATE VIEW reports AS SELECT {_HEAD}, v.format AS format, v.title AS title, v.published AS published,
u.url AS source_url, v.media_type AS media_type, v.sha256 AS sha256, c.captured_at AS captured_at,
r.status AS status, v.number AS version {_FROM} WHERE v.current"""

_SHOWN = 'identity, bind, outcome, "left", "right"'
_ALL_FINDINGS = f"""SELECT version_id, {_SHOWN} FROM version_findings UNION ALL
SELECT w.id AS version_id, {_SHOWN} FROM cross_findings x JOIN versions w ON w.report_id = x.report_id AND w.current
WHERE x.until IS NULL"""  # noqa: S608 – of constants alone

_FINDINGS = f"""CREATE VIEW findings AS SELECT {_HEAD}, f.identity AS identity, f.bind AS bind, f.outcome AS outcome,
CAST(f."left" AS NUMERIC) AS "left", CAST(f."right" AS NUMERIC) AS "right", j.verdict AS verdict,
j.reason AS reason, u.url AS source_url
{_FROM} JOIN ({_ALL_FINDINGS}) f ON f.version_id = v.id
LEFT JOIN judgements j ON j.report_id = r.id AND j.identity = f.identity AND j.bind = f.bind WHERE v.current"""


def make_views(connection: Connection) -> None:
    """Create the three views."""
    for statement in (_REPORTS, _FINDINGS, "CREATE VIEW cells AS " + " UNION ALL ".join(_tables(connection))):
        connection.execute(text(statement.replace(":", "\\:")))


def drop_views(connection: Connection) -> None:
    """Drop them."""
    for name in ("cells", "findings", "reports"):
        connection.execute(text(f"DROP VIEW {name}"))


def _tables(connection: Connection) -> Iterator[str]:
    """One branch a statutory table: the measures that the version's form asks for, with what its wide row holds."""
    kind = "NUMERIC" if connection.dialect.name == "postgresql" else None
    numbers = {m: i for i, m in enumerate(forms.measures(), 1)}
    for key, table in forms.TABLES.items():
        whens = " ".join(f"WHEN {numbers[m]} THEN {_number(column_name(m), kind)}" for m in table.measures())
        number = f"CASE q.measure_id {whens} END"
        yield f"""SELECT {_HEAD}, v.format AS format, m."table" AS "table", m."row" AS "row", m."column" AS "column",
CAST(COALESCE(k.value, {number}) AS NUMERIC) AS value,
COALESCE(k.state, CASE WHEN {number} IS NOT NULL THEN 'reported' END, n.rest_state, 'missing') AS state,
CASE WHEN k.state IS NOT NULL THEN k.raw WHEN {number} IS NOT NULL THEN CAST({number} AS TEXT)
ELSE n.rest_raw END AS raw,
u.url AS source_url, v.sha256 AS sha256, c.captured_at AS captured_at, v.extractor AS extractor
{_FROM} JOIN form_measures q ON q.format = v.format JOIN measures m ON m.id = q.measure_id AND m."table" = '{key}'
LEFT JOIN numbers_{key} n ON n.version_id = v.id
LEFT JOIN marks k ON k.version_id = v.id AND k.measure_id = q.measure_id
WHERE v.current AND NOT (q.optional AND k.state IS NULL AND {number} IS NULL)"""


def _number(column: str, kind: str | None) -> str:
    return f"CAST(n.{column} AS {kind})" if kind else f"n.{column}"
