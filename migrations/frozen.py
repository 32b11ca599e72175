"""Schemas as they once were, from ``migrations/tables``: no later change of the models reaches a migration that ran."""

import re
from pathlib import Path

import forms

_FOLDER = Path(__file__).parent / "tables"
_MADE = re.compile(r"CREATE (?:VIRTUAL )?TABLE (\w+)")


def statements(revision: str, dialect: str) -> list[str]:
    """What makes the tables of a migration, in an order in which each finds those that it refers to."""
    text = (_FOLDER / f"{revision}.{dialect}.sql").read_text("utf-8")
    return [statement.strip() for statement in text.split(";\n") if statement.strip()]


def tables(revision: str, dialect: str) -> list[str]:
    """The names of these tables, in that order."""
    found = map(_MADE.match, statements(revision, dialect))
    return [made[1] for made in found if made]


def measures(revision: str) -> list[forms.Measure]:
    """The measures that a migration adds a column for, in the order of their numbers."""
    lines = (_FOLDER / f"{revision}.measures.tsv").read_text("utf-8").splitlines()
    return [forms.Measure(*line.split("\t")) for line in lines]
