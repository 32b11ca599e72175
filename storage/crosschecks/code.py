"""What lies behind a finding across documents, in one word."""

from enum import StrEnum


class Code(StrEnum):
    """Why a check failed, or could not be made.

    DIFFERS: nothing explains it. PREVIOUS_REVISED: it holds against an earlier version of last year's report.
    SUCCESSOR: last year's numbers are those of the agencies that this one took over from. NOT_STATED: a number that it
    needs is not printed as one. NO_PREVIOUS: last year's report is not stored, those of others are. MEMBERS_MISSING:
    the report of an agency that is expected is not stored.
    """

    DIFFERS = "differs"
    PREVIOUS_REVISED = "previous_revised"
    SUCCESSOR = "successor"
    NOT_STATED = "not_stated"
    NO_PREVIOUS = "no_previous"
    MEMBERS_MISSING = "members_missing"


WORDS = {
    Code.DIFFERS: "",
    Code.PREVIOUS_REVISED: "holds against an earlier version of last year's report",
    Code.SUCCESSOR: "compared with the agencies that it took over from",
    Code.NOT_STATED: "a number is not stated",
    Code.NO_PREVIOUS: "last year's report is not stored",
    Code.MEMBERS_MISSING: "the reports of some agencies are not stored",
}
