"""The national report forms as data: their tables, keys, labels, spellings seen, units and identities.

Neither crawler nor storage owns this vocabulary: the extractors find cells by it, the database gets its columns from
it, exports and pages take their labels from it. It imports nothing but the standard library.
"""

from forms.derived import Derived, Grade, Part
from forms.labels import label_en, label_zh, table_zh
from forms.load import (
    FORMS,
    IDENTITIES,
    NEWEST,
    TABLES,
    asked,
    concepts,
    form,
    form_of_year,
    indicators,
    measures,
    table,
)
from forms.model import Block, Column, Form, Group, Identity, Measure, Row, RowKind, Section, Table

__all__ = [
    "FORMS",
    "IDENTITIES",
    "NEWEST",
    "TABLES",
    "Block",
    "Column",
    "Derived",
    "Form",
    "Grade",
    "Group",
    "Identity",
    "Measure",
    "Part",
    "Row",
    "RowKind",
    "Section",
    "Table",
    "asked",
    "concepts",
    "form",
    "form_of_year",
    "indicators",
    "label_en",
    "label_zh",
    "measures",
    "table",
    "table_zh",
]
