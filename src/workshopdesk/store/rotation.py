"""Which backups stay: the newest ten, and one each of recent days, weeks and months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

LAST, DAYS, WEEKS, MONTHS = 10, 7, 8, 24


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Of backups made at ``times`` (in one zone), those that stay.

    The last 10, and the newest one of each of the last 7 days, 8 weeks (ISO 8601) and 24 months
    that have any.
    """
    newest_first = sorted(set(times), reverse=True)
    stay = set(newest_first[:LAST])
    stay |= _newest_of_each(newest_first, DAYS, lambda t: t.date())
    stay |= _newest_of_each(newest_first, WEEKS, lambda t: t.isocalendar()[:2])
    stay |= _newest_of_each(newest_first, MONTHS, lambda t: (t.year, t.month))
    return stay


def _newest_of_each(
    newest_first: list[datetime], periods: int, period_of: Callable[[datetime], object]
) -> set[datetime]:
    newest: dict[object, datetime] = {}
    for time in newest_first:
        newest.setdefault(period_of(time), time)
    return set(list(newest.values())[:periods])
