"""The least cost without a solver: never above a simple way, replayed to the unit, short like them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from portfolios import any_debts, budgets, owed, plain_debts
from tiny import drawn

from tracker.domain.plan.debt import Budget, Parts
from tracker.domain.plan.optimum import Method
from tracker.domain.plan.run import Run, Short, Strategy
from tracker.domain.plan.seeking import SIMPLE, Answer, find
from tracker.domain.plan.simulate import replay, simulate


def cheapest(debts, budget) -> Run | None:
    """The cheapest simple way within the money."""
    ways = [
        Strategy.AVALANCHE,
        Strategy.SNOWBALL,
        *([Strategy.MINIMUM] if budget.monthly is not None else []),
    ]
    return min(
        (run for way in ways if (run := simulate(debts, budget, way)).ends),
        key=lambda run: run.cost,
        default=None,
    )


@settings(max_examples=30)
@given(debts=any_debts(), budget=budgets())
def test_it_never_costs_more_than_a_simple_way_and_replays(debts, budget) -> None:
    least = cheapest(debts, budget)
    assume(least is not None)
    found = find(debts, budget)
    assert found.run.cost <= least.cost
    assert found.bound <= found.run.cost == found.bound + found.gap
    payments = [month.paid for month in found.run.months]
    assert replay(debts, budget, payments, Strategy.OPTIMAL) == found.run
    if found.same_as is not None:
        assert simulate(debts, budget, found.same_as).cost == found.run.cost


@pytest.mark.parametrize("seed", range(24))
def test_what_can_be_paid_is_found_or_said_to_be_unknown(seed) -> None:
    debts, budget = drawn(seed, scale=800_000, count=2 + seed % 3, months=24)
    found, least = find(debts, budget), cheapest(debts, budget)
    assert found.run.strategy is Strategy.OPTIMAL
    if least is not None:
        assert found.run.ends and found.run.cost <= least.cost
    elif not found.run.ends and found.proven:
        # Sure without a solver is only what is short before there is a choice.
        assert found.run.short is not None


def test_without_a_solver_nothing_is_said_to_be_proved() -> None:
    debts = [owed(1, 500_000, "22.99", 150_00), owed(2, 350_000, "18.99", 100_00)]
    found = find(debts, Budget(extra=200_00))
    assert (found.method, found.proven, found.same_as) == (Method.BEST_KNOWN, False, Strategy.AVALANCHE)
    assert found.run.cost == simulate(debts, Budget(extra=200_00), Strategy.AVALANCHE).cost


def test_a_budget_below_the_minimums_is_short_as_by_any_rule() -> None:
    debts = [owed(1, 500_000, "20", 150_00), owed(2, 350_000, "10", 100_00)]
    found = find(debts, Budget(monthly=200_00))
    assert found.run.short == Short(month=0, missing=50_00)
    assert found.proven and found.run.strategy is Strategy.OPTIMAL


def test_instalments_whose_fees_stay_are_not_prepaid() -> None:
    phone = owed(1, 360_000, "0", Parts(principal=(30_000,) * 12), quoted=Decimal("0.2"), fees_within=30_000)
    loan = owed(2, 800_000, "11", 20_000)
    found = find([phone, loan], Budget(monthly=100_000))
    assert [each.code for each in found.reasons] == ["fees_remain"]
    assert found.saving == found.reasons[0].saving > 0


def test_no_debts_are_paid_at_once() -> None:
    found = find([], Budget(monthly=100))
    assert (found.run.months, found.proven, found.gap) == ((), True, 0)


@settings(max_examples=20)
@given(debts=plain_debts())
def test_a_solver_that_says_nonsense_does_no_harm(debts) -> None:
    def nonsense(model, *, whole, within=0):
        return Answer(feasible=True, complete=True, values=(7,) * len(model.costs), bound=-(10**9))

    budget = Budget(extra=50_00)
    found, least = find(debts, budget, solve=nonsense), cheapest(debts, budget)
    assert least is not None and found.run.cost <= least.cost


@pytest.mark.parametrize("solve", [None, lambda model, *, whole, within=0: None])
def test_stopped_at_once_it_still_answers(solve) -> None:
    debts, budget = drawn(11, scale=800_000, count=4, months=24)
    found = find(debts, budget, solve=solve, stopped=lambda: True)
    assert found.stopped
    assert SIMPLE[0] is Strategy.AVALANCHE
