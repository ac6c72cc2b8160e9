"""A supposed loan: what reaches the borrower, what each month asks for, its true rate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.loan.schedule import level_payment
from tracker.domain.money import Rounding
from tracker.domain.plan.debt import Budget
from tracker.domain.plan.new_loan import NO_FEE, Fee, NewLoan
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import simulate
from tracker.domain.yields import effective

YEARLY = st.sampled_from([Decimal(text) for text in ("0", "0.0365", "0.12", "0.24", "0.36")])
LOANS = st.builds(NewLoan, amount=st.integers(100_00, 50_000_00), yearly=YEARLY, periods=st.integers(1, 36))
TEN = NewLoan(amount=10_000_00, yearly=Decimal("0.12"), periods=12)


def test_a_fee_is_owed_on_top_or_kept_back():
    on_top = replace(TEN, fee=Fee(percent=Decimal(3)))
    assert (on_top.fee_sum, on_top.received, on_top.balance) == (300_00, 10_000_00, 10_300_00)
    kept_back = replace(TEN, fee=Fee(minor=300_00, is_kept_back=True))
    assert (kept_back.fee_sum, kept_back.received, kept_back.balance) == (300_00, 9_700_00, 10_000_00)
    assert kept_back.payment == TEN.payment == level_payment(10_000_00, 1, 100, 12, Rounding.HALF_UP)


@pytest.mark.parametrize("fee", [NO_FEE, Fee(minor=250_00), Fee(percent=Decimal("2.5"))])
@pytest.mark.parametrize("is_kept_back", [False, True])
def test_the_least_sum_that_pays_out_what_is_needed(fee, is_kept_back):
    fee = replace(fee, is_kept_back=is_kept_back)
    amount = fee.amount_for(7_777_77)
    loan = replace(TEN, amount=amount, fee=fee)
    assert loan.received >= 7_777_77
    assert replace(loan, amount=amount - 1).received < 7_777_77


def test_a_fee_of_all_of_it_pays_nothing_out():
    fee = Fee(percent=Decimal(100), is_kept_back=True)
    assert fee.amount_for(1) is None
    assert replace(TEN, fee=fee).true_rate() is None


@given(LOANS, st.integers(0, 90))
def test_its_payments_are_what_a_plan_plays_and_its_cost_is_what_the_plan_counts(loan, percent):
    loan = replace(loan, fee=Fee(percent=Decimal(percent) / 10, is_kept_back=bool(percent % 2)))
    run = simulate([loan.as_debt(1, "new")], Budget(), Strategy.MINIMUM)
    assert tuple(month.paid[0] for month in run.months) == loan.payments
    assert run.cost == loan.cost


@given(LOANS, st.integers(0, 2_000_00), st.integers(1_00, 500_00), st.booleans())
def test_its_cost_never_falls_when_the_fee_rises(loan, fee, more, is_kept_back):
    def cost(minor):
        return replace(loan, fee=Fee(minor=minor, is_kept_back=is_kept_back)).cost

    assert cost(fee + more) >= cost(fee)


def test_the_true_rate_is_the_contract_rate_without_a_fee_and_more_with_one():
    nominal, yearly = TEN.true_rate()
    assert nominal == pytest.approx(Decimal("0.12"), abs=Decimal("0.00001"))
    assert yearly == pytest.approx(effective(Decimal("0.01")), abs=Decimal("0.00001"))
    on_top, kept_back = (
        replace(TEN, fee=Fee(minor=300_00, is_kept_back=each)).true_rate() for each in (False, True)
    )
    # 915.13 a month for 10,000.00, and 888.49 a month for 9,700.00.
    assert round(on_top[0], 4) == Decimal("0.1765")
    assert round(kept_back[0], 4) == Decimal("0.1783")
