"""Why the optimum beats the avalanche, read off two runs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from portfolios import owed

from tracker.domain.plan.debt import Budget, Parts, PrepayFee, RateFrom
from tracker.domain.plan.optimum import Why
from tracker.domain.plan.reasons import reasons_of
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import simulate


def reasons(debts, budget, order):
    """Of a custom order in the place of the optimum."""
    best = simulate(debts, budget, Strategy.CUSTOM, order=order)
    return reasons_of(debts, budget, best, simulate(debts, budget, Strategy.AVALANCHE))


def test_a_promotion_that_ends() -> None:
    steps = (RateFrom(month=0, yearly=Decimal(0)), RateFrom(month=6, yearly=Decimal("0.3")))
    card = replace(owed(1, 600_000, "0", 12_000), rates=steps)
    debts = [card, owed(2, 800_000, "12", 20_000)]
    (found,) = reasons(debts, Budget(monthly=100_000), [1])
    assert (found.code, found.name, found.month) == (Why.PROMO_ENDS, "debt 1", 6)
    assert found.saving > 0 and found.amount > 0


def test_a_fee_that_ends_and_one_that_stays() -> None:
    for last, code in ((11, Why.FEE_ENDS), (None, Why.FEE_STAYS)):
        fee = PrepayFee(percent=Decimal(5), last_month=last)
        debts = [owed(1, 900_000, "14", 25_000, prepay_fee=fee), owed(2, 800_000, "11", 20_000)]
        (found,) = reasons(debts, Budget(monthly=100_000), [2])
        assert (found.code, found.month) == (code, last)


def test_saving_up_for_a_debt_that_ends_at_once() -> None:
    debts = [owed(1, 360_000, "4", Parts(), ends_month=8), owed(2, 300_000, "11", 20_000)]
    budget = Budget(monthly=65_000)
    avalanche = simulate(debts, budget, Strategy.AVALANCHE)
    best = simulate(debts, budget, Strategy.MINIMUM)
    assert avalanche.short is not None and best.ends
    (found,) = reasons_of(debts, budget, best, avalanche)
    assert (found.code, found.name, found.month, found.saving) == (Why.SAVING_UP, "debt 1", 8, 0)
    assert found.amount == best.months[7].cash > 300_000


def test_a_tiny_difference_is_rounding() -> None:
    debts = [owed(1, 500_000, "12", 20_000), owed(2, 500_000, "11.9", 20_000)]
    budget = Budget(monthly=100_000)
    avalanche = simulate(debts, budget, Strategy.AVALANCHE)
    other = simulate(debts, budget, Strategy.SNOWBALL)
    assert reasons_of(debts, budget, avalanche, avalanche) == ()
    assert {each.code for each in reasons_of(debts, budget, avalanche, other)} <= {
        Why.ROUNDING,
        Why.MINIMUM_FREED,
    }
