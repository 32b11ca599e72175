"""One line of an examination."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """WARN when something is missing that not everybody needs, FAIL when the program cannot do its work."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


def said(error: Exception) -> str:
    """What a database said, on one line, without what SQLAlchemy says of it."""
    return " ".join(str(getattr(error, "orig", None) or error).split())


@dataclass(frozen=True, slots=True)
class Line:
    """``says`` what was found; ``remedy`` what to do, empty where all is well."""

    subject: str
    grade: Grade
    says: str
    remedy: str = ""
