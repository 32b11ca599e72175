"""Frozen records that cross package borders; they import nothing but the standard library."""

from storage.records.capture import (
    GONE,
    UNPLACED,
    Capture,
    Context,
    Exchange,
    FetchOutcome,
    Pointer,
    Role,
    Verdict,
    Walk,
)
from storage.records.coverage import Coverage, KnownAgency, Presence, SiteCoverage, Trace
from storage.records.entry import Entry, Note, Problem
from storage.records.judged import Judged
from storage.records.pinned import Pinned
from storage.records.registered import Registered, RegisteredAgency
from storage.records.report import (
    At,
    Cell,
    Extra,
    Finding,
    Outcome,
    Reading,
    Refusal,
    Report,
    Scope,
    Section,
    State,
    Statement,
)
from storage.records.rows import AgencyRow, CellRow, FindingRow, MeasureRow, ReportRow
from storage.records.stored import Stored

__all__ = [
    "GONE",
    "UNPLACED",
    "AgencyRow",
    "At",
    "Capture",
    "Cell",
    "CellRow",
    "Context",
    "Coverage",
    "Entry",
    "Exchange",
    "Extra",
    "FetchOutcome",
    "Finding",
    "FindingRow",
    "Judged",
    "KnownAgency",
    "MeasureRow",
    "Note",
    "Outcome",
    "Pinned",
    "Pointer",
    "Presence",
    "Problem",
    "Reading",
    "Refusal",
    "Registered",
    "RegisteredAgency",
    "Report",
    "ReportRow",
    "Role",
    "Scope",
    "Section",
    "SiteCoverage",
    "State",
    "Statement",
    "Stored",
    "Trace",
    "Verdict",
    "Walk",
]
