"""How often a payment of a series comes, as people write it, and the days it comes on."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.calendar import add_months
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow

_HALF = 15


class Rhythm(StrEnum):
    """Every interval that contracts pay by; each word of a loan's terms means the same here."""

    DAY = "day"
    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    HALF_MONTH = "half_month"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def per_year(self) -> int:
        """Periods in a year, as rates are multiplied (52 weeks, 12 months)."""
        return _PER_YEAR[self]


_PER_YEAR = {
    "day": 365, "week": 52, "two_weeks": 26, "half_month": 24, "four_weeks": 13, "month": 12,
    "two_months": 6, "quarter": 4, "half_year": 2, "year": 1,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "two_weeks": 14, "four_weeks": 28}
_MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}


def paid_on(first: date, number: int, every: Rhythm) -> date:
    """The day of a payment so many periods after the first, or before it where the number is negative.

    Half a month after the 1st to the 14th is fifteen days on, after the 15th the month's last day; the
    second half of the month leads back to the first.
    """
    if every in _DAYS:
        return first + timedelta(days=number * _DAYS[every])
    if every in _MONTHS:
        return add_months(first, number * _MONTHS[every])
    months, half = divmod(number, 2)
    if not half:
        return add_months(first, months)
    if first.day <= _HALF:
        return add_months(first, months, 31 if first.day == _HALF else first.day + _HALF)
    return add_months(first, months + 1, min(first.day - _HALF, _HALF))


_NAMES = {
    "daily": Rhythm.DAY, "weekly": Rhythm.WEEK, "biweekly": Rhythm.TWO_WEEKS, "fortnight": Rhythm.TWO_WEEKS,
    "fortnightly": Rhythm.TWO_WEEKS, "2_weeks": Rhythm.TWO_WEEKS, "semimonthly": Rhythm.HALF_MONTH,
    "semimonth": Rhythm.HALF_MONTH, "4_weeks": Rhythm.FOUR_WEEKS, "monthly": Rhythm.MONTH,
    "2_months": Rhythm.TWO_MONTHS, "quarterly": Rhythm.QUARTER, "3_months": Rhythm.QUARTER,
    "6_months": Rhythm.HALF_YEAR, "semiannually": Rhythm.HALF_YEAR, "yearly": Rhythm.YEAR,
    "annually": Rhythm.YEAR,
    "天": Rhythm.DAY, "日": Rhythm.DAY, "周": Rhythm.WEEK, "星期": Rhythm.WEEK, "两周": Rhythm.TWO_WEEKS,
    "双周": Rhythm.TWO_WEEKS, "半月": Rhythm.HALF_MONTH, "半个月": Rhythm.HALF_MONTH,
    "四周": Rhythm.FOUR_WEEKS, "月": Rhythm.MONTH, "个月": Rhythm.MONTH, "两月": Rhythm.TWO_MONTHS,
    "两个月": Rhythm.TWO_MONTHS, "季": Rhythm.QUARTER, "季度": Rhythm.QUARTER, "三个月": Rhythm.QUARTER,
    "半年": Rhythm.HALF_YEAR, "年": Rhythm.YEAR,
}  # fmt: skip


def parse_rhythm(text: str, *, field: str = "every") -> Checked[Rhythm]:
    """The interval that a word means, in English or Chinese."""
    word = narrow(text).strip().casefold().removeprefix("every ").replace("-", "_").replace(" ", "_")
    word = word.removeprefix("每")
    if word in Rhythm._value2member_map_:
        return Rhythm(word), ()
    if word in _NAMES:
        return _NAMES[word], ()
    accepted = ", ".join(each.value for each in Rhythm)
    params = {"accepted": accepted}
    return None, (Problem(code="not_a_choice", field=field, value=text[:200], params=params),)
