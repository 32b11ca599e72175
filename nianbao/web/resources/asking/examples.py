"""Questions in SQL that show what there is to ask; their titles are in the words of the page."""

from typing import NamedTuple


class Example(NamedTuple):
    """One that runs on both databases."""

    key: str
    sql: str


EXAMPLES = (
    Example(
        "received",
        "SELECT agency, year, value\nFROM series\n"
        "WHERE concept = 'received' AND scope = 'agency' AND grade <> 'broken'\n"
        "ORDER BY agency, year",
    ),
    Example(
        "outcomes",
        "SELECT district, year, indicator, round(CAST(100 * value AS NUMERIC), 1) AS percent, counted, left_out\n"
        "FROM headlines\nWHERE indicator IN ('disclosure_rate', 'refusal_rate', 'unable_rate')\n"
        "ORDER BY district, year, indicator",
    ),
    Example(
        "grounds",
        "SELECT year,\n       sum(denied_process_info) AS process_info,\n"
        "       sum(denied_internal_affairs) AS internal_affairs,\n"
        "       sum(denied_enforcement_file) AS enforcement_file,\n       sum(denied_third_party) AS third_party\n"
        "FROM requests\nWHERE applicant = 'total' AND scope = 'agency'\nGROUP BY year\nORDER BY year",
    ),
    Example(
        "failing",
        'SELECT agency, year, identity, bind, "left", "right", source_url\nFROM findings\nWHERE outcome = \'fail\'\n'
        "ORDER BY agency, year, identity",
    ),
    Example(
        "states",
        'SELECT "table", state, count(*) AS cells\nFROM cells\nGROUP BY "table", state\nORDER BY "table", state',
    ),
    Example(
        "prose",
        "SELECT agency, year, text\nFROM sections\n"
        "WHERE key = 'overview' AND level = 'section' AND text LIKE '%依申请公开%'\n"
        "ORDER BY agency, year",
    ),
)
