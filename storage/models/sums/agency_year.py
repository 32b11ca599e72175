"""The concepts of a report side by side."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

import forms
from storage.models.base import Base
from storage.models.types import DIVISIBLE

AGENCY_YEARS = Table(
    "agency_years",
    Base.metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("agency_id", ForeignKey("agencies.id"), primary_key=True, index=True),
    Column("format", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("failing", Integer, nullable=False),
    *(Column(concept.key, DIVISIBLE) for concept in forms.concepts()),
    sqlite_with_rowid=False,
)
"""One agency and year, with a column for each concept: null where a number is missing or where the form counts
something else. The years come first, so that all agencies of one are read in a stretch."""
