"""The SQL of ``sections`` and ``statements``."""

from migrations.views.common import CURRENT, FROM, HEAD, SOURCE, Database, numeric


def sections(database: Database) -> str:  # noqa: ARG001 – as all of them
    """Sections and topics."""
    return f"""SELECT {HEAD}, s.level AS level, s.position AS position, s.key AS key, s.title AS title, s.text AS text,
{SOURCE} {FROM} JOIN version_sections s ON s.version_id = v.id {CURRENT}"""


def statements(database: Database) -> str:
    """Numbers with their sentences."""
    value = numeric("CAST(s.value AS NUMERIC)", database)
    return f"""SELECT {HEAD}, s.position AS position, s.key AS key, {value} AS value,
s.sentence AS sentence, {SOURCE} {FROM} JOIN version_statements s ON s.version_id = v.id {CURRENT}"""
