"""Frozen records that cross package borders; they import nothing but the standard library."""

from storage.records.capture import Capture, Context, Exchange, FetchOutcome, Pointer, Role, Verdict, Walk
from storage.records.report import At, Cell, Finding, Outcome, Reading, Refusal, Report, Section, State

__all__ = [
    "At",
    "Capture",
    "Cell",
    "Context",
    "Exchange",
    "FetchOutcome",
    "Finding",
    "Outcome",
    "Pointer",
    "Reading",
    "Refusal",
    "Report",
    "Role",
    "Section",
    "State",
    "Verdict",
    "Walk",
]
