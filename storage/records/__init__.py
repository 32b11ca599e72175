"""Frozen records that cross package borders; they import nothing but the standard library."""

from storage.records.capture import Capture, Context, Exchange, FetchOutcome, Pointer, Role, Verdict, Walk
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
    "Exchange",
    "Extra",
    "FetchOutcome",
    "Finding",
    "Outcome",
    "Pointer",
    "Reading",
    "Refusal",
    "Report",
    "Role",
    "Scope",
    "Section",
    "State",
    "Statement",
    "Verdict",
    "Walk",
]
