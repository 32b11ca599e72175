"""When a site is due: reports come out from January to March, and the rest of the year is quiet."""

from collections.abc import Sequence
from datetime import date, timedelta

from storage.coverage import CHINA
from storage.records import Verdict, Walk

DAILY_UNTIL = (3, 31)
"""The last day of the season: governments publish by 31 March."""
WEEKLY_UNTIL = (6, 30)
"""Late reports and corrections come in the second quarter."""
_WEEK, _MONTH = 7, 30


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


def is_page_due(year: int | None, last_checked: date, today: date) -> bool:
    """Whether a known report or file is asked for again when its site is walked.

    Those of the last two report years, and those of which no year is known, every time; older ones once a month.
    """
    if year is None or year >= today.year - 2:
        return True
    return today - last_checked >= timedelta(days=_MONTH)
