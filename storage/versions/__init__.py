"""Versions of a report: what changed, which one is shown, why, and the story of them all. Pure."""
