"""One step of a walk: what one page of a listing gave, and what to ask for next."""

from dataclasses import dataclass

from crawler.discovery.links import Link
from storage.records import Verdict

__all__ = ["BOUND", "Ask", "Link", "Step", "Verdict"]

BOUND = 400
"""More pages of a list than this are not asked for: no column of annual reports has them, a trap has."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A further page of the same list: a request to send, and all that reading its answer needs.

    ``platform`` is the family that reads the answer. ``interface``: the answer is JSON or XML, not a page; its links
    are relative to ``base``, the address of the listing. ``page`` is 1-based. ``opens`` is where a record of the answer
    leads that names no address itself: ``/d/{id}.html``. ``json`` is a body that is sent in place of a form.

    ``others`` are further lists of the same page, to be asked for with this one's answer, and ``part`` is which of them
    this one is; ``fruitful``: reports were found before it. ``perhaps``: the list may have ended with the page before.
    ``numbered`` is an address with ``{page}`` in its path. ``said`` is what the scripts of the page set names to, for a
    script file of theirs. ``agency`` is the body whose list it is.
    """

    url: str
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    platform: str | None = None
    interface: bool = False
    base: str = ""
    page: int | None = None
    opens: str = ""
    json: str = ""
    others: tuple["Ask", ...] = ()
    part: str = ""
    fruitful: bool = False
    perhaps: bool = False
    said: str = ""
    numbered: str = ""
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one page or answer gave.

    ``verdict`` speaks of the page with all of ``further`` answered: COMPLETE, INCOMPLETE (it tells of more than can be
    asked for), UNKNOWN_PAGINATION, or EMPTY (recognisably a list, and nothing in it). ``expected`` and ``pages`` are
    the totals that the page states; they speak of ``part``, where one walk joins several lists. ``columns`` are
    sub-columns: of a page that has no entries of its own, or named by a script only. ``reports``: what is asked for
    next are columns of reports, whatever column this page is. ``menu`` are columns that its scripts draw.
    ``frames`` are the pages that stand in frames of this one, where none of its own entries may be a report.
    ``files`` are its script files, for where the page itself leads nowhere; ``drawn``: scripts draw what it shows.
    """

    platform: str
    links: tuple[Link, ...]
    further: tuple[Ask, ...] = ()
    verdict: Verdict = Verdict.COMPLETE
    reason: str = ""
    expected: int | None = None
    pages: int | None = None
    columns: tuple[Link, ...] = ()
    part: str = ""
    reports: bool = False
    menu: tuple[Link, ...] = ()
    frames: tuple[Link, ...] = ()
    files: tuple[Ask, ...] = ()
    drawn: bool = False
