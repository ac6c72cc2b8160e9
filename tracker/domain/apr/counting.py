"""Time between dates by the law of a method: whole months, weeks and years, and what is left.

A series of payments on the last day of each month, or on the 29th or 30th, is measured from such a
day to such a day, whatever the short months make of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from tracker.domain.apr.facts import Interval, UnitPeriod
from tracker.domain.calendar import add_months, days_in_month

_WEEK = 7
_WEEKS_A_YEAR = 52
_MONTHS_A_YEAR = 12


class Anchors:
    """The day of the month that each date of a series stands for: 31 is the last."""

    def __init__(self, dates: Iterable[date]) -> None:
        dates = tuple(dates)
        self._fitting = [
            sum(on.day == min(day, days_in_month(on.year, on.month)) for on in dates) for day in range(32)
        ]

    def day(self, on: date) -> int:
        """The day that most of the series agrees with; where two do, the later."""
        last = days_in_month(on.year, on.month)
        days = [on.day] if on.day < last else range(on.day, 32)
        return max(days, key=lambda day: (self._fitting[day], day))


def months_back(start: date, end: date, day: int) -> tuple[int, date]:
    """Full months measured back from the later date, and the date they reach."""
    months = (end.year - start.year) * _MONTHS_A_YEAR + end.month - start.month
    while months and add_months(end, -months, day) < start:
        months -= 1
    return months, add_months(end, -months, day) if months else end


def unit_periods(start: date, end: date, unit: UnitPeriod, day: int) -> tuple[int, Fraction]:
    """Full unit-periods between two dates and the fraction left (Appendix J (b)(5))."""
    if unit.interval in (Interval.DAY, Interval.WEEK):
        length = unit.count * (_WEEK if unit.interval is Interval.WEEK else 1)
        return _parts((end - start).days, length)
    months, reached = months_back(start, end, day)
    left = (reached - start).days
    if unit == UnitPeriod(Interval.MONTH, _MONTHS_A_YEAR):
        years, months = divmod(months, _MONTHS_A_YEAR)
        if months and left:
            left = (add_months(end, -years * _MONTHS_A_YEAR, day) - start).days
        return years, Fraction(left, 365) if left else Fraction(months, _MONTHS_A_YEAR)
    if unit == UnitPeriod(Interval.MONTH):
        # Thirty days left over and a thirty-first are still no full month.
        return months, Fraction(left, 30)
    return _parts(months * 30 + left, 15 if unit.interval is Interval.SEMIMONTH else 30 * unit.count)


def _parts(days: int, length: int) -> tuple[int, Fraction]:
    whole, left = divmod(days, length)
    return whole, Fraction(left, length)


def years_back(start: date, end: date, unit: UnitPeriod, day: int) -> Fraction:
    """Years between two dates: whole periods back from the later, then days of that year.

    Directive 2008/48/EC Annex I (c) by the Commission's guidelines, SWD(2012) 128, 4.1.1: a day is a
    366th where the twelve months before the days left over hold a 29 February.
    """
    if unit.interval is Interval.WEEK:
        weeks = (end - start).days // _WEEK
        reached, years = end - timedelta(days=weeks * _WEEK), Fraction(weeks, _WEEKS_A_YEAR)
    else:
        months, reached = months_back(start, end, day)
        if unit.count == _MONTHS_A_YEAR:
            months -= months % _MONTHS_A_YEAR
            reached = add_months(end, -months, day) if months else end
        years = Fraction(months, _MONTHS_A_YEAR)
    days = (reached - start).days
    return years + Fraction(days, (reached - add_months(reached, -_MONTHS_A_YEAR)).days)


def years_forward(start: date, end: date, unit: UnitPeriod, day: int) -> Fraction:
    """Years between two dates: whole months or weeks from the earlier, then days of their own years.

    FCA CONC App 1.2; `day` is the day of the month the earlier date stands for.
    """
    if unit.interval is Interval.WEEK:
        weeks = (end - start).days // _WEEK
        reached, years = start + timedelta(days=weeks * _WEEK), Fraction(weeks, _WEEKS_A_YEAR)
    else:
        months = (end.year - start.year) * _MONTHS_A_YEAR + end.month - start.month
        while months and add_months(start, months, day) > end:
            months -= 1
        reached = add_months(start, months, day) if months else start
        years = Fraction(months, _MONTHS_A_YEAR)
    while reached < end:
        stop = min(end, date(reached.year, 12, 31))
        if stop == reached:  # the days after a year's last are days of the next
            stop = min(end, date(reached.year + 1, 12, 31))
        years += Fraction((stop - reached).days, 365 + (days_in_month(stop.year, 2) - 28))
        reached = stop
    return years
