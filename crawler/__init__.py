"""Finds and fetches annual reports, and reads what it fetched."""
