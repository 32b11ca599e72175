"""What one report says: cells with their states, sections of text, and what does not add up.

A report has some two hundred cells and sixty findings; they are named tuples, which are made three times as fast as
frozen dataclasses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """What stood in a cell. 0, blank, ``-``, ``/``, 无 and an absent cell are six different facts."""

    REPORTED = "reported"
    DASH = "dash"
    SLASH = "slash"
    NONE_WORD = "none_word"
    BLANK = "blank"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class At(NamedTuple):
    """Where a cell stands in its document; all three count from 0.

    ``table`` in document order over every table of the document, layout tables included; ``row`` and ``column`` in
    the grid with spans expanded, at the cell's upper left corner.
    """

    table: int
    row: int
    column: int


class Cell(NamedTuple):
    """One number that the form asks for, together with what was printed and where.

    ``value`` is in the canonical unit of the form and None unless ``state`` is REPORTED; ``raw`` is exactly as
    printed, outer white space aside, and None when the cell is missing.
    """

    table: str
    row: str
    column: str
    value: Decimal | None
    state: State
    raw: str | None = None
    at: At | None = None
    unit: str | None = None
    """The unit printed with the number or in its heading, only where the form itself names none (采购总金额)."""
    match: float | None = None
    """How much of the row's label is as the form has it, 0 to 1; None where it is exactly that."""
    ocr: float | None = None
    """How certain the text is that was recognised in a picture, 0 to 1; None where it is the source's own text."""


@dataclass(frozen=True, slots=True)
class Extra:
    """A printed row that no form has, or a row of a table without a national form: its labels and raw cells.

    ``table`` is the key of the form's table that the row stands in, empty when it stands in none. A heading row of a
    table without a form has labels only.
    """

    table: str
    labels: tuple[str, ...]
    cells: tuple[str, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Statement:
    """A number that the prose states, with its sentence; ``key`` as in the narrative fields of the forms."""

    key: str
    value: Decimal
    sentence: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the top-level sections, or one topic of 总体情况; ``key`` as in the form, ``title`` as printed."""

    key: str
    title: str
    text: str


class Outcome(StrEnum):
    """What checking an identity gave."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NOT_STATED = "not_stated"
    NOT_EVALUATED = "not_evaluated"
    NOT_APPLICABLE = "not_applicable"


class Finding(NamedTuple):
    """One identity on one binding of its variables, for example T3_FLOW with c = total."""

    identity: str
    bind: Mapping[str, str]
    outcome: Outcome
    left: Decimal | None = None
    right: Decimal | None = None
    assumed_zero: bool = False
    convention: str = ""
    """Which of two readings holds, where an identity allows two: 收到 with or without what was carried in."""


class Scope(StrEnum):
    """Whom a report speaks for: one agency, or a district with all its agencies (全区汇总)."""

    AGENCY = "agency"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report as read from one document.

    ``agency`` as named by the report itself where it names one. ``format`` is a form's key or ``unknown``.
    ``sources`` says for agency, year, title, published and every other fact where it was taken from. ``cells`` holds
    every cell the form asks for, in form order, missing ones included; it is empty when the format is unknown.
    ``topics`` are the parts of 总体情况; ``site_code`` is the 政府网站标识码 of the page, which tells the district.
    """

    agency: str | None
    year: int | None
    title: str | None
    published: date | None
    format: str
    cells: tuple[Cell, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    scope: Scope = Scope.AGENCY
    topics: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    extras: tuple[Extra, ...] = ()
    index_number: str | None = None
    site_code: str | None = None
    district_code: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document was not read; ``kind`` is one word for programs, ``message`` a sentence for people.

    Kinds: empty, unsupported, encrypted, damaged, too_large, image_only, not_a_report.
    """

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one document gave: reports, or a refusal, never neither."""

    sha256: str
    media_type: str
    extractor: str
    reports: tuple[Report, ...] = ()
    refusal: Refusal | None = None
