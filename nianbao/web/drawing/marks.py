"""The signs of the states of a report."""

from storage.records import Presence

MARKS = {
    Presence.PUBLISHED: "✓",
    Presence.NOT_DUE: "·",
    Presence.LATE: "!",
    Presence.ABSENT: "✗",
    Presence.BLOCKED: "⊘",
    Presence.UNREACHABLE: "≁",
    Presence.UNPARSED: "?",
    Presence.WITHDRAWN: "−",
    Presence.NOT_TRIED: "…",
}
"""One sign for each state, so that colour is not needed to tell them apart."""
