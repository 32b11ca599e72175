"""What the database holds of one district, in the few figures that fit on a screen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from storage.queries.contents.cells import cells as all_cells
from storage.queries.contents.findings import findings
from storage.queries.contents.reports import reports as all_reports
from storage.queries.narrowing import Narrowing
from storage.queries.snapshot import snapshot
from storage.records import FindingRow, Outcome, ReportRow


@dataclass(frozen=True, slots=True)
class Summary:
    """Reports in their current versions; ``cells`` counts by (agency, year), ``states`` by (table, state)."""

    reports: tuple[ReportRow, ...]
    cells: Mapping[tuple[str, int], int]
    states: Mapping[tuple[str, str], int]
    failing: tuple[FindingRow, ...]


def summarise(engine: Engine, district_code: str) -> Summary:
    """What is stored of the district, from one state of the database."""
    of_it = Narrowing(district=district_code)
    cells: Counter[tuple[str, int]] = Counter()
    states: Counter[tuple[str, str]] = Counter()
    with snapshot(engine) as connection:
        for cell, _ in all_cells(connection, of_it):
            cells[cell.agency, cell.year] += 1
            states[cell.table, cell.state] += 1
        reports = tuple(all_reports(connection, of_it))
        failing = tuple(row for row, _ in findings(connection, of_it, outcome=Outcome.FAIL))
    return Summary(reports, cells, states, failing)
