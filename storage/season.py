"""When a site is due: reports come out from January to March, and the rest of the year is quiet."""

from collections.abc import Sequence
from datetime import date, timedelta
from zlib import crc32

from storage.coverage import CHINA
from storage.records import Verdict, Walk

DAILY_UNTIL = (3, 31)
"""The last day of the season: governments publish by 31 March."""
WEEKLY_UNTIL = (6, 30)
"""Late reports and corrections come in the second quarter."""
_WEEK, _MONTH = 7, 30
_DAILY_AGE, _WEEKLY_AGE = 14, 90
"""Days since a page came out."""
_SHARES = 31
"""A prime: with 30 a walk every thirty days would ask for the same pages each time."""
_LONGEST = 364
"""Days; who has waited for half of them comes due in the other half, not all on one day."""


def pause(today: date) -> timedelta:
    """The days from one walk of a site to the next: daily in the season, weekly to June, then monthly."""
    if (today.month, today.day) <= DAILY_UNTIL:
        return timedelta(days=1)
    return timedelta(days=_WEEK if (today.month, today.day) <= WEEKLY_UNTIL else _MONTH)


def is_site_due(walks: Sequence[Walk], today: date) -> bool:
    """Whether a site is due, by its walks from the newest on. ``today`` is a day of China's clock.

    A night that was missed is caught up by the next. A walk that failed is tried again the next night, then after
    2, 4, 8 … nights, and never later than a good one would be.
    """
    if not walks:
        return True
    failures = next((n for n, walk in enumerate(walks) if walk.verdict is Verdict.COMPLETE), len(walks))
    wanted = pause(today)
    if failures:
        wanted = min(wanted, timedelta(days=2 ** min(failures - 1, 8)))
    return today - walks[0].checked_at.astimezone(CHINA).date() >= wanted


def is_page_due(address: str, listed: date | None, year: int | None, last_checked: date, today: date) -> bool:
    """Whether a known report or file is asked for again when its site is walked.

    Reports are corrected soon after they came out, and hardly ever later: every time in the first fortnight, once a
    week in the first three months; of the others each walk takes its share, one in 31 by their addresses, so that all
    have had their turn after a month of nights. None waits longer than a year where walks are rare. Where the list
    gives no date, a report counts as new until three months after the season in which that of its year was due.
    """
    if listed is not None and (today - listed).days <= _DAILY_AGE:
        return True
    published = listed or date(year + 1 if year is not None else today.year, *DAILY_UNTIL)
    waited, place = (today - last_checked).days, crc32(address.encode())
    if (today - published).days <= _WEEKLY_AGE:
        return waited >= _WEEK or (place + today.toordinal()) % _WEEK == 0
    return waited >= _LONGEST // 2 + place % (_LONGEST // 2) or (place + today.toordinal()) % _SHARES == 0
