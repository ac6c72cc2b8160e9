"""The figures of US card statements beyond the published ones, which tests/truth holds."""

from __future__ import annotations

from decimal import Decimal

from tracker.domain.plan.debt import Budget, Debt, Fixed, RateFrom, Share
from tracker.domain.plan.disclosure import CardBalance, CardTerms, disclose
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import simulate

TERMS = CardTerms(percent=Decimal(2), floor=20_00)


def test_one_balance_at_one_rate_is_the_engine_itself():
    yearly = Decimal("0.18")
    found = disclose([CardBalance(amount=1000_00, yearly=yearly)], TERMS)
    card = Debt(
        key=1, name="", balance=1000_00, rates=(RateFrom(month=0, yearly=yearly),),
        minimum=Share(percent=TERMS.percent, floor=TERMS.floor),
    )  # fmt: skip
    run = simulate([card], Budget(), Strategy.MINIMUM)
    assert (found.months, found.total) == (len(run.months), run.paid)


def test_the_equal_payment_ends_the_debt_in_three_years():
    yearly = Decimal("0.18")
    payment = disclose([CardBalance(amount=1000_00, yearly=yearly)], TERMS).payment
    card = Debt(
        key=1, name="", balance=1000_00, rates=(RateFrom(month=0, yearly=yearly),),
        minimum=Fixed(amount=payment),
    )  # fmt: skip
    run = simulate([card], Budget(), Strategy.MINIMUM)
    assert len(run.months) in (36, 37)
    assert sum(run.months[-1].paid) <= payment


def test_minimums_below_the_interest_never_end_and_save_nothing_that_can_be_told():
    terms = CardTerms(percent=Decimal(1), floor=5_00)
    found = disclose([CardBalance(amount=1000_00, yearly=Decimal("0.30"))], terms)
    assert (found.months, found.total, found.saving) == (None, None, None)
    assert found.payment_total == found.payment * 36


def test_without_interest_a_thirty_sixth_is_paid():
    assert disclose([CardBalance(amount=360_00, yearly=Decimal(0))], TERMS).payment == 10_00
    assert disclose([CardBalance(amount=360_00, yearly=Decimal(0))], TERMS).saving is None
