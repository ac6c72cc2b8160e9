"""Wishes in whole units: whatever is wished can be paid, and costs what its replay costs."""

from __future__ import annotations

import random

import pytest
from portfolios import owed
from tiny import drawn

from tracker.domain.plan.debt import Budget, PrepayFee
from tracker.domain.plan.following import Wish, case_of, play
from tracker.domain.plan.run import Strategy
from tracker.domain.plan.simulate import replay, simulate

LIMIT = 400


def any_wish(seed, debts) -> Wish:
    luck = random.Random(seed)
    return Wish(
        owe={
            (place, month): luck.randint(0, debt.balance)
            for place, debt in enumerate(debts) for month in range(12) if luck.random() < 0.8
        },
        keep={month: luck.randint(0, 100_000) for month in range(12)},
        until=luck.choice((0, 6, 12)),
        order=tuple(luck.sample(range(len(debts)), luck.randint(0, len(debts)))),
        wait={luck.randrange(len(debts)): luck.randint(0, 20)},
        margin=luck.choice((None, 0, 5)),
    )  # fmt: skip


@pytest.mark.parametrize("first", [0, 100])
def test_any_wish_can_be_replayed_at_the_same_cost(first) -> None:
    played = 0
    for seed in range(first, first + 100):
        debts, budget = drawn(seed, scale=500_000, count=2 + seed % 4, months=18)
        found = play(case_of(debts, budget, LIMIT), any_wish(seed, debts))
        if found is not None:
            run = replay(debts, budget, found.payments, Strategy.OPTIMAL)
            assert (run.cost, len(run.months)) == found.worth, seed
            played += 1
    assert played > 20


def test_without_a_wish_it_is_the_avalanche() -> None:
    debts = [owed(1, 500_000, "22.99", 150_00), owed(2, 350_000, "18.99", 100_00)]
    run = simulate(debts, Budget(extra=200_00), Strategy.AVALANCHE)
    found = play(case_of(debts, Budget(extra=200_00), LIMIT), Wish())
    assert found is not None
    assert found.payments == tuple(month.paid for month in run.months)


def test_a_debt_that_starts_later_brings_its_money_then() -> None:
    debts = [owed(1, 100_000, "0", 10_000, starts_month=4), owed(2, 500_000, "12", 20_000)]
    case = case_of(debts, Budget(extra=1_000), LIMIT)
    assert [case.income(month) for month in (0, 3, 4, 300)] == [21_000, 21_000, 31_000, 31_000]


def test_a_fee_is_for_all_that_a_month_brings() -> None:
    # Two payments of 50 at 1 % would cost nothing and one unit by turns; both together cost one.
    debts = [owed(1, 1_000, "0.12", 0, prepay_fee=PrepayFee(percent=1))]
    wish = Wish(owe={(0, 0): 950}, keep={0: 0}, until=1)
    found = play(case_of(debts, Budget(monthly=101), LIMIT), wish)
    assert found is not None and found.payments[0] == (100,)


def test_it_ends_when_it_costs_more_than_is_of_use() -> None:
    debts = [owed(1, 500_000, "22.99", 150_00)]
    assert play(case_of(debts, Budget(extra=100_00), LIMIT), Wish(), 100) is None
