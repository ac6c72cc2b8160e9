"""Day counts: how the days between two dates become a fraction of a year (DOMAIN A.6).

Intervals are half open, and a reversed interval is the negative of the straight one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction

from tracker.domain.calendar import add_months, days_in_month, is_leap
from tracker.domain.rates import DayCount

_WIDE = Context(prec=34)


def day_number(start: date, end: date, convention: DayCount, *, termination: date | None = None) -> int:
    """Days from start to end: twelve months of thirty days for the 30/360 family, else calendar days.

    `termination` is the date the loan ends, the one month end that 30E/360 ISDA does not stretch.
    """
    thirty = _THIRTY.get(convention)
    if thirty is None:
        return (end - start).days
    if end < start:
        return -day_number(end, start, convention, termination=termination)
    first, last = thirty(start, end, termination)
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def year_ratio(start: date, end: date, convention: DayCount, *, termination: date | None = None) -> Fraction:
    """The exact part of a year from start to end."""
    if end < start:
        return -year_ratio(end, start, convention, termination=termination)
    by_calendar = _BY_CALENDAR.get(convention)
    if by_calendar is not None:
        return by_calendar(start, end)
    return Fraction(day_number(start, end, convention, termination=termination), convention.year_basis)


def year_fraction(
    start: date, end: date, convention: DayCount, *, termination: date | None = None
) -> Decimal:
    """The part of a year from start to end, to 34 digits."""
    ratio = year_ratio(start, end, convention, termination=termination)
    return _WIDE.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))


def _ends_february(on: date) -> bool:
    return on.month == 2 and on.day == days_in_month(on.year, 2)


def _bond(start: date, end: date, _termination: date | None) -> tuple[int, int]:
    first = min(start.day, 30)
    return first, 30 if end.day == 31 and first == 30 else end.day


def _us(start: date, end: date, termination: date | None) -> tuple[int, int]:
    if _ends_february(start):
        return 30, 30 if _ends_february(end) or end.day == 31 else end.day
    return _bond(start, end, termination)


def _european(start: date, end: date, _termination: date | None) -> tuple[int, int]:
    return min(start.day, 30), min(end.day, 30)


def _german(start: date, end: date, termination: date | None) -> tuple[int, int]:
    first = 30 if _ends_february(start) else min(start.day, 30)
    return first, 30 if _ends_february(end) and end != termination else min(end.day, 30)


_THIRTY: dict[DayCount, Callable[[date, date, date | None], tuple[int, int]]] = {
    DayCount.THIRTY_360: _bond,
    DayCount.THIRTY_360_US: _us,
    DayCount.THIRTY_E_360: _european,
    DayCount.THIRTY_E_360_ISDA: _german,
}


def _equal_months(start: date, end: date) -> Fraction:
    """Whole months from the start's day count a twelfth each, the days left over as 30/360."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    left = day_number(add_months(start, months), end, DayCount.THIRTY_360)
    return Fraction(months, 12) + Fraction(left, 360)


def _isda(start: date, end: date) -> Fraction:
    """Days in leap years over 366, all others over 365."""
    if start.year == end.year:
        return Fraction((end - start).days, 366 if is_leap(start.year) else 365)
    before = Fraction((date(start.year + 1, 1, 1) - start).days, 366 if is_leap(start.year) else 365)
    after = Fraction((end - date(end.year, 1, 1)).days, 366 if is_leap(end.year) else 365)
    return before + (end.year - start.year - 1) + after


def _afb(start: date, end: date) -> Fraction:
    """Whole years back from the end; the rest over 366 if it holds a 29 February, else over 365."""
    years = 0
    while True:
        earlier = add_months(end, -12)
        if (earlier.month, earlier.day) == (2, 28) and is_leap(earlier.year):
            earlier = earlier.replace(day=29)
        if earlier < start:
            break
        end = earlier
        years += 1
    leap_day = next((date(year, 2, 29) for year in (end.year, start.year) if is_leap(year)), None)
    holds_leap_day = leap_day is not None and start <= leap_day < end
    return years + Fraction((end - start).days, 366 if holds_leap_day else 365)


_BY_CALENDAR: dict[DayCount, Callable[[date, date], Fraction]] = {
    DayCount.EQUAL_MONTHS: _equal_months,
    DayCount.ACTUAL_ACTUAL_ISDA: _isda,
    DayCount.ACTUAL_ACTUAL_AFB: _afb,
}
