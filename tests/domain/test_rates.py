"""A quoted rate comes to a year, a period, a day and an amount of interest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.calendar import Frequency
from tracker.domain.rates import DayCount, Rate, RatePer, round_percent


@pytest.mark.parametrize(
    ("rate", "basis", "yearly"),
    [
        (Rate(Decimal(24)), 365, "0.24"),
        (Rate(Decimal(2), RatePer.MONTH), 360, "0.24"),
        (Rate(Decimal("0.05"), RatePer.DAY), 365, "0.1825"),
        (Rate(Decimal("0.05"), RatePer.DAY), 360, "0.18"),
    ],
)
def test_a_nominal_year(rate, basis, yearly):
    assert rate.yearly(basis) == Decimal(yearly)


@pytest.mark.parametrize(
    ("rate", "basis", "daily"),
    [
        (Rate(Decimal(18)), 360, "0.0005"),
        (Rate(Decimal("1.5"), RatePer.MONTH), 360, "0.0005"),
        (Rate(Decimal("0.05"), RatePer.DAY), 365, "0.0005"),
        (Rate(Decimal("18.25")), 365, "0.0005"),
    ],
)
def test_a_day(rate, basis, daily):
    assert rate.daily(basis) == Decimal(daily)


@pytest.mark.parametrize(
    ("rate", "every", "periodic"),
    [
        (Rate(Decimal(24)), Frequency.MONTH, "0.02"),
        (Rate(Decimal(24)), Frequency.QUARTER, "0.06"),
        (Rate(Decimal(26)), Frequency.TWO_WEEKS, "0.01"),
        (Rate(Decimal(2), RatePer.MONTH), Frequency.QUARTER, "0.06"),
        (Rate(Decimal("1.3"), RatePer.MONTH), Frequency.WEEK, "0.003"),
        (Rate(Decimal("0.05"), RatePer.DAY), Frequency.YEAR, "0.1825"),
    ],
)
def test_a_period_of_a_schedule(rate, every, periodic):
    assert rate.periodic(every) == Decimal(periodic)


@given(st.integers(0, 10**12), st.integers(0, 3660), st.sampled_from(RatePer), st.sampled_from([360, 365]))
def test_interest_is_the_amount_times_the_daily_rate_times_the_days(amount, days, per, basis):
    rate = Rate(Decimal("0.36"), per)
    assert abs(rate.interest(amount, days, basis) - amount * days * rate.daily(basis)) < Decimal("1e-9")


def test_interest_is_divided_once_so_that_a_half_stays_a_half():
    # 100 at 10.95 % for five days is 0.15 exactly; the daily rate by itself is endless.
    assert Rate(Decimal("10.95")).interest(100, 5) == Decimal("0.15")
    assert Rate(Decimal("0.9"), RatePer.MONTH).interest(100, 5, 360) == Decimal("0.15")


def test_a_rate_is_a_decimal():
    with pytest.raises(TypeError):
        Rate(0.24)


def test_year_bases_follow_the_convention():
    assert {convention.year_basis for convention in DayCount if "36" in convention} == {360, 365}
    assert DayCount.ACTUAL_365.year_basis == 365
    assert DayCount.ACTUAL_ACTUAL_ISDA.year_basis == 365
    assert DayCount.THIRTY_E_360.year_basis == 360
    assert DayCount.ACTUAL_360.year_basis == 360


@pytest.mark.parametrize(
    ("percent", "places", "printed"), [("12.945", 2, "12.95"), ("12.945", 1, "12.9"), ("7", 2, "7.00")]
)
def test_a_printed_percentage_is_rounded_half_up(percent, places, printed):
    assert str(round_percent(Decimal(percent), places)) == printed
