"""Paying early: rebates, fees and settlements add up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.prepay import (
    InstalmentCountError,
    daily_interest,
    flat_fee_payoff,
    payoff_quote,
    prepayment_fee,
    rule_of_78_rebate,
    settle,
)
from tracker.domain.money import Rounding
from tracker.domain.rates import Rate, RatePer

START = date(2026, 3, 5)
DAILY = Rate(Decimal("0.05"), RatePer.DAY)


@given(st.integers(0, 10**9), st.integers(1, 360))
def test_a_rebate_runs_from_the_whole_charge_to_nothing(charge, periods):
    rebates = [rule_of_78_rebate(charge, periods, paid) for paid in range(periods + 1)]
    assert rebates[0] == charge
    assert rebates[-1] == 0
    assert rebates == sorted(rebates, reverse=True)


@pytest.mark.parametrize(("periods", "paid"), [(12, 13), (12, -1), (0, 0)])
def test_no_more_can_be_paid_than_there_is(periods, paid):
    with pytest.raises(InstalmentCountError):
        rule_of_78_rebate(72_000, periods, paid)
    with pytest.raises(InstalmentCountError):
        flat_fee_payoff(72_000, Decimal("0.6"), periods, paid)


@given(st.integers(100, 10**9), st.integers(1, 120), st.data())
def test_a_flat_fee_plan_pays_down_to_nothing(principal, periods, data):
    paid = data.draw(st.integers(0, periods))
    plan = flat_fee_payoff(principal, Decimal("0.6"), periods, paid)
    assert 0 <= plan.principal <= principal
    assert (plan.total == 0) == (paid == periods)
    assert plan.total - plan.total_if_fees_waived == plan.remaining_fees


def test_the_residue_of_equal_parts_stays_in_what_is_left():
    plan = flat_fee_payoff(1_000_000, Decimal("0.6"), 3, 2)
    assert (plan.principal, plan.remaining_fees) == (333_334, 6_000)


def test_a_quote_has_its_parts_and_its_price_for_another_day():
    quote = payoff_quote(1_000_000, DAILY, 10, unpaid=1_234, fee_percent=Decimal(1))
    assert (quote.interest, quote.fee, quote.per_diem, quote.total) == (5_000, 10_000, 500, 1_016_234)
    assert (
        payoff_quote(1_000_000, DAILY, 11).total - payoff_quote(1_000_000, DAILY, 10).total == quote.per_diem
    )
    assert payoff_quote(1_000_000, DAILY, 0).fee == 0


def test_a_prepayment_fee_is_rounded_as_the_lender_does():
    assert prepayment_fee(12_350, Decimal(1)) == 124
    assert prepayment_fee(12_350, Decimal(1), Rounding.DOWN) == 123


def test_the_day_of_repayment_is_free():
    same_day = daily_interest(1_000_000, DAILY, START, START)
    assert (same_day.days, same_day.total) == (0, 1_000_000)
    found = daily_interest(1_000_000, Rate(Decimal(18)), START, START + timedelta(days=30), basis=360)
    assert (found.days, found.interest) == (30, 15_000)


PAYMENTS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 50_000)), max_size=8)


@given(PAYMENTS, st.integers(0, 400))
def test_a_settlement_clears_the_debt(payments, day):
    dated = [(START + timedelta(days=number), amount) for number, amount in payments]
    on = START + timedelta(days=day)
    quote = settle(25_000, DAILY, START, dated, on)
    paid = settle(25_000, DAILY, START, [*dated, (on, quote.total)], on)
    assert quote.total >= 0
    assert (paid.total, paid.overpaid) == (0, quote.overpaid)


@given(PAYMENTS)
def test_paying_more_never_costs_more(payments):
    dated = [(START + timedelta(days=number), amount) for number, amount in payments]
    on = START + timedelta(days=401)
    before = settle(25_000, DAILY, START, dated, on).total
    for number in range(len(dated)):
        more = [(when, amount + 1_000 * (place == number)) for place, (when, amount) in enumerate(dated)]
        assert settle(25_000, DAILY, START, more, on).total <= before


def test_what_comes_after_the_date_or_beyond_the_debt_is_no_part_of_it():
    late = settle(25_000, DAILY, START, [(START + timedelta(days=9), 10_000)], START + timedelta(days=8))
    assert late.total == 25_100
    over = settle(25_000, DAILY, START, [(START, 25_700)], START + timedelta(days=8))
    assert (over.total, over.overpaid) == (0, 700)


def test_unpaid_interest_bears_no_interest():
    touched = settle(25_000, DAILY, START, [(START + timedelta(days=100), 10)], START + timedelta(days=200))
    assert (touched.principal, touched.interest) == (25_000, 2_490)
