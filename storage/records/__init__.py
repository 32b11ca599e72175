"""Frozen records that cross package borders; they import nothing but the standard library."""

from storage.records.capture import Capture, Context, Exchange, FetchOutcome, Pointer, Role, Verdict, Walk
from storage.records.coverage import Coverage, KnownAgency, Presence, SiteCoverage, Trace
from storage.records.entry import Entry, Note, Problem
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

__all__ = [
    "At",
    "Capture",
    "Cell",
    "Context",
    "Coverage",
    "Entry",
    "Exchange",
    "Extra",
    "FetchOutcome",
    "Finding",
    "KnownAgency",
    "Note",
    "Outcome",
    "Pointer",
    "Presence",
    "Problem",
    "Reading",
    "Refusal",
    "Report",
    "Role",
    "Scope",
    "Section",
    "SiteCoverage",
    "State",
    "Statement",
    "Trace",
    "Verdict",
    "Walk",
]
