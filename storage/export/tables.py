"""What the files of an export are: their columns, types and keys; the descriptor and every writer go by this."""

from dataclasses import dataclass, replace
from enum import StrEnum

from storage.records import AgencyRow, CellRow, FindingRow, MeasureRow, Outcome, ReportRow, State


class Kind(StrEnum):
    """Type of a column, by its name in a table schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    YEAR = "year"
    DATE = "date"
    DATETIME = "datetime"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; the empty field is a missing value and allowed unless ``required``."""

    name: str
    description: str
    kind: Kind = Kind.STRING
    required: bool = True
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One file."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def with_versions(self) -> "Table":
        """The same with a last column that tells the versions of a report apart."""
        if "version" in self.header:
            return replace(self, key=(*self.key, "version"))
        return replace(self, columns=(*self.columns, VERSION), key=(*self.key, "version") if self.key else ())

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


DISTRICT = (
    Column("district_code", "GB/T 2260 code of the district, six digits as text"),
    Column("district", "Name of the district"),
)
AGENCY = Column("agency", "The agency that reports, under the fullest name it was printed with")
YEAR = Column("year", "Report year: the year that the numbers are about", Kind.YEAR)
FORMAT = Column("format", "The national form, recognised by its labels; unknown where none was")
ADDRESS = Column("source_url", "The page or attachment that was read")
DIGEST = Column("sha256", "Digest of the document's bytes, as kept in the archive")
CAPTURED = Column("captured_at", "When these bytes were fetched, UTC", Kind.DATETIME)
VERSION = Column("version", "Counts from 1: a changed document or a new extractor makes a new version", Kind.INTEGER)
PLACE = (
    Column("table", "The statutory table"),
    Column("row", "Row of the table"),
    Column("column", "Column of the table"),
)

CELLS = Table(
    "cells",
    "One row for every cell that a form asks for",
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        FORMAT,
        *PLACE,
        Column("value", "The number, exact, in the unit of the form; only where state is reported", Kind.NUMBER, False),
        Column("state", "What stood in the cell", among=tuple(State)),
        Column("raw", "Exactly what was printed", required=False),
        ADDRESS,
        DIGEST,
        CAPTURED,
        Column("extractor", "Version of the program part that read the document"),
    ),
    ("district_code", "agency", "year", "table", "row", "column"),
)

REPORTS = Table(
    "reports",
    "One row for every report",
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        FORMAT,
        Column("title", "As printed", required=False),
        Column("published", "Date of publication as the page states it", Kind.DATE, False),
        ADDRESS,
        Column("media_type", "What the bytes are"),
        DIGEST,
        CAPTURED,
        Column(
            "status",
            "current; withdrawn when the report is gone; superseded for an earlier version",
            among=("current", "withdrawn", "superseded"),
        ),
        VERSION,
    ),
    ("district_code", "agency", "year"),
)

AGENCIES = Table(
    "agencies",
    "One row for every agency",
    (
        *DISTRICT,
        AGENCY,
        Column("kind", "What kind of agency", required=False),
        Column("valid_from", "First report year, where known", Kind.YEAR, False),
        Column("valid_to", "Last report year, where it ended", Kind.YEAR, False),
        Column("successor", "The agency that took over", required=False),
    ),
    ("district_code", "agency"),
)

FINDINGS = Table(
    "findings",
    "One row for every identity that does not simply hold",
    (
        *DISTRICT,
        AGENCY,
        YEAR,
        Column("identity", "Which identity"),
        Column("bind", "For which column or row: a JSON object"),
        Column("outcome", "What checking gave", among=tuple(Outcome)),
        Column("left", "Left side", Kind.NUMBER, False),
        Column("right", "Right side", Kind.NUMBER, False),
        Column("verdict", "What a person decided about it", required=False),
        Column("reason", "Why", required=False),
        ADDRESS,
    ),
    ("district_code", "agency", "year", "identity", "bind"),
)

MEASURES = Table(
    "measures",
    "One row for every cell of every form: the codebook for programs",
    (
        FORMAT,
        *PLACE,
        Column("label_zh", "Label in the form, with the headings above it"),
        Column("label_en", "The same in English"),
        Column("unit", "Unit of the value; empty where the form names none", required=False),
    ),
    ("format", "table", "row", "column"),
)

ROWS = {CELLS: CellRow, REPORTS: ReportRow, AGENCIES: AgencyRow, FINDINGS: FindingRow, MEASURES: MeasureRow}
"""Which rows fill which file; their fields are its columns."""
