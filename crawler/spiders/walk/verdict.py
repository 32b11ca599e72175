"""How a walk ended, judged from how its requests and its lists did."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.endings import NOT_ASKED
from storage.records import GONE, FetchOutcome, Role, Verdict

_BARRED = {
    FetchOutcome.BLOCKED: Verdict.BLOCKED,
    FetchOutcome.ROBOTS: Verdict.ROBOTS,
}
_WORDS = {
    FetchOutcome.BLOCKED: "blocked",
    FetchOutcome.ROBOTS: "refused by robots.txt",
    FetchOutcome.UNREACHABLE: "unreachable",
    FetchOutcome.SERVER_ERROR: "answered with an error",
    FetchOutcome.TOO_LARGE: "too large",
    FetchOutcome.FORBIDDEN_ADDRESS: "at an address that may not be followed",
    FetchOutcome.NOT_FOUND: "not found",
    FetchOutcome.SOFT_404: "not found",
}
_REASONS = 3
"""Different reasons that are named where no report could be had."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A request that gave no page."""

    role: Role
    outcome: FetchOutcome
    url: str
    reason: str

    @property
    def bars_the_way(self) -> bool:
        """Whether the site refuses us, and not a page: its door, or its host for so long that it is left alone."""
        return self.outcome is FetchOutcome.BLOCKED and (self.role is Role.HOME or self.reason.startswith(NOT_ASKED))


@dataclass(frozen=True, slots=True)
class Findings:
    """What a walk came to. ``columns`` and ``documents`` count pages that were read, ``lists`` how each list ended."""

    columns: int
    documents: int
    lists: Sequence[tuple[Verdict, str]]
    faults: Sequence[Fault]
    elsewhere: Sequence[str] = ()
    """Hosts of columns that were not followed because they are not the site's own."""
    cut_short: str = ""
    drawn: Sequence[str] = ()
    """Pages that scripts draw, of which nothing could be followed; ``disclosures`` of them lead to reports."""
    disclosures: int = 0
    unplaced: int = 0
    """Reports that were read and name no agency or no year."""
    lost: bool = False
    """Reports were had of the site before, and this walk had none."""


def judge(found: Findings) -> tuple[Verdict, str]:
    """The worst that happened, and in what words. A site without reports is empty only when nothing was in the way."""
    if not found.columns:
        return _never_begun(found)
    if barred := [fault for fault in found.faults if fault.bars_the_way]:
        return Verdict.BLOCKED, barred[0].reason
    if not found.documents:
        return _nothing_found(found)
    unknown = [reason for verdict, reason in found.lists if verdict is Verdict.UNKNOWN_PAGINATION]
    if unknown:
        return Verdict.UNKNOWN_PAGINATION, unknown[0]
    gaps = _gaps(found)
    if gaps:
        return Verdict.INCOMPLETE, "; ".join(gaps)
    gone = sum(fault.outcome in GONE for fault in found.faults)
    rest = f", {_counted(gone, 'dead link')}" if gone else ""
    rest += f", {_counted(found.unplaced, 'report')} without agency or year" if found.unplaced else ""
    return Verdict.COMPLETE, f"{_counted(found.documents, 'document')} in {_counted(len(found.lists), 'list')}{rest}"


def _never_begun(found: Findings) -> tuple[Verdict, str]:
    """Not even a first page was had."""
    if not found.faults:
        return Verdict.NOT_TRIED, found.cut_short or "nothing was asked"
    first = found.faults[0]
    return _BARRED.get(first.outcome, Verdict.UNREACHABLE), first.reason


def _nothing_found(found: Findings) -> tuple[Verdict, str]:
    """The site answers, but no report was had."""
    outcomes = Counter(fault.outcome for fault in found.faults if fault.outcome not in GONE)
    if outcomes:
        (outcome, _), *others = outcomes.most_common()
        reasons = Counter(fault.reason for fault in found.faults if fault.outcome is outcome).most_common(_REASONS)
        said = [reason for reason, _ in reasons]
        said += [f"{_counted(number, 'page')} {_WORDS[other]}" for other, number in others]
        return _BARRED.get(outcome, Verdict.UNREACHABLE), f"no report could be had: {'; '.join(said)}"
    if gone := sum(fault.outcome in GONE and fault.role is Role.REPORT for fault in found.faults):
        return Verdict.INCOMPLETE, f"no report could be had: {_counted(gone, 'page')} that lists name not found"
    if why := next(_left_open(found), None):
        return why
    if found.lists:
        return Verdict.EMPTY, "the column of annual reports lists none"
    hint = f"; columns on other hosts were not followed, name them in allowed_hosts: {', '.join(found.elsewhere)}"
    return Verdict.EMPTY, f"no column of annual reports was found{hint if found.elsewhere else ''}"


def _left_open(found: Findings) -> Iterator[tuple[Verdict, str]]:
    """Why a site where nothing was in the way may still have reports."""
    if found.cut_short:
        yield Verdict.INCOMPLETE, found.cut_short
    yield from (each for each in found.lists if each[0] in {Verdict.UNKNOWN_PAGINATION, Verdict.INCOMPLETE})
    if found.lost:
        yield Verdict.INCOMPLETE, "no report was met, though the site had some before"
    if found.drawn:
        yield Verdict.INCOMPLETE, f"scripts draw {found.drawn[0]}, in a way that is not known"


def _gaps(found: Findings) -> list[str]:
    """What is missing from a walk that found reports, in words."""
    gaps = [found.cut_short] if found.cut_short else []
    gaps += [reason for verdict, reason in found.lists if verdict is Verdict.INCOMPLETE]
    if found.disclosures:
        gaps.append(f"scripts draw {_counted(found.disclosures, 'page')} of disclosure, in a way that is not known")
    counted = Counter(_WORDS[fault.outcome] for fault in found.faults if fault.outcome not in GONE)
    gaps += [f"{_counted(number, 'page')} {words}" for words, number in counted.most_common()]
    return gaps


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
