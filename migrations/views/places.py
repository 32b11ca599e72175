"""The SQL of ``agency_history``."""

from migrations.views.common import Database

_SUCCESSORS = "SELECT o.name FROM successions x JOIN agencies o ON o.id = x.successor_id WHERE x.predecessor_id = a.id"
_PREDECESSORS = (
    "SELECT o.name FROM successions x JOIN agencies o ON o.id = x.predecessor_id WHERE x.successor_id = a.id"
)
_SPELLINGS = "SELECT o.name FROM spellings o WHERE o.agency_id = a.id"


def agency_history(database: Database) -> str:
    """Agencies with the years of what is shown of them."""
    return f"""SELECT d.code AS district_code, d.name AS district, a.name AS agency, a.kind AS kind,
a.division_code AS division_code, p.name AS parent, a.valid_from AS valid_from, a.valid_to AS valid_to,
s.first_year AS first_year, s.last_year AS last_year, COALESCE(s.reports, 0) AS reports,
{_listed(_PREDECESSORS, database)} AS predecessors, {_listed(_SUCCESSORS, database)} AS successors,
{_listed(_SPELLINGS, database)} AS spellings
FROM agencies a JOIN districts d ON d.id = a.district_id LEFT JOIN agencies p ON p.id = a.parent_id
LEFT JOIN (SELECT r.agency_id AS agency_id, min(r.year) AS first_year, max(r.year) AS last_year, count(*) AS reports
FROM annual_reports r JOIN versions v ON v.report_id = r.id AND v.current GROUP BY r.agency_id) s
ON s.agency_id = a.id"""  # noqa: S608 – of constants alone


def _listed(names: str, database: Database) -> str:
    """The names in one text, ordered by their bytes as both databases can; NULL where there are none."""
    collation, together = (
        ('COLLATE "C"', "string_agg") if database.is_postgresql else ("COLLATE BINARY", "group_concat")
    )
    return f"(SELECT {together}(n.name, '; ') FROM ({names} ORDER BY o.name {collation}) n)"  # noqa: S608 – as above
