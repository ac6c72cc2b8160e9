"""What-ifs, the least money that does, and what more money never does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portfolios import any_debts, budgets, owed, plain_debts

from tracker.domain.plan.debt import Budget, Drop, PrepayFee
from tracker.domain.plan.new_loan import Fee, NewLoan
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import budget_of, first_minimums, simulate
from tracker.domain.plan.whatif import (
    clearing,
    refinanced,
    smallest_budget,
    with_drop,
    with_frozen,
    with_new,
    with_one_off,
    with_points,
    with_sums,
)

HEURISTICS = [Strategy.SNOWBALL, Strategy.AVALANCHE]
TWO = [owed(1, 100_000, "24", 50_00), owed(2, 300_000, "6", 80_00)]


@settings(max_examples=300)
@given(plain_debts(), st.integers(0, 300_00), st.integers(1, 300_00))
def test_paying_more_never_costs_more_nor_takes_longer(debts, extra, more):
    less, much = (simulate(debts, Budget(extra=sum_), Strategy.AVALANCHE) for sum_ in (extra, extra + more))
    assert less.ends
    assert much.ends
    assert len(much.months) <= len(less.months)
    # The interest of each debt and month is rounded by itself: half a unit either way.
    assert much.cost <= less.cost + len(debts) * len(less.months)


def test_with_the_snowball_paying_more_can_cost_more():
    """Ten more a month make the cheap debt the smaller one a month earlier, and the dear one waits."""
    debts = [owed(1, 1100_00, "36", 130_00), owed(2, 1000_00, "6", 20_00)]
    costs = [simulate(debts, Budget(extra=extra), Strategy.SNOWBALL).cost for extra in (60_00, 70_00)]
    assert costs == [180_04, 182_80]
    costs = [simulate(debts, Budget(extra=extra), Strategy.AVALANCHE).cost for extra in (60_00, 70_00)]
    assert costs[1] < costs[0]


def test_with_a_fee_for_prepaying_paying_more_can_cost_more():
    debts = [owed(1, 1000_00, "3", 100_00, prepay_fee=PrepayFee(percent=Decimal(3)))]
    costs = [simulate(debts, Budget(extra=extra), Strategy.AVALANCHE).cost for extra in (0, 100_00)]
    assert costs[1] > costs[0]


@settings(max_examples=50)
@given(any_debts(most=3), budgets(), st.sampled_from(HEURISTICS))
def test_the_smallest_budget_does_and_one_unit_less_does_not(debts, budget, strategy):
    found = smallest_budget(debts, budget, strategy=strategy)
    if found is None:
        assert not simulate(debts, replace(budget, monthly=10**12), strategy).ends
        return
    assert simulate(debts, replace(budget, monthly=found), strategy).ends
    assert not found or not simulate(debts, replace(budget, monthly=found - 1), strategy).ends


def test_the_smallest_budget_within_some_months():
    # 2,000 and 4,000 of interest at first; the last month needs a little less.
    found = smallest_budget(TWO, Budget(), 12)
    run = simulate(TWO, Budget(monthly=found), Strategy.AVALANCHE)
    assert len(run.months) == 12
    assert len(simulate(TWO, Budget(monthly=found - 1), Strategy.AVALANCHE).months) == 13
    assert smallest_budget(TWO, Budget(), 1) == 100_000 + 2_000 + 300_000 + 1_500


def test_no_budget_ends_a_debt_that_gets_its_minimum_only():
    debts = with_frozen([owed(1, 100_000, "24", 5_00)], [1])
    assert smallest_budget(debts, Budget()) is None
    assert smallest_budget([], Budget()) == 0


def test_money_that_comes_once_or_does_not_come():
    budget = with_drop(with_one_off(Budget(monthly=100_00), 2, 50_00), Decimal(30), 3, first_month=1)
    assert budget.one_offs == ((2, 50_00),)
    assert budget.drops == (Drop(first_month=1, months=3, percent=Decimal(30)),)
    better = simulate(TWO, with_one_off(Budget(extra=10_00), 0, 500_00), Strategy.AVALANCHE)
    assert better.cost < simulate(TWO, Budget(extra=10_00), Strategy.AVALANCHE).cost


def test_sums_beside_the_money_of_a_month_come_as_long_as_they_last():
    later = replace(TWO[1], starts_month=2)
    debts, budget = [TWO[0], later], with_one_off(Budget(extra=10_00), 1, 5_00)
    for base in (budget, with_drop(replace(budget, monthly=200_00), Decimal(50), 3)):
        more = with_sums(debts, base, (7_00, 7_00, 7_00, 7_00, 6_00))
        found = [budget_of(debts, more, month) - budget_of(debts, base, month) for month in range(8)]
        assert found == [7_00, 7_00, 7_00, 7_00, 6_00, 0, 0, 0]
        few = with_sums(debts, base, (1,))
        found = [budget_of(debts, few, month) - budget_of(debts, base, month) for month in (0, 1, 5)]
        assert found == [1, 0, 0]


def test_points_move_every_rate_but_those_of_no_interest():
    debts = [*TWO, owed(3, 100, "0", 10)]
    moved = with_points(debts, Decimal("1.5"))
    assert [debt.rates[0].yearly for debt in moved] == [Decimal("0.255"), Decimal("0.075"), 0]
    assert [debt.quoted for debt in with_points([replace(TWO[0], quoted=Decimal("0.24"))], Decimal(1))] == [
        Decimal("0.25")
    ]
    flat = owed(4, 100, "0", 10, fees_within=5, quoted=Decimal("0.2"))
    assert with_points([flat], Decimal(1)) == (flat,)
    named = with_points(debts, Decimal(-30), 1)
    assert [debt.rates[0].yearly for debt in named] == [0, Decimal("0.06"), 0]
    raised = with_points([replace(debts[2], rates=())], Decimal(5), 3)
    assert raised[0].rates[0].yearly == Decimal("0.05")


def test_a_new_debt_and_a_frozen_one():
    debts = with_new(with_frozen(TWO, [2]), owed(3, 10_000, "0", 10_00))
    run = simulate(debts, Budget(extra=100_00), Strategy.AVALANCHE)
    assert {key for key, _ in run.order} == {1, 2, 3}
    assert all(month.paid[1] == month.required[1] for month in run.months)


@pytest.mark.parametrize("fee", [0, 20_00])
def test_a_debt_refinanced_costs_its_fee_beside_its_interest(fee):
    loan = NewLoan(amount=100_000, yearly=Decimal("0.08"), periods=30, fee=Fee(minor=fee))
    debts = refinanced(TWO, [1], loan, key=9, name="new")
    assert [(debt.key, debt.balance) for debt in debts] == [(2, 300_000), (9, 100_000 + fee)]
    run = simulate(debts, Budget(monthly=first_minimums(TWO)), Strategy.AVALANCHE)
    assert run.cost == fee + sum(sum(month.interest) for month in run.months)


def test_what_clears_a_debt_is_all_that_is_owed_with_fees_that_do_not_stop_and_the_fee_for_prepaying():
    plain = owed(1, 100_000, "24", 50_00)
    assert clearing(plain) == 100_000
    assert clearing(replace(plain, fees_within=4_000, arrears=7_000)) == 100_000
    fee = PrepayFee(percent=Decimal(2))
    assert clearing(replace(plain, prepay_fee=fee)) == 102_000
    assert clearing(replace(plain, prepay_fee=fee, arrears=10_000)) == 101_800, "not on what is due anyway"
    assert clearing(replace(plain, prepay_fee=replace(fee, last_month=0))) == 102_000


def test_fees_that_stay_and_the_fee_for_prepaying_are_cost_of_refinancing():
    flat = owed(1, 110_000, "0", 10_000, fees_within=10_000, quoted=Decimal("0.2"))
    dear = owed(2, 50_000, "24", 5_000, prepay_fee=PrepayFee(percent=Decimal(3)))
    loan = NewLoan(amount=161_500, yearly=Decimal(0), periods=10)
    debts = refinanced([flat, dear], [1, 2], loan, key=9, name="new")
    assert sum(clearing(each) for each in (flat, dear)) == loan.received
    assert simulate(debts, Budget(), Strategy.MINIMUM).cost == 10_000 + 1_500


@given(
    st.integers(100_00, 50_000_00),
    st.sampled_from([Decimal(each) for each in ("0", "3.65", "12", "24", "36")]),
    st.integers(2, 36),
)
def test_refinancing_at_the_same_rate_and_term_without_a_fee_costs_the_same(balance, percent, periods):
    """To the cent: it is the same loan, down to the payment."""
    old = NewLoan(amount=balance, yearly=percent / 100, periods=periods)
    debts = [old.as_debt(1, "old"), owed(2, 300_000, "6", 80_00)]
    taken = refinanced(debts, [1], replace(old, amount=clearing(debts[0])), key=9, name="new")
    before, after = (simulate(each, Budget(extra=100_00), Strategy.SNOWBALL) for each in (debts, taken))
    assert (after.cost, len(after.months)) == (before.cost, len(before.months))


@given(
    st.integers(100_00, 20_000_00), st.integers(2, 24), st.integers(10, 400),
    st.sampled_from([Decimal(each) for each in ("0", "12", "36")]),
)  # fmt: skip
def test_several_debts_of_one_rate_refinanced_together_cost_the_same_within_rounding(
    balance, periods, share, percent
):
    """One payment may round otherwise than two: a unit for each of them and month."""
    other = balance * share // 100 + 1_00
    debts = [
        NewLoan(amount=each, yearly=percent / 100, periods=periods).as_debt(key, "")
        for key, each in enumerate((balance, other), 1)
    ]
    loan = NewLoan(amount=balance + other, yearly=percent / 100, periods=periods)
    taken = refinanced(debts, [1, 2], loan, key=9, name="new")
    before, after = (simulate(each, Budget(), Strategy.MINIMUM) for each in (debts, taken))
    assert len(taken) == 1
    assert abs(after.cost - before.cost) <= max(loan.payment, 1)
    assert abs(after.cost - before.cost) <= 3 * periods


@given(st.integers(0, 1_000_00), st.integers(1_00, 500_00), st.sampled_from(HEURISTICS))
def test_refinancing_never_costs_less_with_a_higher_fee(fee, more, strategy):
    def cost(minor):
        loan = NewLoan(amount=100_000, yearly=Decimal("0.09"), periods=24, fee=Fee(minor=minor))
        debts = refinanced(TWO, [1], loan, key=9, name="new")
        return simulate(debts, Budget(monthly=250_00), strategy).cost

    # Interest of each of two debts and month is rounded by itself.
    assert cost(fee + more) >= cost(fee)
