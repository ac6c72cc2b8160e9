"""One month of a debt: interest, minimums, fees."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from portfolios import owed

from tracker.domain.money import round_minor
from tracker.domain.plan.charges import (
    fee_in,
    half_up,
    interest_in,
    minimum_in,
    most_within,
    rate_in,
    ratio,
)
from tracker.domain.plan.debt import Parts, PrepayFee, RateFrom, Share

PERCENTS = st.decimals(min_value=0, max_value=100, places=3)


@given(st.integers(0, 10**12), PERCENTS)
def test_a_part_is_rounded_half_up_like_all_money(amount, percent):
    assert half_up(amount, ratio(percent, 100)) == round_minor(amount * percent / 100)


@given(st.integers(0, 10**7), st.integers(0, 10**7), PERCENTS)
def test_the_most_that_can_be_paid_is_the_most(money, balance, percent):
    fee = fee_in(PrepayFee(percent=percent), 0)
    amount, cost = most_within(money, balance, fee)
    assert amount + cost <= money
    assert amount <= balance
    assert cost == half_up(amount, fee)
    assert amount == balance or amount + 1 + half_up(amount + 1, fee) > money


def test_a_fee_ends_with_its_last_month():
    fee = PrepayFee(percent=Decimal(2), last_month=3)
    assert [fee_in(fee, month) is None for month in (0, 3, 4)] == [False, False, True]
    assert fee_in(None, 0) is None
    assert most_within(50, 80, None) == (50, 0)


def test_the_last_rate_that_has_begun_holds():
    debt = replace(
        owed(1, 1000, "0", 1),
        rates=(RateFrom(month=6, yearly=Decimal("0.3")), RateFrom(month=2, yearly=Decimal("0.1"))),
    )
    assert [rate_in(debt, month) for month in (0, 2, 5, 6)] == [
        0, Decimal("0.1"), Decimal("0.1"), Decimal("0.3"),
    ]  # fmt: skip
    assert interest_in(debt, 100_000, 7) == 2_500


def test_minimums_of_each_kind():
    share = owed(1, 100_000, "12", Share(percent=Decimal(5), floor=30_00))
    assert minimum_in(share, 100_000, 1_000, 0) == 50_00
    assert minimum_in(share, 40_000, 400, 0) == 30_00
    assert minimum_in(share, 2_000, 20, 0) == 20_20
    plus = owed(1, 100_000, "12", Share(percent=Decimal(5), plus_interest=True))
    assert minimum_in(plus, 100_000, 1_000, 0) == 60_00
    both = owed(1, 100_000, "12", Share(percent=Decimal(1), floor=30_00, plus_interest=True))
    assert [minimum_in(both, owes, owes // 100, 0) for owes in (100_000, 300_000, 2_000)] == [
        30_00, 60_00, 20_20,
    ]  # fmt: skip
    parts = owed(1, 100_000, "12", Parts(principal=(400_00,)), ends_month=2)
    assert [minimum_in(parts, 100_000, 1_000, month) for month in (0, 1, 2)] == [410_00, 10_00, 1_010_00]
    late = owed(1, 100_000, "12", 50_00, arrears=70_00)
    assert [minimum_in(late, 100_000, 1_000, month) for month in (0, 1)] == [120_00, 50_00]
