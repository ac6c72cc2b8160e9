"""Laws of day counts; the published examples are in tests/truth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.calendar import add_months
from tracker.domain.daycount import day_number, year_fraction, year_ratio
from tracker.domain.rates import DayCount

DATES = st.dates(date(1990, 1, 1), date(2060, 12, 31))
CONVENTIONS = st.sampled_from(DayCount)
ADDITIVE = st.sampled_from([DayCount.ACTUAL_360, DayCount.ACTUAL_365, DayCount.ACTUAL_ACTUAL_ISDA])


@given(DATES, DATES, DATES, ADDITIVE)
def test_actual_conventions_add_up(one, two, three, convention):
    first, middle, last = sorted((one, two, three))
    whole = year_ratio(first, last, convention)
    assert whole == year_ratio(first, middle, convention) + year_ratio(middle, last, convention)


@given(DATES, DATES, CONVENTIONS)
def test_a_reversed_interval_is_the_negative(start, end, convention):
    assert year_ratio(start, end, convention) == -year_ratio(end, start, convention)
    assert day_number(start, end, convention) == -day_number(end, start, convention)


@given(DATES, DATES, CONVENTIONS)
def test_every_convention_is_near_the_calendar(start, end, convention):
    years = abs((end - start).days) / 365.25
    assert abs(abs(float(year_fraction(start, end, convention))) - years) < 0.02 + 0.02 * years


@given(DATES, CONVENTIONS)
def test_no_time_is_no_days(on, convention):
    assert year_fraction(on, on, convention) == 0
    assert day_number(on, on, convention) == 0


@given(DATES, st.integers(0, 480))
def test_equal_months_are_twelfths(start, months):
    assert year_ratio(start, add_months(start, months), DayCount.EQUAL_MONTHS) == Fraction(months, 12)


@given(DATES.filter(lambda on: on.day < 28), st.integers(1, 30))
def test_whole_years_are_whole(start, years):
    end = add_months(start, 12 * years)
    for convention in (
        DayCount.EQUAL_MONTHS,
        DayCount.ACTUAL_ACTUAL_AFB,
        DayCount.THIRTY_360,
        DayCount.THIRTY_E_360,
    ):
        assert year_ratio(start, end, convention) == years


@given(DATES, DATES)
def test_the_family_of_thirty_differs_by_few_days(start, end):
    counted = [
        day_number(start, end, convention)
        for convention in (
            DayCount.THIRTY_360,
            DayCount.THIRTY_360_US,
            DayCount.THIRTY_E_360,
            DayCount.THIRTY_E_360_ISDA,
        )
    ]
    assert max(counted) - min(counted) <= 4


def test_equal_months_count_the_days_left_over_as_30_360():
    found = year_ratio(date(2026, 1, 31), date(2026, 3, 10), DayCount.EQUAL_MONTHS)
    assert found == Fraction(1, 12) + Fraction(12, 360)  # 28 February to 10 March


@pytest.mark.parametrize(("end", "days"), [(date(2009, 2, 28), 360), (date(2008, 2, 29), 0)])
def test_the_end_of_february_is_a_month_end_only_before_the_loan_ends(end, days):
    start = date(2008, 2, 29)
    assert day_number(start, end, DayCount.THIRTY_E_360_ISDA) == days
    assert (
        day_number(start, date(2009, 2, 28), DayCount.THIRTY_E_360_ISDA, termination=date(2009, 2, 28)) == 358
    )


def test_years_back_from_the_end_of_february_meet_the_leap_day():
    # One year back from 28 February 2009 is 29 February 2008, the day after the interval starts.
    found = year_ratio(date(2008, 2, 28), date(2009, 2, 28), DayCount.ACTUAL_ACTUAL_AFB)
    assert found == 1 + Fraction(1, 365)


def test_fractions_are_exact_to_34_digits():
    third = year_fraction(date(2026, 1, 1), date(2026, 5, 1), DayCount.THIRTY_360)
    assert third == Decimal("0.3333333333333333333333333333333333")
