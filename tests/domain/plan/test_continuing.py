"""The payments of an adopted plan, played on from a later month."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolios import any_debts, owed

from tracker.domain.plan.continuing import Told, go_on
from tracker.domain.plan.debt import Budget
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import NEVER, simulate

TWO = (owed(1, 100_000, "24", 50_00), owed(2, 300_000, "6", 80_00))
WAYS = (Strategy.SNOWBALL, Strategy.AVALANCHE, Strategy.MINIMUM)


def told_by(run, debts, since=0):
    """What a run says to pay, its months counted from a later one."""
    sums, ends = {}, {}
    for number, month in enumerate(run.months[since:]):
        for place, debt in enumerate(debts):
            if month.paid[place]:
                sums[debt.key, number] = month.paid[place]
    for key, month in run.order:
        if month >= since:
            ends[key] = month - since
    return Told(sums=sums, ends=ends)


def money_of(run):
    """The money of each month as the payments of a run have it."""
    sums = [sum(month.paid) + sum(month.fees) for month in run.months]
    return Budget(one_offs=tuple(enumerate(sums)), monthly=0)


@given(any_debts(), st.integers(0, 500_00), st.sampled_from(WAYS))
def test_the_payments_of_a_plan_come_to_what_it_came_to(debts, extra, way):
    run = simulate(debts, Budget(extra=extra), way)
    if run.ends:
        again = go_on(debts, money_of(run), told_by(run, debts), way)
        assert [month.paid for month in again.months] == [month.paid for month in run.months]
        assert (again.cost, again.order, again.ends) == (run.cost, run.order, True)


def test_a_plan_that_was_searched_for_pays_its_own_and_ends_as_by_avalanche():
    told = Told(extras={(2, 0): 120_00, (2, 1): 120_00})
    run = go_on(TWO, Budget(monthly=250_00), told, Strategy.OPTIMAL)
    assert [month.paid for month in run.months[:3]] == [
        (50_00, 200_00), (50_00, 200_00), (170_00, 80_00)
    ]  # fmt: skip
    assert run.ends
    assert run.strategy is Strategy.OPTIMAL


def test_where_the_money_does_not_do_the_dearest_comes_first():
    told = Told(extras={(1, 0): 100_00, (2, 0): 100_00})
    (first, *_rest) = go_on(TWO, Budget(monthly=280_00), told, Strategy.SNOWBALL).months
    assert first.paid == (150_00, 130_00)


def test_what_a_loan_no_longer_takes_goes_on_by_the_rule():
    debts = (replace(TWO[0], balance=60_00), TWO[1])
    told = Told(extras={(1, 0): 100_00})
    (first, *_rest) = go_on(debts, Budget(monthly=230_00), told, Strategy.AVALANCHE).months
    assert first.paid == (61_20, 168_80)


def test_a_trifle_moves_no_month():
    run = simulate(TWO, Budget(monthly=250_00), Strategy.AVALANCHE)
    told = replace(told_by(run, TWO), trifle=2_50)
    dearer = (replace(TWO[0], balance=100_030), TWO[1])
    again = go_on(dearer, money_of(run), told, Strategy.AVALANCHE)
    assert again.order == run.order
    assert again.paid == pytest.approx(run.paid, abs=50)


def test_minimums_beyond_the_money_are_met_where_that_is_allowed():
    poor = Budget(monthly=100_00)
    assert go_on(TWO, poor, Told(), Strategy.AVALANCHE).short is not None
    run = go_on(TWO, poor, Told(), Strategy.AVALANCHE, beyond=NEVER)
    assert run.ends
    assert run.months[0].paid == (50_00, 80_00)
