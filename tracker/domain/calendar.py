"""Calendar dates without clocks: anchored month steps, due days, spans in words.

Ranges are half open: the first day counts, the last does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Years of anybody's debts; others are typing mistakes, serial numbers or placeholders."""


class Frequency(StrEnum):
    """How often an instalment falls due."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Months in one step, 0 for steps counted in days."""
        return _MONTHS[self]

    @property
    def days(self) -> int:
        """Days in one step, 0 for steps counted in months."""
        return _DAYS[self]

    @property
    def per_year(self) -> int:
        """Periods in a year, as rates are divided (52 weeks, 12 months)."""
        return _PER_YEAR[self]


_MONTHS = {"week": 0, "two_weeks": 0, "month": 1, "quarter": 3, "half_year": 6, "year": 12}
_DAYS = {"week": 7, "two_weeks": 14, "month": 0, "quarter": 0, "half_year": 0, "year": 0}
_PER_YEAR = {"week": 52, "two_weeks": 26, "month": 12, "quarter": 4, "half_year": 2, "year": 1}


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February; the library's calendar brings all locales to say so."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@lru_cache(maxsize=4096)
def days_in_month(year: int, month: int) -> int:
    """Days in the month, 28 to 31."""
    if month == 2:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_months(anchor: date, months: int, day: int | None = None) -> date:
    """The date `months` after the anchor's month, on the anchor's day or the month's last if shorter.

    Every due date is one step from its anchor, never a step from the date before: 31 January gives
    28 February and then 31 March.
    """
    index = anchor.year * 12 + anchor.month - 1 + months
    year, month = divmod(index, 12)
    last = days_in_month(year, month + 1)
    wanted = day or anchor.day
    return date(year, month + 1, wanted if wanted < last else last)


def step(anchor: date, number: int, every: Frequency = Frequency.MONTH, day: int | None = None) -> date:
    """The date `number` periods after the anchor; `day` overrides the anchor's day of the month."""
    months = every.months
    if months:
        return add_months(anchor, number * months, day)
    return anchor + timedelta(days=number * every.days)


def on_or_after(day: int, start: date) -> date:
    """The first date from `start` on that falls on a day of the month, clamped to short months."""
    this = add_months(start, 0, day)
    return this if this >= start else add_months(start, 1, day)


def month_end(on: date) -> date:
    """The last day of the month."""
    return on.replace(day=days_in_month(on.year, on.month))


def month_ends(first: date, last: date) -> Iterator[date]:
    """The month ends from the month of `first` to the month of `last`, both included."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return (month_end(add_months(first, number, 1)) for number in range(months + 1))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time as people say it: whole years, then months, then days."""

    years: int
    months: int
    days: int


def span(start: date, end: date) -> Span:
    """How long from one date to a later one, in years, months and days."""
    import pendulum  # deferred: 50 ms, and only text for people needs it

    between = pendulum.Date(start.year, start.month, start.day).diff(
        pendulum.Date(end.year, end.month, end.day), abs=False
    )
    return Span(between.years, between.months, between.remaining_days + between.weeks * 7)
