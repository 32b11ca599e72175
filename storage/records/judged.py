"""What a person decided about a finding."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """The district by its code; ``bind`` is a JSON object with sorted keys; an empty verdict takes one back.

    ``person`` is who decided, empty where nobody said.
    """

    code: str
    agency: str
    year: int
    identity: str
    bind: str
    verdict: str
    reason: str
    at: datetime
    person: str = ""
