"""The avalanche proves itself for plain loans: its weights give a bound that only rounding is below it."""

from __future__ import annotations

import pytest
from portfolios import owed
from tiny import drawn, least_by_trying, plain

from tracker.domain.plan.bound import least_cost
from tracker.domain.plan.debt import Budget, PrepayFee
from tracker.domain.plan.model import build
from tracker.domain.plan.optimum import Method
from tracker.domain.plan.pricing import is_plain, price, targets_of
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.seeking import find
from tracker.domain.plan.simulate import simulate
from tracker.domain.plan.start import start_of


@pytest.mark.parametrize("seed", range(12))
def test_plain_loans_are_proved_without_a_solver(seed) -> None:
    debts, budget = plain(seed, 2 + seed % 6)
    found, avalanche = find(debts, budget), simulate(debts, budget, Strategy.AVALANCHE)
    assert (found.method, found.proven, found.same_as) == (Method.PRICED, True, Strategy.AVALANCHE)
    assert found.run.months == avalanche.months
    # At most half a unit for each month of a debt.
    assert 0 <= found.gap <= len(debts) * len(found.run.months)


@pytest.mark.parametrize("seed", range(0, 120, 2))
def test_the_weights_of_any_debts_give_a_true_bound(seed) -> None:
    debts, budget = drawn(seed, scale=10, count=2, months=4)
    least, start = least_by_trying(debts, budget, 6), start_of(debts, budget, 20)
    avalanche = simulate(debts, budget, Strategy.AVALANCHE)
    if least is None or start is None or not avalanche.ends:
        pytest.skip("there is no plan")
    model = build(debts, budget, start, 8)
    assert least_cost(model, price(model, avalanche)) <= least


def test_the_target_of_a_month_is_what_stays_owed() -> None:
    debts = [owed(1, 1_000, "12", 100), owed(2, 1_000, "6", 100)]
    run = simulate(debts, Budget(monthly=700), Strategy.AVALANCHE)
    assert targets_of(run) == [0, 1, None]


def test_plain_is_one_rate_one_payment_and_no_fee() -> None:
    assert is_plain(owed(1, 1_000, "12", 100))
    assert not is_plain(owed(1, 1_000, "12", 100, prepay_fee=PrepayFee(percent=1)))
