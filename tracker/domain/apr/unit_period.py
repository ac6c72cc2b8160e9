"""The unit-period of a transaction: the common period that occurs most often (Appendix J (b)(4))."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from tracker.domain.apr.facts import Flow, Interval, UnitPeriod
from tracker.domain.calendar import days_in_month

_YEAR = UnitPeriod(Interval.MONTH, 12)
_HALF_MONTH_DAYS = range(13, 19)
_YEAR_DAYS = 365


def chains(flows: Sequence[Flow]) -> list[list[date]]:
    """The dates between which periods lie: of the advances and of the payments, each from the start."""
    start = flows[0].on
    found = []
    for is_advance in (True, False):
        dates = [flow.on for flow in flows if (flow.amount > 0) is is_advance]
        found.append(dates if dates and dates[0] == start else [start, *dates])
    return found


def unit_period(flows: Sequence[Flow]) -> UnitPeriod:
    """The unit-period of flows in order of time, one for each date.

    A single payment of a single advance has the term as its unit-period, at most a year. Where no period
    occurs twice it is their average, rounded to the nearest standard interval.
    """
    if len(flows) == 2:
        return _term(flows[0].on, flows[1].on)
    found: Counter[UnitPeriod] = Counter()
    lengths: list[int] = []
    for chain in chains(flows):
        lengths += [(later - earlier).days for earlier, later in pairwise(chain)]
        for place in range(len(chain) - 1):
            found.update(_standard(chain, place))
    common = [unit for unit, count in found.items() if count > 1]
    if not common:
        return _nearest(Fraction(sum(lengths), len(lengths)))
    return min(common, key=lambda unit: (-found[unit], unit.length))


def months_between(earlier: date, later: date) -> int | None:
    """Whole months between two dates of which short months may have moved one; None if not whole."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if earlier.day == later.day:
        return months
    short = earlier if earlier.day < later.day else later
    return months if short.day == days_in_month(short.year, short.month) else None


def _term(start: date, end: date) -> UnitPeriod:
    months, days = months_between(start, end), (end - start).days
    if (months is not None and months >= 12) or days > _YEAR_DAYS:
        return _YEAR
    return UnitPeriod(Interval.MONTH, months) if months else UnitPeriod(Interval.DAY, days)


def _standard(chain: Sequence[date], place: int) -> Iterator[UnitPeriod]:
    """Every standard interval that one period of a chain can be."""
    earlier, later = chain[place], chain[place + 1]
    days, months = (later - earlier).days, months_between(earlier, later)
    if days == 1:
        yield UnitPeriod(Interval.DAY)
    if days % 7 == 0 and days <= _YEAR_DAYS:
        yield UnitPeriod(Interval.WEEK, days // 7)
    if months is not None and 1 <= months <= 12:
        yield UnitPeriod(Interval.MONTH, months)
    if days in _HALF_MONTH_DAYS:
        # Half a month is known by the other half: with the period before or after it makes a whole one.
        around = [(chain[place - 1], later)] if place else []
        around += [(earlier, chain[place + 2])] if place + 2 < len(chain) else []
        if any(months_between(*pair) == 1 for pair in around):
            yield UnitPeriod(Interval.SEMIMONTH)


def _nearest(days: Fraction) -> UnitPeriod:
    """The standard interval nearest to an average; of two equally near the smaller."""
    units = [
        UnitPeriod(Interval.DAY),
        UnitPeriod(Interval.SEMIMONTH),
        *(UnitPeriod(Interval.WEEK, count) for count in range(1, 53)),
        *(UnitPeriod(Interval.MONTH, count) for count in range(1, 13)),
    ]
    return min(units, key=lambda unit: (abs(unit.length - days), unit.length))


def is_regular(flows: Sequence[Flow]) -> bool:
    """Whether only the first period, the first and the last payment differ (12 CFR 1026.22(a)(3))."""
    advances, payments = chains(flows)
    paid = [flow.amount for flow in flows if flow.amount < 0]
    if len(advances) > 1 or len(set(paid[1:-1])) > 1:
        return False
    unit = unit_period(flows)
    later = range(1, len(payments) - 1)
    return len(paid) < 2 or all(unit in _standard(payments, place) for place in later)
